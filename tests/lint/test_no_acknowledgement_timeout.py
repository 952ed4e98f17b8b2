"""Services that never ask again."""

import pytest
from lint.rules import found

RULE = "no-acknowledgement-timeout"
TEXT = "services:\n  web: {severity: critical, acknowledgement_timeout: null}\n"


@pytest.mark.parametrize("never", ["null", "0"])
def test_a_critical_service_that_never_asks_again(never):
    assert found(RULE, TEXT.replace("null", never)) == (
        "a.yaml:2:54 no-acknowledgement-timeout: whoever acknowledges an incident of `web` and "
        "falls asleep again has it for good: nobody else is asked\n"
        "  write after how long it notifies again, such as `30m`\n"
    )


@pytest.mark.parametrize(
    ("was", "is_"),
    [
        (", acknowledgement_timeout: null", ""),
        ("null", "1h"),
        ("critical", "medium"),
        ("severity: critical", "incident_urgency_rule: low"),
        ("critical", "critical, incident_urgency_rule: low"),
    ],
)
def test_nothing_is_said_of_what_is_not_written_or_wakes_nobody(was, is_):
    assert found(RULE, TEXT.replace(was, is_)) == ""
