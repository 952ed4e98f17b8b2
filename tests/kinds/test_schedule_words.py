"""Schedules in words that are not quite ours: what is taken, and what is said of the rest."""

from datetime import UTC, datetime

import pytest
from kinds.reading import read, said

from pdsync import oncall
from pdsync.kinds import on_call

WINDOW = (
    "write days and hours such as `Mon-Fri 09:00-17:00`, hours alone for every day, days alone for "
    "whole days, or `Fri 18:00 - Mon 09:00`"
)
TURN = "write weekly, daily, or a length such as 12h or 2 weeks"
DATE = "write a date such as 2026-01-05, or a time within the turn such as 2026-01-07 12:00"
COVERAGE = "write `always`, or windows such as `Mon-Fri 09:00-17:00`"


def layer(text, more="time_zone: Europe/Berlin"):
    return f"schedules: {{a: {{{more}, layers: [{{members: [a@b.c], rotate: daily, {text}}}]}}}}"


@pytest.mark.parametrize("written", ["bi-weekly", "fortnightly", "a while"])
@pytest.mark.parametrize("parts", ["layers: [{", "rotations: [{"])
def test_what_is_no_length_of_a_turn_is_met_with_some_that_are(written, parts):
    text = f"schedules: {{a: {{{parts}members: [a@b.c], rotate: {written}}}]}}}}"
    assert said(text) == [(written, f"'{written}' is not how long a turn is", TURN)]


@pytest.mark.parametrize("written", ["05.01.2026", "1/5/2026", "2026-1-5", "next Monday"])
def test_what_is_no_date_of_an_anchor_is_met_with_one(written):
    text = layer(f"anchor: {{who: a@b.c, at: {written}}}")
    assert said(text) == [(written, f"'{written}' is not a date and time", DATE)]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("weekdays", "'weekdays' is not a day of the week"),
        ("Mon-Fry 09:00-17:00", "'Fry' is not a day of the week"),
        ("9am-5pm", "'9am-5pm' is not a window of the week"),
    ],
)
def test_what_is_no_window_is_met_with_some(written, message):
    assert said(layer(f"only: {written}")) == [(written, message, WINDOW)]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Mon-Fri 17:00-09:00, Sat-Sun", "[Mon-Fri 17:00-09:00, Sat-Sun]"),
        ("08:00-10:00; Fri 18:00 - Mon 07:00", "[08:00-10:00, Fri 18:00 - Mon 07:00]"),
    ],
)
def test_several_windows_in_one_text_are_told_how_a_list_has_them(written, parts):
    assert said(layer(f'only: "{written}"')) == [
        (f'"{written}"', f"'{written}' is more than one window", f"write a list of them: `{parts}`")
    ]


@pytest.mark.parametrize("written", ["24x7", "true", "sometimes"])
def test_what_is_no_coverage_is_met_with_always(written):
    text = f"schedules: {{a: {{expect: {{coverage: {written}}}}}}}"
    assert [(where, how) for where, _, how in said(text)] == [(written, COVERAGE)]


@pytest.mark.parametrize(
    ("written", "as_"),
    [
        ("Mon\u2013Fri 09:00\u201317:00", "Mon-Fri 09:00-17:00"),
        ("Fri 18:00 \u2013 Mon 09:00", "Fri 18:00 - Mon 09:00"),
        ("Sat\u2013Sun", "Sat-Sun"),
    ],
)
def test_a_window_may_have_the_dashes_of_what_pdsync_prints(written, as_):
    one, other = (read("schedule", layer(f"only: {text}")) for text in (written, as_))
    assert one.layers[0].restrictions == other.layers[0].restrictions


@pytest.mark.parametrize("written", ["1 month", "monthly", "3 months", "1 year"])
def test_turns_of_months_point_to_rules_of_months(written):
    text = f"""
        schedules:
          s:
            layers:
              - rotate: {written}
                members: [a@b.c]
        """
    help_ = (
        "write `rotate: 4 weeks`; or a rotation for each person with the days of their months, as "
        '`shifts: {start: 2026-01-01 09:00, length: 1d, rrule: "FREQ=DAILY;BYMONTH=1,4,7,10"}` for '
        "the first of three, whose turn ends at 09:00 on the first of the next month"
    )
    assert said(text) == [
        (written, f"'{written}' is no fixed length: months and years differ", help_)
    ]


def test_the_rule_that_it_points_to_hands_over_on_the_first_of_each_month():
    people = [("01", "1,4,7,10"), ("02", "2,5,8,11"), ("03", "3,6,9,12")]
    rotations = ", ".join(
        f"{{members: [{month}@b.c], shifts: {{start: 2026-{month}-01 09:00, length: 1d, "
        f'rrule: "FREQ=DAILY;BYMONTH={months}"}}}}'
        for month, months in people
    )
    text = f"schedules: {{a: {{time_zone: Europe/London, rotations: [{rotations}]}}}}"
    since, until = datetime(2028, 1, 15, tzinfo=UTC), datetime(2028, 6, 1, tzinfo=UTC)
    shifts = oncall.final_shifts(on_call(read("schedule", text)), since, until)
    assert [(one.user, f"{one.start:%m-%d %H}") for one in shifts] == [
        ("01@b.c", "01-15 00"),
        ("02@b.c", "02-01 09"),
        ("03@b.c", "03-01 09"),
        ("01@b.c", "04-01 08"),
        ("02@b.c", "05-01 08"),
    ]
