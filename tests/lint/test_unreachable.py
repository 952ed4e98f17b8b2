"""People on call whom nothing reaches: who is looked at, and where it is told."""

from lint.rules import found
from source.saying import expected

ROTA = """\
schedules:
  days:
    time_zone: Europe/London
    layers:
      - {rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example]}
"""
LEVEL = """\
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 30m, targets: [TARGETS]}
"""


def level(targets):
    return LEVEL.replace("TARGETS", targets)


def test_a_member_of_a_schedule_is_told_where_they_are_written():
    assert found("unreachable", ROTA + level("days")) == expected("""
        a.yaml:5:56 unreachable: ana@acme.example is on call and cannot be reached: they have no \
contact method
          ask them to look at My Profile, Notification Rules in PagerDuty, or put somebody else here
          a.yaml:9:9: level 1 of the escalation policy `web`
        """)


def test_whoever_no_level_notifies_is_not_looked_at():
    assert found("unreachable", ROTA + level("ben@acme.example")) == ""


def test_somebody_is_told_once():
    both = (
        level("ana@acme.example, days")
        + "      - {escalation_delay_in_minutes: 5m, targets: [days]}\n"
    )
    assert found("unreachable", ROTA + both).count("cannot be reached") == 1


def test_nothing_is_known_of_whoever_the_account_does_not_have():
    assert found("unreachable", level("new@acme.example")) == ""
