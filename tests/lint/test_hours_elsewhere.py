"""Support hours on other clocks than the people's."""

import pytest
from lint.rules import examples, found

RULE = "hours-elsewhere"
BAD, _ = examples(RULE)


def test_the_schedule_is_beside_it():
    assert found(RULE, BAD) == (
        "a.yaml:12:19 hours-elsewhere: the hours of `reports` are those of Europe/London, and "
        "whoever answers is on call on the clocks of Australia/Sydney\n"
        "  write the hours of the people who answer, on their clocks\n"
        "  a.yaml:2:3: schedule `data`\n"
    )


@pytest.mark.parametrize(
    ("was", "is_"),
    [
        ("Europe/London", "Australia/Melbourne"),
        ("Australia/Sydney", "Etc/UTC"),
        ("Australia/Sydney", "Europe/Dublin"),
        ("targets: [data]", "targets: [ana@acme.example]"),
        ("escalation_policy: data", "escalation_policy: {name: Elsewhere}"),
        ("    time_zone: Australia/Sydney\n", ""),
        ("outside_support_hours: low", "outside_support_hours: high"),
    ],
)
def test_nothing_is_said_of_the_same_clocks_or_those_that_are_not_known(was, is_):
    assert found(RULE, BAD.replace(was, is_)) == ""


ROTATION = (
    "    rotations: [{time_zone: %s, shifts: Mon-Fri 09:00-17:00, members: [ana@acme.example]}]\n"
)


@pytest.mark.parametrize(("zone", "told"), [("Europe/London", 0), ("Asia/Tokyo", 1)])
def test_clocks_of_a_rotation_count_in_place_of_those_of_its_schedule(zone, told):
    before, _, after = BAD.partition("    layers:")
    text = before + ROTATION % zone + after.partition("\n")[2]
    assert found(RULE, text).count(f"on call on the clocks of {zone}") == told
    assert "Australia/Sydney" not in found(RULE, text)
