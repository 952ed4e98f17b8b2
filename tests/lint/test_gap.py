"""Gaps of schedules that no policy uses."""

import pytest
from lint.rules import found, rotations, schedule
from source.saying import expected

A, B = "a@x.example", "b@x.example"
WEEKLY = f"rotate: weekly, handoff: Mon 09:00, members: [{A}, {B}]"
DAYS = f"{WEEKLY}, only: Mon-Fri 09:00-17:00"
POLICY = """escalation_policies:
  web:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [a]}]
"""
EVERY_WEEK = "from Mon 2 Mar 2026 17:00 to Tue 3 Mar 2026 09:00 (Europe/London), and so every week"


def test_the_gap_of_a_schedule_is_told_with_its_time():
    assert found("gap", schedule(DAYS)) == expected(f"""
        a.yaml:2:3 gap: nobody is on call by `a` {EVERY_WEEK}
          cover that time; if it is meant, say so: `expect: {{coverage: …}}`
        """)


def test_turns_that_are_nobodys_are_told():
    text = rotations(f"rotate: weekly, handoff: Mon 09:00, members: [{A}, nobody]")
    assert found("gap", text) == expected("""
        a.yaml:2:3 gap: nobody is on call by `a` in the turns of `nobody`
          cover that time; if it is meant, say so: `expect: {coverage: …}`
        """)


SILENT_GAPS = {
    "covered": schedule(WEEKLY),
    "meant": schedule(DAYS, more="    expect: {coverage: Mon-Fri 09:00-17:00}\n"),
    "of nothing": "schedules:\n  a: {time_zone: Europe/London, layers: []}\n",
    "of the account's": schedule("rotate: weekly, handoff: Mon 09:00"),
    "on a level": schedule(DAYS) + POLICY,
}


@pytest.mark.parametrize("text", SILENT_GAPS.values(), ids=SILENT_GAPS)
def test_nothing_is_said_of_a_schedule(text):
    assert found("gap", text) == ""
