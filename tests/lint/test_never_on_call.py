"""Layers and schedules that never put anybody on call."""

import pytest
from lint.rules import found, rotations, schedule
from source.saying import expected

LAUNCH = "rotate: weekly, members: [a@b.c], only: Sat, from: 2026-03-09, until: 2026-03-13"


def test_windows_outside_the_life_of_a_layer():
    assert found("never-on-call", schedule(LAUNCH)) == expected("""
        a.yaml:5:50 never-on-call: none of these windows is open while the layer lasts: \
it puts nobody on call
          move the windows, or `from` and `until`
        """)


def test_a_schedule_without_layers():
    text = "schedules: {a: {time_zone: Europe/London, layers: []}}"
    assert found("never-on-call", text) == expected("""
        a.yaml:1:43 never-on-call: nobody is ever on call by a schedule without layers
          write a layer with `rotate`, `handoff` and `members`, or delete the schedule
        """)


@pytest.mark.parametrize("value", ["[]", "null", ""])
def test_a_schedule_without_rotations(value):
    text = f"schedules:\n  a:\n    time_zone: Europe/London\n    rotations: {value}\n"
    assert found("never-on-call", text) == expected("""
        a.yaml:4:5 never-on-call: nobody is ever on call by a schedule without rotations
          write a rotation with `shifts` and `members`, or delete the schedule
        """)


PAST = LAUNCH.replace("2026-03", "2026-02")


def test_a_layer_that_is_over_is_no_news_beside_another():
    assert found("never-on-call", schedule("rotate: daily, members: [a@b.c]", PAST)) == ""


def test_a_schedule_of_which_all_is_over():
    assert found("never-on-call", schedule(PAST, PAST)) == expected("""
        a.yaml:4:5 never-on-call: all layers of this schedule are over: nobody is on call by it \
any more
          write a later `until`, or delete the schedule
        """)


@pytest.mark.parametrize(
    "text",
    [
        "shifts: Sat-Sun, members: [a@b.c], until: 2026-02-13",
        "events: [{shifts: Sat-Sun, members: [a@b.c], until: 2026-02-13}]",
    ],
)
def test_a_schedule_of_which_all_rotations_are_over(text):
    assert "all rotations of this schedule are over" in found("never-on-call", rotations(text))


def ruled(rule):
    shifts = f"{{start: 2026-01-05 09:00, length: 8h, rrule: {rule}}}"
    return rotations(f"shifts: {shifts}, members: [a@b.c, b@b.c]")


WEEKEND = "shifts: Sat-Sun, members: [a@b.c], from: 2026-03-09, until: 2026-03-13"


@pytest.mark.parametrize(
    ("text", "column", "message", "help_"),
    [
        (
            rotations("shifts: 09:00-17:00, members: [nobody]"),
            40,
            "nobody has these shifts: they put nobody on call",
            "write who takes them, or delete the rotation",
        ),
        (
            rotations(WEEKEND),
            70,
            "there is no shift between `from` and `until`: this puts nobody on call",
            "move `from` and `until`, or write other shifts",
        ),
        *(
            (
                ruled(rule),
                63,
                "the last shift by this rule is over: it puts nobody on call any more",
                "write a later UNTIL or a higher COUNT, or delete the rotation",
            )
            for rule in ("FREQ=DAILY;COUNT=5", "FREQ=DAILY;UNTIL=20260301T170000Z")
        ),
    ],
)
def test_a_rotation_that_has_no_time(text, column, message, help_):
    assert found("never-on-call", text) == (
        f"a.yaml:5:{column} never-on-call: {message}\n  {help_}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        rotations("shifts: 09:00-17:00, members: [nobody, a@b.c]"),
        rotations(WEEKEND.replace("03-13", "03-15")),
        rotations(WEEKEND.replace("2026-03", "2026-02"), "shifts: 09:00-17:00, members: [a@b.c]"),
        ruled("FREQ=DAILY;COUNT=500"),
        ruled("FREQ=DAILY;UNTIL=20260302T170000Z"),
        ruled("FREQ=MONTHLY;INTERVAL=11"),
    ],
)
def test_a_rotation_that_has_time_or_had_is_no_news(text):
    assert found("never-on-call", text) == ""


def test_of_events_that_follow_each_other_the_one_without_time_is_marked():
    later = "shifts: Sat-Sun, members: [a@b.c, b@b.c], from: 2026-04-06, until: 2026-04-10"
    text = rotations(f"events: [{{{WEEKEND.replace('03-13', '03-15')}}}, {{{later}}}]")
    assert found("never-on-call", text).startswith("a.yaml:5:161 never-on-call: there is no shift")
