"""Numbers that seem to be meant in another unit than the field's."""

import pytest
from lint.rules import found
from source.saying import expected

SERVICE = "services:\n  a:\n    escalation_policy: {name: X}\n    %s\n"
RULE = (
    "escalation_policies:\n  a:\n    escalation_rules:\n      - escalation_delay_in_minutes: %s\n"
)


@pytest.mark.parametrize(
    ("field", "column", "message", "meant", "right"),
    [
        ("acknowledgement_timeout: 30", 30, "30 seconds", "30m", "30s"),
        ("acknowledgement_timeout: '90'", 30, "90 seconds", "1h 30m", "1m 30s"),
        ("auto_resolve_timeout: 240", 27, "240 seconds", "4h", "4m"),
    ],
)
def test_seconds_that_are_minutes(field, column, message, meant, right):
    assert found("other-unit", SERVICE % field) == expected(f"""
        a.yaml:4:{column} other-unit: this is {message}
          write `{meant}` if that is meant, or `{right}` if it is right
        """)


def test_minutes_that_are_seconds():
    text = RULE % "1800\n        targets: [ana@acme.example]"
    assert found("other-unit", text) == expected("""
        a.yaml:4:38 other-unit: this is 1d 6h
          write `30m` if that is meant, or `1d 6h` if it is right
        """)


@pytest.mark.parametrize(
    "text",
    [
        SERVICE % "acknowledgement_timeout: 30s",
        SERVICE % "acknowledgement_timeout: 1800",
        SERVICE % "acknowledgement_timeout: 0",
        SERVICE % "auto_resolve_timeout: null",
        RULE % "30\n        targets: [ana@acme.example]",
        RULE % "30h\n        targets: [ana@acme.example]",
    ],
)
def test_other_numbers_and_lengths_with_a_unit_are_taken_as_they_are(text):
    assert found("other-unit", text) == ""


ALIASED = (
    "services:\n  a: {escalation_policy: {name: X}, acknowledgement_timeout: &%s}\n"
    "  b: {escalation_policy: {name: X}, auto_resolve_timeout: *%s}\n"
)


@pytest.mark.parametrize("name", ["t30s", "half"])
@pytest.mark.parametrize(
    ("value", "count"), [("30s", 0), ("30 seconds", 0), ("30", 2), ("'30'", 2)]
)
def test_the_name_of_an_anchor_says_nothing_of_the_unit(name, value, count):
    text = ALIASED % (f"{name} {value}", name)
    assert found("other-unit", text).count("this is 30 seconds") == count
