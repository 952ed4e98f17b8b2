"""Days and times that a rotation leaves out: the EXDATE lines that they become."""

import pytest
from kinds.reading import read, said

MEMBERS = "members: [a@b.c, d@b.c]"


def schedule(rotation, zone="Europe/London"):
    return f"schedules: {{a: {{time_zone: {zone}, rotations: [{{{rotation}, {MEMBERS}}}]}}}}"


def lines(rotation, zone="Europe/London"):
    (found,) = read("schedule", schedule(rotation, zone)).rotations
    return found.last.shifts.recurrence[1:]


@pytest.mark.parametrize(
    ("shifts", "days", "dates"),
    [
        ("Mon-Fri 09:00-18:00", "2026-12-25", "20261225T090000Z"),
        ("Mon-Fri 09:00-18:00", "2027-06-28", "20270628T080000Z"),
        ("Mon-Fri 09:00-18:00", "2026-12-28 09:00", "20261228T090000Z"),
        (
            "09:00-18:00",
            "2027-06-28, 2026-12-25, 2026-12-25 09:00",
            "20261225T090000Z,20270628T080000Z",
        ),
        ("22:00-06:00", "2026-12-24", "20261224T220000Z"),
        (
            '{start: 2026-12-07 09:00, length: 8h, rrule: "FREQ=MONTHLY;BYDAY=1MO"}',
            "2027-06-07",
            "20270607T080000Z",
        ),
        (
            "{start: 2026-12-24 00:00, length: 12h, rrule: FREQ=HOURLY;INTERVAL=12}",
            "2026-12-25",
            "20261225T000000Z,20261225T120000Z",
        ),
    ],
)
def test_they_are_the_very_times_at_which_shifts_begin(shifts, days, dates):
    assert lines(f"shifts: {shifts}, except: [{days}]") == (f"EXDATE:{dates}",)


def test_they_are_on_the_clocks_of_the_rotation():
    found = lines("time_zone: Asia/Tokyo, shifts: 09:00-18:00, except: [2026-12-25]")
    assert found == ("EXDATE:20261225T000000Z",)


def test_turns_in_the_words_of_layers_leave_days_out_too():
    found = lines("rotate: daily, handoff: 09:00, except: [2026-12-25]")
    assert found == ("EXDATE:20261225T090000Z",)


@pytest.mark.parametrize("days", ["null", "[]", "[2026-12-26]"])
def test_none_and_days_on_which_no_shift_begins_leave_nothing_out(days):
    assert lines(f"shifts: Mon-Fri 09:00-18:00, except: {days}") == ()


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2026-02-30", "'2026-02-30' is not a valid date"),
        ("christmas", "'christmas' is not a date and time"),
    ],
)
def test_what_is_no_day_is_refused_where_it_stands(written, message):
    found = said(schedule(f"shifts: 09:00-18:00, except: [{written}]"))
    help_ = "write a date such as 2026-12-25, or the time of a shift such as 2026-12-28 09:00"
    assert found == [(written, message, help_)]


def test_layers_leave_no_days_out_and_say_what_to_do():
    layer = f"{{rotate: daily, {MEMBERS}, except: [2026-12-25]}}"
    assert said(f"schedules: {{a: {{time_zone: Europe/London, layers: [{layer}]}}}}") == [
        (
            "[2026-12-25]",
            "layers leave no days out",
            "write the schedule with `rotations:`, or make an override for the day",
        )
    ]


def test_days_that_layers_do_not_leave_out_hide_no_other_problem():
    layer = "{rotate: daily, members: [bob], hand_of: Mon, except: [2026-12-25]}"
    found = said(f"schedules: {{a: {{time_zone: Europe/London, layers: [{layer}]}}}}")
    assert [message for _, message, _ in found] == [
        "'bob' is not an e-mail address; people are written by e-mail",
        "`hand_of` is not a field here",
        "layers leave no days out",
    ]
