"""How urgent a service's incidents are: by one word, or by the hours of support."""

import pytest
from kinds.reading import live, read, sent
from kinds.recorded import SERVICE

HOURS = "support_hours: {time_zone: UTC, start_time: 9:00, end_time: 17:00, days_of_week: Mon-Fri}"
BY_HOURS = "incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}"
WIRE_HOURS = {
    "type": "fixed_time_per_day",
    "time_zone": "Etc/UTC",
    "start_time": "09:00:00",
    "end_time": "17:00:00",
    "days_of_week": (1, 2, 3, 4, 5),
}


def written(*fields):
    return read("service", f"services: {{a: {{{', '.join(fields)}}}}}")


def days(text):
    hours = HOURS.replace("Mon-Fri", text)
    return written(BY_HOURS, hours).support_hours.days_of_week


@pytest.mark.parametrize(
    "rule",
    ["low", "{urgency: low}", "{type: constant, urgency: low}"],
)
def test_a_constant_urgency_can_be_one_word(rule):
    body = sent("service", written(f"incident_urgency_rule: {rule}"))
    assert body["incident_urgency_rule"] == {"type": "constant", "urgency": "low"}


def test_null_sets_the_urgency_back_to_high():
    body = sent("service", written("incident_urgency_rule: null"))
    assert body["incident_urgency_rule"] == {"type": "constant", "urgency": "high"}


@pytest.mark.parametrize(
    "rule",
    [
        BY_HOURS,
        "incident_urgency_rule: {type: use_support_hours, "
        "during_support_hours: {type: constant, urgency: high}, "
        "outside_support_hours: {type: constant, urgency: low}}",
    ],
)
def test_urgency_by_hours_is_sent_with_the_hours_and_with_no_actions(rule):
    body = sent("service", written(rule, HOURS))
    del body["name"]
    assert body == {
        "incident_urgency_rule": {
            "type": "use_support_hours",
            "during_support_hours": {"type": "constant", "urgency": "high"},
            "outside_support_hours": {"type": "constant", "urgency": "low"},
        },
        "support_hours": WIRE_HOURS,
        "scheduled_actions": [],
    }


def test_a_scheduled_action_can_be_its_time():
    body = sent("service", written(BY_HOURS, HOURS, "scheduled_actions: [support_hours_end]"))
    assert body["scheduled_actions"] == [
        {
            "type": "urgency_change",
            "at": {"type": "named_time", "name": "support_hours_end"},
            "to_urgency": "high",
        }
    ]


def test_a_constant_urgency_takes_the_live_hours_away():
    before = live("service", SERVICE)
    constant = written("incident_urgency_rule: high").incident_urgency_rule
    body = sent("service", before.model_copy(update={"incident_urgency_rule": constant}))
    assert (body["support_hours"], body["scheduled_actions"]) == (None, [])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Mon-Fri", (1, 2, 3, 4, 5)),
        ("[Mon, wednesday, 5]", (1, 3, 5)),
        ("Fri-Mon", (1, 5, 6, 7)),
        ("'Mon-Wed, Sun'", (1, 2, 3, 7)),
        ("[7, 1, 7]", (1, 7)),
        ("6", (6,)),
    ],
)
def test_days_are_written_in_several_ways(text, meant):
    assert days(text) == meant


def test_live_hours_in_pagerdutys_own_time_zone_are_the_same():
    assert live("service", SERVICE).support_hours.time_zone == "America/New_York"
