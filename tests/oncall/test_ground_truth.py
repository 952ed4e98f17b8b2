"""Real schedules of real accounts: the engine puts the same people on call."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from oncall.making import DAY, on_call_at
from recorded_schedules import DEFINED, LAYERED

from pdsync.oncall import (
    Layer,
    Override,
    Schedule,
    Window,
    coverage_proof,
    final_shifts,
    weekly_gaps,
)
from pdsync.oncall.proofs.coverage import gaps

CASES = (*LAYERED, *DEFINED)
# Turns are joined here, PagerDuty's own rendering leaves those of several origins apart: compared
# as joined. Case 25 is of a shift-based schedule, which has no layers.
OTHERS = {"25-v3-upgrade-guide"}


def read_schedule(raw, zone=None):
    layers = tuple(read_layer(layer) for layer in raw["schedule_layers"][::-1])
    overrides = tuple(
        Override(moment(one["start"]), moment(one["end"]), one["user"]["id"])
        for one in raw.get("overrides", [])
    )
    return Schedule(zone or raw["time_zone"], layers, overrides)


def read_layer(raw):
    return Layer(
        start=moment(raw["start"]),
        end=raw["end"] and moment(raw["end"]),
        virtual_start=moment(raw["rotation_virtual_start"]),
        turn_seconds=raw["rotation_turn_length_seconds"],
        users=tuple(member["user"]["id"] for member in raw["users"]),
        windows=tuple(window for one in raw["restrictions"] for window in read_windows(one)),
    )


def read_windows(raw):
    hours, minutes, seconds = map(int, raw["start_time_of_day"].split(":"))
    start = hours * 3600 + minutes * 60 + seconds
    if raw["type"] == "daily_restriction":
        return Window.daily(start, raw["duration_seconds"])
    return (Window((raw["start_day_of_week"] - 1) * DAY + start, raw["duration_seconds"]),)


def moment(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def joined(entries):
    found = []
    for entry in entries:
        start, end, user = moment(entry["start"]), moment(entry["end"]), entry["user"]["id"]
        if found and found[-1][1:] == (start, user):
            start = found.pop()[0]
        found.append((start, end, user))
    return found


def plain(shifts):
    return [(one.start, one.end, one.user) for one in shifts]


def is_on_call(schedule, expected):
    at = datetime.fromisoformat(expected["at"])
    at = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(schedule.time_zone))
    assert on_call_at(schedule, at) == expected["user"]
    if "start" in expected:
        (whole,) = final_shifts(schedule, at, at.fromtimestamp(at.timestamp() + 1, UTC), whole=True)
        assert plain([whole]) == [(moment(expected["start"]), moment(expected["end"]), whole.user)]


def is_final(schedule, expected):
    since, until = moment(expected["since"]), moment(expected["until"])
    shifts = final_shifts(schedule, since, until, whole=expected.get("overflow", False))
    assert plain(shifts) == joined(expected["entries"])
    if "coverage" in expected:
        free = sum((gap.end - gap.start for gap in gaps(shifts, since, until)), timedelta())
        percent = 100 * (1 - free / (until - since))
        assert percent == pytest.approx(expected["coverage"], abs=0.1)


def has_weekly_gaps(schedule, expected):
    assert [list(gap) for gap in weekly_gaps([schedule])] == expected["gaps"]
    assert coverage_proof([schedule], moment(expected["from"])).every_week


def renders_as(schedule, expected):
    other = read_schedule(expected["schedule"], zone=expected["render_time_zone"])
    since, until = moment(expected["since"]), moment(expected["until"])
    assert final_shifts(schedule, since, until) == final_shifts(other, since, until)


CHECKS = {
    "oncall": is_on_call,
    "final": is_final,
    "weekly_gaps": has_weekly_gaps,
    "same_render_as": renders_as,
}


@pytest.mark.parametrize("name", CASES)
def test_a_recorded_schedule_puts_the_same_people_on_call(shared, name):
    case = json.loads((shared / "cases" / "schedules" / f"{name}.json").read_text("utf-8"))
    schedule = read_schedule(case["schedule"])
    for expected in case["expected"]:
        CHECKS[expected["kind"]](schedule, expected)


def test_no_recorded_schedule_is_left_out(shared):
    found = {path.stem for path in (shared / "cases" / "schedules").glob("*.json")}
    assert found == {*CASES, *OTHERS}
