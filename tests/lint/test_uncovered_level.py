"""Levels that have nobody at times at which another one has."""

import pytest
from lint.rules import examples, found, schedule
from source.saying import expected

A, B = "a@x.example", "b@x.example"
WEEKLY = f"rotate: weekly, handoff: Mon 09:00, members: [{A}, {B}]"
DAYS = f"{WEEKLY}, only: Mon-Fri 09:00-17:00"
EVERY_WEEK = "from Mon 2 Mar 2026 17:00 to Tue 3 Mar 2026 09:00 (Europe/London), and so every week"


def policy(*levels):
    heads = "".join(
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{one}]}}\n" for one in levels
    )
    return f"escalation_policies:\n  web:\n    escalation_rules:\n{heads}"


def test_the_gap_of_a_level_is_told_with_its_schedules():
    assert found("uncovered-level", examples("uncovered-level")[0]) == expected(f"""
        a.yaml:12:53 uncovered-level: level 1 of `web` has nobody {EVERY_WEEK}: PagerDuty \
skips it then
          cover that time; if it is meant, say so: `expect: {{coverage: …}}` on each schedule
          a.yaml:2:3: schedule `web`
        """)


def two(other):
    return schedule(DAYS) + schedule(other).partition("\n")[2].replace("  a:", "  b:", 1)


SILENT_LEVELS = {
    "filled by another schedule of the level": two(WEEKLY) + policy("a, b", A),
    "filled by a person": schedule(DAYS) + policy(f"a, {A}"),
    "no level has anybody": schedule(DAYS) + policy("a"),
    "a schedule of the account's": schedule(DAYS) + policy("a, {schedule: {name: Far}}", A),
}


@pytest.mark.parametrize("text", SILENT_LEVELS.values(), ids=SILENT_LEVELS)
def test_nothing_is_said_of_a_level(text):
    assert found("uncovered-level", text) == ""


def test_a_schedule_that_is_meant_by_its_name_is_the_one_that_is_written():
    text = schedule(DAYS).replace("  a:\n", "  a:\n    name: Days\n")
    named = text + policy("{schedule: {name: Days}}", A)
    assert "level 1 of `web` has nobody" in found("uncovered-level", named)
    assert found("gap", named) == ""


def test_a_later_level_is_told_by_its_number():
    assert "level 2 of `web` has nobody" in found(
        "uncovered-level", schedule(DAYS) + policy(A, "a")
    )
