"""Scalars: what they mean is decided by the field they stand in, quoted or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kinds.reading import read, said

from pdsync.kinds import Duration, duration_words

TIMEOUT = "services: {a: {acknowledgement_timeout: %s}}"
LENGTH = "write a length such as 15m, 4h or 1 week, or a number of seconds; `null` is never"


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("90", 90),
        ("'90'", 90),
        ("15m", 900),
        ("15 min", 900),
        ("4 hours", 14400),
        ("1h 30m", 5400),
        ("1h30m", 5400),
        ("2d", 172800),
        ("1 week", 604800),
        ("1 Week", 604800),
    ],
)
def test_a_length_of_time_is_written_in_several_ways(written, seconds):
    assert read("service", TIMEOUT % written).acknowledgement_timeout == seconds


@pytest.mark.parametrize("written", ["soon", "1 fortnight", "1.5h", "h", "1h and 5m", "[]", "yes"])
def test_what_is_no_length_of_time_is_said(written):
    shown = "a list" if written == "[]" else f"'{written}'"
    assert said(TIMEOUT % written) == [(written, f"{shown} is not a length of time", LENGTH)]


@given(st.integers(0, 10 * 365 * 24 * 60 * 60))
def test_a_length_of_time_is_read_as_it_is_shown(seconds):
    assert Duration("seconds").read(duration_words(seconds)) == seconds


@pytest.mark.parametrize("written", ["true", "True", "TRUE", "'true'"])
def test_a_flag_is_written_in_several_ways(written):
    assert read("team", f"teams: {{a: {{protected: {written}}}}}").protected is True


def test_what_is_no_flag_is_said():
    assert said("teams: {a: {protected: 1}}") == [
        ("1", "'1' is neither true nor false", "write true or false")
    ]


@pytest.mark.parametrize("written", ["yes", "no", "On", "off", "true", "null", "~"])
def test_a_name_that_readers_would_take_for_something_else_must_be_quoted(written):
    found = said(f"services: {{a: {{name: {written}}}}}")
    assert [marked for marked, _, _ in found] == [written]
    assert said(f"services: {{a: {{name: '{written}'}}}}") == []


@pytest.mark.parametrize("written", ["1e3", "0755", "10:00", "2026-01-05", "1.0", "='x'"])
def test_any_other_name_means_what_it_looks_like(written):
    assert read("service", f"services: {{a: {{name: {written}}}}}").name == written


@pytest.mark.parametrize("written", ["9:00", "09:00", "'9:00'", "09:00:00"])
def test_a_time_of_day_is_written_in_several_ways(written):
    restriction = f"{{start_time_of_day: {written}, duration_seconds: 1h}}"
    text = f"schedules: {{a: {{layers: [{{users: [a@b.c], restrictions: [{restriction}]}}]}}}}"
    (found,) = read("schedule", text).layers[0].restrictions
    assert found.start_time_of_day == "09:00:00"


def test_what_pdsync_does_not_know_is_read_as_it_looks():
    text = "services: {a: {extra: {a: yes, b: true, c: 1e3, d: 0755, e: '7', f: [7, null]}}}"
    assert read("service", text).extra == {
        "a": "yes",
        "b": True,
        "c": 1000.0,
        "d": "0755",
        "e": "7",
        "f": [7, None],
    }
