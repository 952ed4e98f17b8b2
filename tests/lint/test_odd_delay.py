"""Delays that are too long for what fails, or too short for anybody."""

import pytest
from lint.rules import examples, found
from source.saying import expected

BAD = examples("odd-delay")[0]


def test_it_says_who_hears_when_and_of_which_service():
    assert found("odd-delay", BAD) == expected("""
        a.yaml:4:39 odd-delay: level 2 of `web` hears of an incident 1h after level 1, and \
`checkout` is of critical severity
          write 30m or less
          a.yaml:7:3: service `checkout`
        """)


def test_nobody_answers_within_a_minute():
    assert found("odd-delay", BAD.replace("1h", "1m")) == expected("""
        a.yaml:4:39 odd-delay: level 1 of `web` has 1m to wake up and answer
          write 3m or more
        """)


@pytest.mark.parametrize(
    ("severity", "plain", "odd"),
    [("critical", "30m", "31m"), ("high", "2h", "3h"), ("medium", "8h", "12h")],
)
def test_a_service_of_less_severity_may_wait_longer(severity, plain, odd):
    text = BAD.replace("critical", severity)
    assert [found("odd-delay", text.replace("1h", one)) != "" for one in (plain, odd)] == [
        False,
        True,
    ]


LATER = "10m, targets: [ben@acme.example]}"
MORE = f"{LATER}\n      - {{escalation_delay_in_minutes: 5m, targets: [chloe@acme.example]}}"


def test_all_levels_of_a_policy_that_wait_too_long_are_one_finding():
    assert found("odd-delay", BAD.replace(LATER, MORE.replace("10m", "2h"))) == expected("""
        a.yaml:4:39 odd-delay: level 2 of `web` hears of an incident 1h after level 1, and \
`checkout` is of critical severity
          write 30m or less
          a.yaml:8:3: service `checkout`
          a.yaml:5:39: level 3 hears 2h after it
        """)


def test_all_levels_of_a_policy_that_wait_too_little_are_one_finding():
    text = BAD.replace("1h", "1m").replace(LATER, MORE.replace("10m", "2m"))
    assert found("odd-delay", text) == expected("""
        a.yaml:4:39 odd-delay: level 1 of `web` has 1m to wake up and answer
          write 3m or more
          a.yaml:5:39: level 2 has 2m
        """)


def test_a_last_level_that_a_repeat_follows_has_to_wait_as_well():
    hasty = BAD.replace("1h", "5m").replace("10m", "1m")
    loud = hasty.replace("  web:\n", "  web:\n    num_loops: 3\n")
    assert [found("odd-delay", one).count("level 2 of `web` has 1m") for one in (hasty, loud)] == [
        0,
        1,
    ]


SILENT = {
    "the last level": BAD.replace("10m", "3h").replace("1h", "5m"),
    "a service of no severity": BAD.replace(", severity: critical", ""),
    "a minute, where nothing escalates": BAD.replace("1h", "1m").replace(
        "critical", "low, incident_urgency_rule: low"
    ),
    "one that is disabled": BAD.replace("critical", "critical, status: disabled"),
    "one that wakes nobody": BAD.replace("critical", "critical, incident_urgency_rule: low"),
    "a policy of the account's": BAD.replace("policy: web", "policy: {name: Elsewhere}"),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("odd-delay", text) == ""
