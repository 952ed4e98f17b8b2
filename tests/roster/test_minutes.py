"""Escalation paths in minutes say what simulated incidents do."""

from datetime import UTC, datetime, timedelta

import pytest
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st

from pdsync.reconcile import roster_of_config, topics_of_config
from pdsync.roster import (
    Incident,
    IncidentEvent,
    difference,
    policy_token,
    simulate,
    timed_path,
)
from pdsync.source import load_texts

MONDAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WOKEN = {IncidentEvent.ASSIGNED, IncidentEvent.ESCALATED, IncidentEvent.REPEATED}
SCHEDULES = """\
schedules:
  primary:
    time_zone: Europe/London
    layers:
      - {rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example],
         anchor: {who: ana@acme.example, at: 2026-01-05}}
  secondary:
    time_zone: America/New_York
    rotations:
      - {rotate: weekly, handoff: Fri 09:00, members: [cy@acme.example],
         anchor: {who: cy@acme.example, at: 2026-01-09}}
"""
TARGETS = ["primary", "secondary", "dee@acme.example", "eve@acme.example"]
LEVELS = st.lists(
    st.tuples(
        st.sampled_from([5, 15, 30, 90]),
        st.lists(st.sampled_from(TARGETS), min_size=1, max_size=3, unique=True),
    ),
    min_size=1,
    max_size=5,
)
SERVICES = st.fixed_dictionaries(
    {"num_loops": st.integers(0, 3)},
    optional={
        "incident_urgency_rule": st.sampled_from(["high", "low"]),
        "auto_resolve_timeout": st.sampled_from(["10m", "45m", "3h", "1 week"]),
    },
)


def yaml(levels, more):
    fields = {**more}
    loops = fields.pop("num_loops")
    rules = "".join(
        f"      - {{escalation_delay_in_minutes: {minutes}, targets: [{', '.join(targets)}]}}\n"
        for minutes, targets in levels
    )
    given = "".join(f", {name}: {value}" for name, value in fields.items())
    return (
        f"{SCHEDULES}escalation_policies:\n  shop:\n    num_loops: {loops}\n"
        f"    escalation_rules:\n{rules}services:\n  cart: {{escalation_policy: shop{given}}}\n"
    )


def roster(levels, more):
    config = load_texts({"policies.yaml": yaml(levels, more)})
    assert not config.is_broken, config.problems
    (cart,) = [one for one in topics_of_config(config) if one.kind == "service"]
    return roster_of_config(config), cart


def path(levels, more):
    found, cart = roster(levels, more)
    service = found.resources["service"][cart.token]
    return timed_path(found, service, policy_token(service))


def as_simulated(levels, more):
    """Whom an incident that nobody answers notifies when, in minutes, and when it is given up."""
    steps = simulate(*roster(levels, more), Incident(MONDAY)).steps
    woken = [
        ((one.at - MONDAY) // timedelta(minutes=1), one.assignment.level.number)
        for one in steps
        if one.event in WOKEN
    ]
    ends = [one.at - MONDAY for one in steps if one.event is IncidentEvent.EXHAUSTED]
    return woken, [one // timedelta(minutes=1) for one in ends]


@at_most(40)
@given(LEVELS, SERVICES)
def test_levels_are_reached_when_a_simulated_incident_reaches_them(levels, more):
    found, (woken, ends) = path(levels, more), as_simulated(levels, more)
    first = woken[: len(found.levels)]
    assert first == [(one.after, one.number) for one in found.levels]
    assert ends == [] if found.given_up is None else [found.given_up]
    rounds = len([number for _, number in woken if number == 1])
    if found.given_up is not None:
        assert rounds == found.repeats + 1


@at_most(25)
@given(LEVELS, LEVELS, SERVICES)
def test_what_differs_is_what_differs_between_two_simulated_incidents(old, new, more):
    found = difference(path(old, more), path(new, more))
    before, after = (as_simulated(levels, more) for levels in (old, new))
    if found is None:
        assert before == after
        return
    sides = [[pair[side] for pair in found.levels if pair[side]] for side in (0, 1)]
    for levels, (woken, _) in zip(sides, (before, after), strict=True):
        assert {(one.after, one.number) for one in levels} <= {*woken}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("A B", "A B", []),
        ("A B", "T A B", [(None, "T1@0"), ("A1@0", "A2@10"), ("B2@10", "B3@20")]),
        ("A B C", "B C", [("A1@0", None), ("B2@10", "B1@0"), ("C3@20", "C2@10")]),
        ("A B", "B A", [("B2@10", "B1@0"), ("A1@0", "A2@10")]),
        ("A B", "A C", [("B2@10", "C2@10")]),
        ("A B", "A", [("B2@10", None)]),
    ],
)
def test_a_level_is_known_by_its_targets_then_by_its_number(old, new, pairs):
    people = dict(zip("ABCT", TARGETS, strict=True))
    sides = [
        path([(10, [people[one]]) for one in text.split()], {"num_loops": 0}) for text in (old, new)
    ]
    letters = {target: letter for letter, target in people.items()}

    def word(level):
        return level and f"{letters[level.targets[0][1]]}{level.number}@{level.after}"

    found = difference(*sides)
    assert sorted([tuple(map(word, pair)) for pair in found.levels] if found else [], key=str) == (
        sorted(pairs, key=str)
    )
