"""Incidents that resolve themselves before the last level has had its time."""

import pytest
from lint.rules import examples, found
from source.saying import expected

POLICY = """\
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 30m, targets: [ana@acme.example]}
      - {escalation_delay_in_minutes: 30m, targets: [ben@acme.example]}
services:
  checkout:
    escalation_policy: web
"""


def service(timeout, more=""):
    return f"{POLICY}    auto_resolve_timeout: {timeout}\n{more}"


def test_it_says_who_is_never_asked():
    assert found("resolves-too-early", examples("resolves-too-early")[0]) == expected("""
        a.yaml:9:27 resolves-too-early: an incident of `checkout` resolves itself after 20m, and \
level 2 is notified after 30m: nobody on it ever is
          write 1h or more, or shorten the delays of the levels
          a.yaml:2:3: escalation policy `web`
        """)


def test_it_says_how_little_time_the_last_level_has():
    assert found("resolves-too-early", service("50m")).splitlines()[0] == (
        "a.yaml:9:27 resolves-too-early: an incident of `checkout` resolves itself after 50m, so "
        "that its last level has 20m of the time that it should have"
    )


LOW = "    incident_urgency_rule: low\n"
HOURS = (
    "    incident_urgency_rule: {during_support_hours: %s, outside_support_hours: low}\n"
    "    support_hours: {time_zone: Etc/UTC, start_time: 09:00, end_time: 17:00, "
    "days_of_week: Mon-Fri}\n"
)
SILENT = {
    "as long as the path": service("1h"),
    "never": service("null"),
    "not written": POLICY,
    "a policy of the account": service("20m").replace(" web\n", " {name: Elsewhere}\n"),
    "always low": service("20m", LOW),
    "low at all hours": service("20m", HOURS % "low"),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("resolves-too-early", text) == ""


def test_high_urgency_at_some_hours_escalates():
    assert "level 2" in found("resolves-too-early", service("20m", HOURS % "high"))
