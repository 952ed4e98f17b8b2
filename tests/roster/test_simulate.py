"""An incident on paper: who is assigned at which minute, until nothing more happens."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.reconcile import roster_of_config, topics_of_config
from pdsync.roster import Ending, Incident, ResponseProof, UndecidedTopic, simulate
from pdsync.source import load_texts

MONDAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
POLICY = """\
schedules:
  office:
    time_zone: Etc/UTC
    layers:
      - name: Days
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 day
        users: [ana@acme.example, ben@acme.example]
        restrictions: [{start_time_of_day: 09:00, duration_seconds: 8h}]
  night:
    time_zone: Etc/UTC
    layers:
      - name: Nights
        rotation_virtual_start: 2026-01-05 17:00
        rotation_turn_length_seconds: 1 day
        users: [cy@acme.example]
        restrictions: [{start_time_of_day: 17:00, duration_seconds: 4h}]
escalation_policies:
  shop:
    num_loops: LOOPS
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [office]
      - escalation_delay_in_minutes: 20m
        targets: [LAST]
services:
  cart:
    escalation_policy: shop
    MORE
"""
HOURS = """\
incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}
    support_hours:
      {time_zone: Europe/London, start_time: 09:00, end_time: 17:00, days_of_week: Mon-Fri}
    scheduled_actions: [support_hours_start]"""


def yaml(more="status: active", *, last="dee@acme.example", loops=0):
    return POLICY.replace("MORE", more).replace("LAST", last).replace("LOOPS", str(loops))


def roster(text):
    config = load_texts({"policies.yaml": text})
    assert not config.is_broken, config.problems
    (cart,) = [one for one in topics_of_config(config) if one.kind == "service"]
    return roster_of_config(config), cart


def played(text, at=MONDAY, *, ack=None, urgency=None, severity=None):
    found, cart = roster(text)
    after = None if ack is None else timedelta(minutes=ack)
    incident = Incident(at, urgency, severity, after)
    return simulate(found, cart, incident)


def told(simulation, start=MONDAY):
    """Each step: the minute, what happens, and who has it."""
    return [
        (
            (step.at - start) // timedelta(minutes=1),
            step.event.value,
            *(person.partition("@")[0] for person in step.assignment.people),
        )
        for step in simulation.steps
    ]


def test_it_escalates_until_it_is_exhausted():
    simulation = played(yaml())

    assert simulation.ending is Ending.EXHAUSTED
    assert told(simulation) == [
        (0, "assigned", "ana"),
        (10, "escalated", "dee"),
        (30, "exhausted", "dee"),
    ]


def test_it_repeats_as_often_as_the_policy_says():
    assert told(played(yaml(loops=2))) == [
        (0, "assigned", "ana"),
        (10, "escalated", "dee"),
        (30, "repeated", "ana"),
        (40, "escalated", "dee"),
        (60, "repeated", "ana"),
        (70, "escalated", "dee"),
        (90, "exhausted", "dee"),
    ]


def test_a_level_with_nobody_is_skipped_at_once():
    late = MONDAY.replace(hour=22)

    simulation = played(yaml(), late)

    assert told(simulation, late) == [(0, "assigned", "dee"), (20, "exhausted", "dee")]
    assert [one.level.number for one in simulation.steps[0].skipped] == [1]


def test_levels_with_nobody_at_the_end_are_skipped_too():
    before_nine = MONDAY.replace(hour=20, minute=55)

    last = played(yaml(last="night", loops=1), before_nine).steps[-1]

    assert (last.event.value, [one.level.number for one in last.skipped]) == ("exhausted", [1, 2])


def test_with_nobody_on_any_level_there_is_no_incident():
    simulation = played(yaml(last="night"), MONDAY.replace(hour=22))

    assert (simulation.ending, simulation.steps) == (Ending.NO_INCIDENT, ())


def test_a_level_is_asked_for_its_people_when_it_is_reached():
    before_five = MONDAY.replace(hour=16, minute=55)

    simulation = played(yaml(last="night"), before_five)

    assert told(simulation, before_five) == [
        (0, "assigned", "ana"),
        (10, "escalated", "cy"),
        (30, "exhausted", "cy"),
    ]


def test_a_repeat_skips_empty_levels_too():
    assert told(played(yaml(last="night", loops=9)))[:2] == [
        (0, "assigned", "ana"),
        (10, "repeated", "ana"),
    ]


@pytest.mark.parametrize(("severity", "urgency"), [("critical", "high"), ("error", "high")])
def test_a_bad_severity_is_urgent(severity, urgency):
    simulation = played(yaml("incident_urgency_rule: severity_based"), severity=severity)

    assert (simulation.urgency.level, simulation.ending) == (urgency, Ending.EXHAUSTED)


@pytest.mark.parametrize("severity", ["warning", "info"])
def test_a_mild_severity_does_not_escalate(severity):
    simulation = played(yaml("incident_urgency_rule: severity_based"), severity=severity)

    assert told(simulation) == [(0, "assigned", "ana")]
    assert (simulation.urgency.level, simulation.ending) == ("low", Ending.WAITING)


def test_low_urgency_becomes_high_when_support_hours_begin():
    early = MONDAY.replace(hour=6)

    simulation = played(yaml(HOURS), early)

    assert told(simulation, early) == [
        (0, "assigned", "dee"),
        (180, "raised", "dee"),
        (200, "exhausted", "dee"),
    ]


def test_support_hours_follow_their_own_clocks_over_a_change():
    sunday = datetime(2026, 3, 29, 20, 0, tzinfo=UTC)

    (_, raised, _) = played(yaml(HOURS), sunday).steps

    # At nine in London, an hour earlier in UTC than the Monday before.
    assert raised.at == datetime(2026, 3, 30, 8, 0, tzinfo=UTC)


def test_hours_that_are_not_written_whole_cannot_be_played():
    with pytest.raises(UndecidedTopic, match="its support hours are not known whole"):
        played(yaml(HOURS.replace(", days_of_week: Mon-Fri", "")))


def test_urgency_is_raised_at_the_end_of_the_hours_if_that_is_written():
    late = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)

    (_, raised, _) = played(
        yaml(HOURS.replace("[support_hours_start]", "[support_hours_end]")), late
    ).steps

    # After the weekend: hours begin and end on working days only.
    assert raised.at == datetime(2026, 3, 9, 17, 0, tzinfo=UTC)


def test_an_urgency_that_is_given_is_taken():
    assert played(yaml(HOURS), MONDAY, urgency="low").urgency.level == "low"


def test_an_acknowledgement_stops_the_escalation():
    simulation = played(yaml(), ack=5)

    assert simulation.ending is Ending.ACKNOWLEDGED
    assert told(simulation) == [(0, "assigned", "ana"), (5, "acknowledged", "ana")]


def test_an_acknowledgement_in_the_minute_of_an_escalation_is_in_time():
    assert told(played(yaml(), ack=10))[-1] == (10, "acknowledged", "ana")


def test_after_the_acknowledgement_timeout_the_level_waits_anew():
    simulation = played(yaml("acknowledgement_timeout: 30m"), ack=5)

    assert told(simulation) == [
        (0, "assigned", "ana"),
        (5, "acknowledged", "ana"),
        (35, "reopened", "ana"),
        (45, "escalated", "dee"),
        (65, "exhausted", "dee"),
    ]


def test_it_resolves_itself_by_the_services_timeout():
    simulation = played(yaml("auto_resolve_timeout: 15m"))

    assert simulation.ending is Ending.RESOLVED
    assert told(simulation)[-1] == (15, "resolved", "dee")


def test_a_disabled_service_makes_no_incidents():
    assert played(yaml("status: disabled")).ending is Ending.DISABLED


def test_of_a_round_robin_all_who_may_be_next_are_candidates():
    text = yaml().replace(
        "targets: [office]",
        "targets: [office, eli@acme.example]\n"
        "        escalation_rule_assignment_strategy: round_robin",
    )

    assignment = played(text).steps[0].assignment

    assert (assignment.round_robin, assignment.people) == (
        True,
        ("ana@acme.example", "eli@acme.example"),
    )


def test_a_policy_that_is_only_in_the_account_cannot_be_played():
    with pytest.raises(UndecidedTopic):
        played(yaml().replace("escalation_policy: shop", "escalation_policy: {name: Other}"))


FOUR_WEEKS = timedelta(weeks=4)


@given(st.integers(0, 4 * 7 * 24 * 60 - 1), st.sampled_from(["night", "dee@acme.example"]))
def test_what_is_proved_of_a_range_holds_at_every_minute(minute, last):
    found, cart = roster(yaml(last=last))
    at = MONDAY + timedelta(minutes=minute)

    reach = ResponseProof(found, MONDAY, MONDAY + FOUR_WEEKS).prove(cart)
    simulation = simulate(found, cart, Incident(at))

    in_a_gap = any(gap.start <= at < gap.end for gap in reach.gaps)
    assert in_a_gap == (simulation.ending is Ending.NO_INCIDENT)


def test_the_first_minute_with_nobody_is_named():
    found, cart = roster(yaml(last="night"))

    reach = ResponseProof(found, MONDAY, MONDAY + FOUR_WEEKS).prove(cart)

    assert not reach.is_proved(timedelta(minutes=30))
    assert reach.gaps[0].start == MONDAY.replace(hour=21)


def test_a_pause_of_notifications_counts():
    found, cart = roster(
        yaml("auto_pause_notifications_parameters: {enabled: true, timeout: 10m}", last="night")
    )

    reach = ResponseProof(found, MONDAY, MONDAY + FOUR_WEEKS).prove(cart)

    # What begins ten minutes before nine in the evening may find nobody any more.
    assert reach.gaps[0].start == MONDAY.replace(hour=20, minute=50)
    assert reach.wait == timedelta(minutes=10)
