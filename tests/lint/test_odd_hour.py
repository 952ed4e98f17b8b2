"""Turns and shifts that begin or end at an hour that clocks skip or show twice."""

import pytest
from lint.rules import found, rotations, schedule

PEOPLE = "members: [ana@acme.example, ben@acme.example]"
UNKNOWN = "; PagerDuty does not say what it makes of that"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (schedule(f"rotate: daily, handoff: 01:30, {PEOPLE}"), "turns change hands at 01:30"),
        (schedule(f"rotate: weekly, handoff: Sun 01:00, {PEOPLE}"), "turns change hands at 01:00"),
        (
            schedule(f"rotate: weekly, handoff: Mon 09:00, {PEOPLE}, only: 01:15-09:00"),
            "a window begins at 01:15",
        ),
        (rotations(f"shifts: 01:30-09:00, {PEOPLE}"), "a shift begins at 01:30"),
        (rotations(f"shifts: 17:00-01:30, {PEOPLE}"), "a shift ends at 01:30"),
        (rotations(f"shifts: Sat-Sun 01:30-09:00, {PEOPLE}"), "a shift begins at 01:30"),
        (rotations(f"rotate: weekly, handoff: Sun 01:00, {PEOPLE}"), "a shift begins at 01:00"),
    ],
)
def test_an_hour_that_is_skipped_is_told_with_its_day(text, said):
    told = found("odd-hour", text)
    skipped = "which the clocks in Europe/London skip on Sun 29 Mar 2026"
    assert f"odd-hour: {said}, {skipped}{UNKNOWN}\n" in told
    assert told.endswith("write a time before 01:00, or from 02:00 on\n")
    assert told.count("odd-hour") == 1


@pytest.mark.parametrize(
    "text",
    [
        schedule(f"rotate: daily, handoff: 02:00, {PEOPLE}"),
        schedule("rotate: daily, handoff: 01:30, members: [ana@acme.example]"),
        schedule(f"rotate: weekly, handoff: Mon 01:30, {PEOPLE}"),
        schedule(f"rotate: daily, handoff: 01:30, {PEOPLE}, until: 2026-03-20 09:00"),
        schedule(f"rotate: daily, handoff: 01:30, {PEOPLE}, only: 09:00-17:00"),
        schedule(f"rotate: weekly, handoff: Sun 01:30, {PEOPLE}, only: Mon-Fri 00:00-23:00"),
        schedule(f"rotate: daily, handoff: 01:30, {PEOPLE}, from: 2027-04-01"),
        rotations(f"shifts: Mon-Fri 01:30-09:00, {PEOPLE}"),
        rotations(f"shifts: 02:00-09:00, {PEOPLE}"),
        rotations(f"time_zone: Etc/UTC, shifts: 01:30-09:00, {PEOPLE}"),
    ],
)
def test_what_no_change_of_the_clocks_meets_is_fine(text):
    assert found("odd-hour", text) == ""


def test_an_hour_that_comes_twice_is_told_too():
    text = rotations(f"time_zone: America/New_York, shifts: 01:30-09:00, {PEOPLE}")
    assert "which the clocks in America/New_York show twice on Sun 1 Nov 2026" in found(
        "odd-hour", text
    )


HOURLY = "shifts: {start: 2026-03-02 09:00, length: 6h, rrule: FREQ=HOURLY;INTERVAL=6}"


def test_shifts_by_the_hour_are_told_where_clocks_change():
    assert "these shifts come by the hour, and the clocks in Europe/London are changed" in found(
        "odd-hour", rotations(f"{HOURLY}, {PEOPLE}")
    )


def test_shifts_by_the_hour_are_fine_where_no_clocks_change():
    assert found("odd-hour", rotations(f"time_zone: Etc/UTC, {HOURLY}, {PEOPLE}")) == ""


@pytest.mark.parametrize("only", ["00:00-05:00", "22:00-03:00", "02:00-09:00", "Sun 00:00-24:00"])
def test_a_hand_off_in_hours_that_are_somebodys_is_told(only):
    text = schedule(f"rotate: daily, handoff: 01:30, {PEOPLE}, only: {only}")
    assert "odd-hour: turns change hands at 01:30" in found("odd-hour", text)


def test_a_layer_is_told_of_the_first_change_after_it_begins():
    text = schedule(f"rotate: daily, handoff: 01:30, {PEOPLE}, from: 2026-04-01")
    assert "01:30, which the clocks in Europe/London show twice on Sun 25 Oct 2026" in found(
        "odd-hour", text
    )
