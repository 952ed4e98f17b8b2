"""Services that are disabled: they open no incident, so that habits around them do not matter."""

import pytest
from lint.rules import examples, found

OF_SERVICES = [
    "hours-elsewhere",
    "low-wakes",
    "no-acknowledgement-timeout",
    "no-integration",
    "no-owner",
    "no-repeat",
    "no-runbook",
    "odd-delay",
    "resolves-too-early",
]


def disabled(text):
    inline = text.replace("escalation_policy: ", "status: disabled, escalation_policy: ")
    return inline.replace(
        "    status: disabled, escalation", "    status: disabled\n    escalation"
    )


@pytest.mark.parametrize("rule", OF_SERVICES)
def test_nothing_is_said_of_a_service_that_is_disabled(rule):
    bad, _ = examples(rule)
    assert (found(rule, bad) != "", found(rule, disabled(bad))) == (True, "")
