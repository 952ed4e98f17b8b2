"""Less than 11 hours between two shifts."""

import pytest
from lint.rules import examples, found

BAD, GOOD = examples("short-rest")


def test_it_says_who_when_and_by_which_schedules():
    assert found("short-rest", BAD) == (
        "a.yaml:6:3 short-rest: ana@acme.example has 8h between two shifts, from Mon 2 Mar 2026 "
        "23:00 to Tue 3 Mar 07:00 (Europe/London): that is no night's sleep\n"
        "  let somebody else take one of the two, or move them apart\n"
        "  a.yaml:2:3: the shift before, of schedule `evenings`\n"
    )


@pytest.mark.parametrize("of", ["evenings", "mornings"])
def test_the_clocks_of_one_schedule_tell_the_night_of_one_in_utc(of):
    text = BAD.replace(f"{of}:\n    time_zone: Europe/London", f"{of}:\n    time_zone: Etc/UTC")
    assert "Tue 3 Mar 07:00 (Europe/London)" in found("short-rest", text)


def test_of_two_schedules_in_utc_nothing_is_said():
    assert found("short-rest", BAD.replace("Europe/London", "Etc/UTC")) == ""


def test_rotations_may_have_clocks_of_their_own():
    shifts = (
        f"{{shifts: {hours}, time_zone: Europe/London, members: [ana@acme.example]}}"
        for hours in ("16:00-23:00", "07:00-12:00")
    )
    text = f"schedules: {{all: {{time_zone: UTC, rotations: [{', '.join(shifts)}]}}}}"
    assert "Tue 3 Mar 07:00 (Europe/London)" in found("short-rest", text)


def test_eleven_hours_are_enough():
    assert found("short-rest", BAD.replace("07:00-12:00", "10:00-12:00")) == ""


def test_shifts_that_touch_are_one():
    assert found("short-rest", BAD.replace("07:00-12:00", "10:00-16:00")) == ""


def test_a_short_shift_within_a_long_one_ends_nothing():
    text = BAD.replace("16:00-23:00", "06:00-18:00").replace("07:00-12:00", "07:00-08:00")
    assert "short-rest" not in found("short-rest", text)


def test_a_break_by_day_is_no_night():
    text = BAD.replace("16:00-23:00", "16:00-18:00").replace("07:00-12:00", "09:00-12:00")
    assert found("short-rest", text) == ""


def rota(key, *windows, promise=""):
    """A schedule of Ana alone: one layer for each window, and its promise."""
    rows = "".join(
        f"      - {{rotate: daily, handoff: 00:00, members: [ana@acme.example], only: '{one}'}}\n"
        for one in windows
    )
    text = f"  {key}:\n    time_zone: Europe/London\n    layers:\n{rows}"
    return text + (f"    expect: {{min_rest: {promise}}}\n" if promise else "")


@pytest.mark.parametrize("promise", ["8h", "9h"])
def test_within_a_schedule_its_own_promise_decides_kept_or_not(promise):
    windows = "16:00-23:00", "07:00-12:00"
    assert found("short-rest", "schedules:\n" + rota("all", *windows)) != ""
    assert found("short-rest", "schedules:\n" + rota("all", *windows, promise=promise)) == ""


def test_a_promise_of_a_schedule_says_nothing_of_rest_between_two():
    text = BAD.replace('only: "07:00-12:00"}', 'only: "07:00-12:00"}\n    expect: {min_rest: 1h}')
    assert found("short-rest", text).startswith("a.yaml:6:3 short-rest: ana@acme.example has 8h")


def test_what_a_promise_decides_does_not_hide_what_comes_after_it():
    windows = "12:00-20:00", "02:00-04:00"
    text = "schedules:\n" + rota("all", *windows, promise="2h") + rota("more", "21:00-22:00")
    assert "from Mon 2 Mar 2026 22:00 to Tue 3 Mar 02:00" in found("short-rest", text)
