"""Schedules in words that are not quite ours: what is taken, and what is said of the rest."""

import pytest
from kinds.reading import read, said

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
        "write `rotations:` with `shifts: {start: 2026-01-01 09:00, length: 31d, "
        "rrule: FREQ=MONTHLY}` (after a shorter month two are on call for a day or more), or "
        "`rotate: 4 weeks`"
    )
    assert said(text) == [
        (written, f"'{written}' is no fixed length: months and years differ", help_)
    ]
