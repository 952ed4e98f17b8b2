"""Services that are severe and wake nobody."""

import pytest
from lint.rules import examples, found
from source.saying import expected

RULE = "never-wakes"
BAD, _ = examples(RULE)


def test_it_says_what_becomes_of_incidents():
    assert found(RULE, BAD) == expected("""
        a.yaml:2:94 never-wakes: `checkout` is of critical severity, and its incidents are of low \
urgency at all hours: they wake nobody, and escalate to nobody
          write `high`, or `high` at some hours; or a lower `severity`
        """)


HOURS = (
    "{during_support_hours: %s, outside_support_hours: low}, support_hours: "
    "{time_zone: Europe/London, start_time: 09:00, end_time: 17:00, days_of_week: Mon-Fri}"
)


@pytest.mark.parametrize(
    ("was", "is_", "told"),
    [
        ("critical", "high", True),
        ("rule: low", f"rule: {HOURS % 'low'}", True),
        ("rule: low", "rule: {type: constant, urgency: low}", True),
        ("rule: low", f"rule: {HOURS % 'high'}", False),
        ("rule: low", "rule: severity_based", False),
        (", incident_urgency_rule: low", "", False),
        ("critical", "medium", False),
        ("severity: critical, ", "", False),
        ("critical", "critical, status: disabled", False),
    ],
)
def test_it_is_told_of_what_is_severe_and_written_to_be_quiet(was, is_, told):
    assert (RULE in found(RULE, BAD.replace(was, is_))) is told
