"""Promises that take the account to know: said where it is left open, and guessed at nowhere."""

import pytest
from lint.rules import found, rotations, schedule
from source.saying import expected

PAIR = "members: [a@b.c, b@b.c]"
LONG = "    expect: {max_consecutive: 1 week}\n"
ALWAYS = "    expect: {coverage: always}\n"


def test_it_is_said_what_is_left_open_and_what_to_write():
    text = schedule("name: A, rotate: weekly, handoff: Mon 09:00", more=ALWAYS)
    assert found("unproved-promise", text) == expected("""
        a.yaml:5:9 unproved-promise: nothing says who takes turns in layer 'A', so what `a` \
promises is not proved here
          write `members:` there; `pdsync plan` proves it by the account
        """)


def test_the_promise_is_named_where_others_are_proved():
    more = "    expect: {coverage: always, max_hours_per_week: 100h}\n"
    text = schedule(f"rotate: 5 days, {PAIR}", f"rotate: weekly, {PAIR}", more=more)
    assert "so what `a` promises, `max_hours_per_week`, is not proved here" in (
        found("unproved-promise", text)
    )


def test_what_another_schedule_leaves_open_is_told_at_the_promise_of_it():
    more = "    expect:\n      coverage: always\n      not_with: [b]\n"
    text = schedule(
        f"rotate: weekly, handoff: Mon 09:00, {PAIR}, anchor: {{who: a@b.c, at: 2026-01-05}}",
        more=more,
    )
    other = schedule(f"name: A, rotate: weekly, {PAIR}").replace("  a:", "  b:").partition("\n")[2]
    assert found("unproved-promise", text + other).splitlines()[0] == (
        "a.yaml:8:17 unproved-promise: of schedule `b` nothing says whose turn it is in layer 'A', "
        "so what `a` promises, `not_with`, is not proved here"
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            schedule(f"rotate: weekly, {PAIR}", f"rotate: weekly, {PAIR}", more=LONG),
            "a.yaml:5:9 unproved-promise: nothing says whose turn it is in layer 1",
        ),
        (
            schedule(f"rotate: weekly, {PAIR}, only: Sat-Mon", more=LONG),
            "a.yaml:5:9 unproved-promise: nothing says whose turn it is in layer 1",
        ),
        (
            schedule(f"name: A, handoff: 09:00, {PAIR}", more=LONG),
            "a.yaml:5:9 unproved-promise: nothing says whose turn it is in layer 'A'",
        ),
        (
            rotations("shifts: 09:00-17:00, members: [a@b.c]", "shifts: 17:00-09:00", more=ALWAYS),
            "a.yaml:6:9 unproved-promise: nothing says who takes turns in '17:00-09:00'",
        ),
        (
            rotations("shifts: 00:00-24:00, members: [a@b.c, nobody]", more=ALWAYS),
            "a.yaml:5:9 unproved-promise: nothing says whose turn it is in '00:00-24:00'",
        ),
        (
            f"schedules:\n  a:\n    time_zone: Europe/London\n{ALWAYS}",
            "a.yaml:2:3 unproved-promise: what it is made of is not known",
        ),
        (
            f"schedules:\n  a:\n    layers: [{{rotate: daily, {PAIR}}}]\n{ALWAYS}",
            "a.yaml:2:3 unproved-promise: it has no `time_zone:`",
        ),
    ],
)
def test_whatever_is_left_open_and_decides_is_named(text, what):
    assert found("unproved-promise", text).startswith(f"{what}, ")


@pytest.mark.parametrize(
    "text",
    [
        schedule(f"handoff: 09:00, {PAIR}", more=ALWAYS),
        schedule(f"rotate: weekly, {PAIR}", more=LONG),
        schedule("members: [a@b.c]", more=LONG),
        rotations(f"shifts: 00:00-24:00, {PAIR}", more=ALWAYS),
        schedule("rotate: weekly"),
    ],
)
def test_what_makes_no_difference_to_a_promise_is_not_asked_for(text):
    assert found("unproved-promise", text) == ""
