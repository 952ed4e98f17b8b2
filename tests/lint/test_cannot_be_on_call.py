"""People who cannot be on call: where they are to be, each once in a resource."""

from lint.rules import found
from source.saying import expected

TEXT = """\
schedules:
  days:
    time_zone: Europe/London
    layers:
      - {rotate: weekly, members: [olga@acme.example, ben@acme.example, olga@acme.example]}
teams:
  web: {members: [olga@acme.example, gone@acme.example]}
"""


def test_a_stakeholder_is_told_once_in_a_schedule_and_in_a_team_that_new_members_manage():
    assert found("cannot-be-on-call", TEXT) == expected("""
        a.yaml:5:36 cannot-be-on-call: olga@acme.example cannot be on call: they are a stakeholder \
(role `read_only_user`), and PagerDuty takes none into schedules and escalation policies
          write somebody else in their place, or give them a role that responds in PagerDuty
        a.yaml:7:19 cannot-be-on-call: olga@acme.example is a stakeholder (role `read_only_user`), \
and PagerDuty takes those into a team as observers only
          write {user: olga@acme.example, role: observer}
        """)
