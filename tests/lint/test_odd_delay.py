"""Delays that are too long for what fails, or too short for anybody."""

import pytest
from lint.rules import examples, found
from source.saying import expected

BAD = examples("odd-delay")[0]


def test_it_says_who_hears_when_and_of_which_service():
    assert found("odd-delay", BAD) == expected("""
        a.yaml:4:39 odd-delay: level 2 hears of an incident 1h after level 1, and `checkout` is of \
critical severity
          write 30m or less
          a.yaml:7:3: service `checkout`
        """)


def test_nobody_answers_within_a_minute():
    assert found("odd-delay", BAD.replace("1h", "1m")) == expected("""
        a.yaml:4:39 odd-delay: level 1 has 1m to wake up and answer
          write 3 minutes or more
        """)


def test_a_service_of_high_severity_may_wait_longer():
    high = BAD.replace("critical", "high")
    assert [found("odd-delay", high.replace("1h", one)) != "" for one in ("2h", "3h")] == [
        False,
        True,
    ]


SILENT = {
    "the last level": BAD.replace("10m", "3h").replace("1h", "5m"),
    "a service of no severity": BAD.replace(", severity: critical", ""),
    "one that wakes nobody": BAD.replace("critical", "critical, incident_urgency_rule: low"),
    "a policy of the account's": BAD.replace("policy: web", "policy: {name: Elsewhere}"),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("odd-delay", text) == ""
