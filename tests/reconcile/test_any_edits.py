"""However a configuration that lint lets pass is edited: nothing that apply sends is refused."""

from datetime import timedelta

import pytest
from examples import at_most
from hypothesis import HealthCheck, Phase, assume, given, note, settings
from hypothesis import strategies as st
from organisation import ANA, BEN, CHLOE
from reconcile.any_organisation import ORGANISATION
from reconcile.wire import Wire, is_write
from reconcile.world import START, World, changes, ended, said

from pdsync.lint import lint
from pdsync.source.edit.scalars import flow_text

pytestmark = pytest.mark.slow  # furnishes an account for each example

SETTINGS = "stack: acme\nsafety: {max_deletes: 99, max_delete_percent: 100, adopt: allow}\n"
UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]
"""To make one smaller takes minutes; the history is told as it is."""
NAMES = ("Red lamp", "red lamp", "Blue  moon", "x" * 100, "Grüße 🚒", "-")
WORDS = ("Sat-Sun 10:00-20:00", "22:00-06:00", "Mon-Fri 09:00-17:00")


class Heard(Wire):
    """The sandbox, and the writes that it refused."""

    def __init__(self, inner):
        super().__init__(inner)
        self.refused = []

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if is_write(request) and answer.status_code >= 400:
            answer.read()
            self.refused.append((request.method, request.url.path, answer.text))
        return answer


@st.composite
def edited(draw, organisation):
    """The organisation with one thing renamed, rewritten, moved or taken out."""
    sections = {name: dict(things) for name, things in organisation.items()}
    section = draw(st.sampled_from(sorted(one for one in sections if sections[one])))
    key = draw(st.sampled_from(sorted(sections[section])))
    body = dict(sections[section][key])
    how = draw(st.sampled_from(("name", "key", "gone", "rewritten", "copied")))
    if how == "name":
        sections[section][key] = body | {"name": draw(st.sampled_from(NAMES))}
    elif how == "key":
        del sections[section][key]
        sections[section][f"{key}-new"] = body | {"was": key}
        return renamed(sections, key, f"{key}-new")
    elif how == "gone":
        del sections[section][key]
        return without(sections, key)
    elif how == "copied":
        sections[section][f"{key}-too"] = body | {"name": f"{key} too"}
    else:
        sections[section][key] = draw(rewritten(section, body))
    return sections


def rewritten(section, body):
    """One thing of a section with another field."""
    mail = {"type": "email", "integration_email": "shop@acme.pagerduty.com"}
    one = {
        "teams": [{"members": {ANA: "observer", CHLOE: "manager"}}, {"description": None}],
        "schedules": [{"time_zone": "America/New_York"}, {"teams": []}, {"description": "d " * 9}],
        "escalation_policies": [
            {"escalation_rules": [{"escalation_delay_in_minutes": 1, "targets": [ANA, BEN]}] * 2},
            {"num_loops": 0, "team": None},
        ],
        "services": [
            {"escalation_policy": "back"},
            {"integrations": {"mail": mail | {"email_filter_mode": "all-email"}}},
            {"integrations": {"mail": {"absent": True, "allow_key_change": True}}},
            {"integrations": {"mail": {"type": "nagios", "allow_key_change": True}}},
            {"integrations": {"more": {"vendor": "Datadog"}, "again": {"vendor": "Sentry"}}},
        ],
    }
    return st.sampled_from(one[section]).map(lambda change: body | change)


def renamed(value, key, new):
    """The same with references to another key."""
    if isinstance(value, dict):
        return {
            name: one if name in ("was", "name") else renamed(one, key, new)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [renamed(one, key, new) for one in value]
    return new if value == key else value


def without(sections, key):
    """The same without references to a key, and without what is nothing without it."""
    left = {}
    for name, things in sections.items():
        left[name] = {}
        for own, body in things.items():
            rules = [
                rule | {"targets": [one for one in rule["targets"] if one != key]}
                for rule in body.get("escalation_rules", ())
            ]
            if rules:
                rules = [rule for rule in rules if rule["targets"]] or [
                    {"escalation_delay_in_minutes": 5, "targets": [ANA]}
                ]
                body = body | {"escalation_rules": rules}  # noqa: PLW2901 - a new one
            kept = {
                field: [one for one in it if one != key] if field == "teams" else it
                for field, it in body.items()
                if it != key
            }
            if "escalation_policy" in body and "escalation_policy" not in kept:
                continue
            left[name][own] = kept
    return left


@st.composite
def histories(draw):
    """Configurations that follow each other, with the seconds in between."""
    steps = [draw(ORGANISATION)]
    for _ in range(draw(st.integers(1, 4))):
        other = st.sampled_from([False, False, False, True])
        steps.append(draw(ORGANISATION) if draw(other) else draw(edited(steps[-1])))
    return [(written(one), draw(st.integers(0, 30 * 86_400))) for one in steps]


def written(organisation):
    """The YAML of an organisation, without fields that no account knows."""
    rows = []
    for section, things in organisation.items():
        rows.append(f"{section}:")
        for key, body in things.items():
            known = {name: one for name, one in body.items() if name != "extra"}
            rows.append(f"  {key}: {flow_text(known)}")
    return "\n".join([*rows, ""])


def tried(history, begin):
    """Apply each in turn; what lint or a plan calls an error is left out."""
    world = World(around=Heard)
    world.now = START + timedelta(seconds=begin)
    applied = 0
    for text, seconds in history:
        config = world.config(text, SETTINGS)
        if any(one.is_error for one in lint(config, world.now)):
            continue
        plan = world.plan_of(config)
        if plan.is_broken or plan.refused or any(one.blocked for one in plan.changes):
            continue
        note(text)
        done = world.carry_out(plan)
        assert world.wire.refused == []
        assert ended(done) <= {"done"}, [one.reason for one in done.outcomes if one.reason]
        again = world.plan_of(config)
        assert (changes(again), again.is_broken) == ([], False), said(again)
        applied += 1
        world.sleep(seconds)
    assume(applied)


@given(histories(), st.integers(0, 59))
@at_most(12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_nothing_is_refused_and_nothing_is_left(history, begin):
    tried(history, begin)


@pytest.mark.long
@given(histories(), st.integers(0, 59))
@settings(max_examples=1500, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
def test_nothing_is_refused_and_nothing_is_left_of_many(history, begin):
    tried(history, begin)
