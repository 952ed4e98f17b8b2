"""Rotations as PagerDuty answers them: read whole, or not known at all."""

import pytest
from kinds.reading import NOW

from pdsync.kinds import SHIFT_BASED, Ref

RECORDED = {
    "id": "E1",
    "name": "Nights",
    "start_time": {"date_time": "2025-01-01T09:00:00Z", "time_zone": "Europe/London"},
    "end_time": {"date_time": "2025-01-02T09:00:00Z", "time_zone": "Europe/London"},
    "effective_since": "2025-01-01T00:00:00Z",
    "effective_until": None,
    "recurrence": ["RRULE:FREQ=DAILY"],
    "assignment_strategy": {
        "type": "rotating_member_assignment_strategy",
        "shifts_per_member": 1,
        "members": [{"type": "user_member", "user_id": "PANA111"}],
    },
}


def live(rotations):
    return SHIFT_BASED.from_wire({"id": "P1", "time_zone": "UTC", "rotations": rotations}, NOW)


def unread(rotations):
    found = live(rotations)
    assert "rotations" not in found.model_fields_set
    return [str(one) for one in found.unread if one.field == "rotations"]


def test_a_live_rotation_that_is_over_is_none_and_one_without_events_is_empty():
    over = {"id": "R1", "events": [{**RECORDED, "effective_until": "2026-01-01T00:00:00Z"}]}
    found = live([over, {"id": "R2", "events": []}])
    assert [one.wire["id"] for one in found.rotations] == ["R2"]


@pytest.mark.parametrize("rule", ["RRULE:X", "RRULE:FREQ=YEARLY;BYEASTER=1"])
def test_shifts_that_cannot_be_read_are_none_and_the_rest_is_known(rule):
    (found,) = live([{"id": "R1", "events": [{**RECORDED, "recurrence": [rule]}]}]).rotations
    assert (found.last.shifts, found.last.members) == (None, (Ref("user", id="PANA111"),))


@pytest.mark.parametrize(
    ("event", "came"),
    [
        ({"recurrence": None}, "with null as `rotations[0].events[0].recurrence`"),
        ({"start_time": "x"}, "with a text as `rotations[0].events[0].start_time`"),
        (
            {"effective_until": "x"},
            "with a text that is no time as `rotations[0].events[0].effective_until`",
        ),
        (
            {"assignment_strategy": {**RECORDED["assignment_strategy"], "type": "new"}},
            "with a text that is no known way as `rotations[0].events[0].assignment_strategy.type`",
        ),
        (
            {
                "assignment_strategy": {
                    **RECORDED["assignment_strategy"],
                    "members": [{"type": "robot"}],
                }
            },
            "with an object that is nobody as "
            "`rotations[0].events[0].assignment_strategy.members[0]`",
        ),
    ],
)
def test_with_an_event_that_did_not_come_whole_nothing_is_known_of_the_rotations(event, came):
    assert unread([{"id": "R1", "events": [{**RECORDED, **event}]}]) == [came]


def test_rotations_without_a_list_of_events_are_not_known():
    assert unread([{"id": "R1"}]) == ["without `rotations[0].events`"]
    assert unread([{"id": "R1", "events": None}]) == ["with null as `rotations[0].events`"]
    assert unread(None) == ["with null as `rotations`"]
