"""Numbers that seem to be meant in another unit than the field's."""

import pytest
from lint.rules import found, schedule
from source.saying import expected

SERVICE = "services:\n  a:\n    escalation_policy: {name: X}\n    %s\n"
RULE = (
    "escalation_policies:\n  a:\n    escalation_rules:\n      - escalation_delay_in_minutes: %s\n"
    "        targets: [ana@acme.example]"
)
AGAIN = "whoever acknowledges an incident of `a` is notified of it again after"
ENDS = "an incident of `a` resolves itself after"
STAYS = "an incident stays on level 1 of `a` for"
TURNS = schedule("handoff: 09:00, members: [a@x.example, b@x.example], %s")
OPEN = "a window in which `a` has somebody on call is open for"
TURN, WINDOW = "rotation_turn_length_seconds: %s", "restrictions: [{%s, duration_seconds: %s}]"
DAILY = "rotate: daily, " + WINDOW % ("start_time_of_day: 09:00", "%s")
MONDAY = "rotate: daily, " + WINDOW % ("start_day_of_week: 1, start_time_of_day: 09:00", "%s")

TOLD = {
    "a minute or so": (SERVICE % "acknowledgement_timeout: 30", f"{AGAIN} 30s", "`30m`", "30s"),
    "in quotes": (
        SERVICE % "acknowledgement_timeout: '90'",
        f"{AGAIN} 1m 30s",
        "`1h 30m`",
        "1m 30s",
    ),
    "some minutes": (SERVICE % "auto_resolve_timeout: 240", f"{ENDS} 4m", "`4h`", "4m"),
    "hours": (SERVICE % "auto_resolve_timeout: 24", f"{ENDS} 24s", "`24m` or `1d`", "24s"),
    "a day in minutes": (SERVICE % "auto_resolve_timeout: 1440", f"{ENDS} 24m", "`1d`", "24m"),
    "below the name": (SERVICE % "auto_resolve_timeout:\n      480", f"{ENDS} 8m", "`8h`", "8m"),
    "seconds": (RULE % 1800, f"{STAYS} 1d 6h", "`30m`", "1d 6h"),
    "a few seconds": (RULE % 300, f"{STAYS} 5h", "`5m`", "5h"),
    "turns of a week": (
        TURNS % TURN % 10080,
        "a turn of `a` lasts 2h 48m",
        "`1 week`",
        "2h 48m",
    ),
    "a window of hours": (TURNS % DAILY % 480, f"{OPEN} 8m", "`8h`", "8m"),
    "a window of a Monday": (TURNS % MONDAY % 8, f"{OPEN} 8s", "`8m` or `8h`", "8s"),
}


@pytest.mark.parametrize(("text", "message", "meant", "right"), TOLD.values(), ids=TOLD)
def test_a_number_that_is_odd_in_its_unit_is_told_with_what_it_does(text, message, meant, right):
    assert found("other-unit", text).partition(" other-unit: ")[2] == expected(f"""
        {message}
          write {meant} if that is meant, or `{right}` if it is right
        """)


def test_it_is_told_at_the_number():
    said = found("other-unit", SERVICE % "acknowledgement_timeout: 30")
    assert said.partition(" ")[0] == "a.yaml:4:30"


PLAIN = {
    "a unit": SERVICE % "acknowledgement_timeout: 30s",
    "a unit in a block of text": SERVICE % "acknowledgement_timeout: >-\n      30s",
    "a half hour": SERVICE % "acknowledgement_timeout: 1800",
    "five minutes": SERVICE % "auto_resolve_timeout: 300",
    "four hours": SERVICE % "auto_resolve_timeout: 14400",
    "never": SERVICE % "acknowledgement_timeout: 0",
    "null": SERVICE % "auto_resolve_timeout: null",
    "a delay": RULE % 30,
    "a delay of hours": RULE % 120,
    "a delay with a unit": RULE % "30h",
    "turns of two hours": TURNS % TURN % 7200,
    "a window in words": TURNS % "rotate: daily, only: Mon-Fri 09:00-09:04",
    "a window of an hour": TURNS % DAILY % 3600,
    "a window with a unit": TURNS % DAILY % "8m",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_plain_numbers_and_lengths_with_a_unit_are_taken_as_they_are(text):
    assert found("other-unit", text) == ""


ALIASED = (
    "services:\n  a: {escalation_policy: {name: X}, acknowledgement_timeout: &%s}\n"
    "  b: {escalation_policy: {name: X}, auto_resolve_timeout: *%s}\n"
)


@pytest.mark.parametrize("name", ["t30s", "half"])
@pytest.mark.parametrize("value", ["30s", "30 seconds", "\n    30s", "'30s'"])
def test_an_alias_has_the_unit_that_stands_at_its_anchor(name, value):
    assert found("other-unit", ALIASED % (f"{name} {value}", name)) == ""


@pytest.mark.parametrize("name", ["t30s", "half"])
@pytest.mark.parametrize("value", ["30", "'30'", "\n    30"])
def test_a_number_at_an_anchor_is_told_once(name, value):
    said = found("other-unit", ALIASED % (f"{name} {value}", name))
    assert (said.count(" after 30s"), said.count("service `b` has it from there")) == (1, 1)


def test_where_only_aliases_are_in_fields_it_is_told_where_the_number_stands():
    services = "".join(
        f"  {key}: {{escalation_policy: {{name: X}}, acknowledgement_timeout: *again}}\n"
        for key in "abcdef"
    )
    assert found("other-unit", f"x-again: &again 30\nservices:\n{services}") == expected(f"""
        a.yaml:3:62 other-unit: {AGAIN} 30s
          write `30m` if that is meant, or `30s` if it is right
          a.yaml:1:10: the number stands here
          a.yaml:4:62: service `b` has it from there
          a.yaml:5:62: service `c` has it from there
          a.yaml:6:62: service `d` has it from there, and so have 2 more
        """)
