"""`pdsync report` by team: rows below the names of teams, and --team."""

import pytest

LAYER = (
    "rotation_virtual_start: 2026-01-05 09:00, rotation_turn_length_seconds: 1 week, "
    "users: [{}@acme.example]"
)
TEAMS = f"""
teams:
  payments: {{name: Payments}}
  ops: {{name: Operations}}
schedules:
  money: {{teams: [payments], time_zone: UTC, layers: [{{{LAYER.format("ana.silva")}}}]}}
  machines: {{teams: [ops], time_zone: UTC, layers: [{{{LAYER.format("ben.okafor")}}}]}}
  spare: {{time_zone: UTC, layers: [{{{LAYER.format("emma.johnson")}}}]}}
escalation_policies:
  payments:
    team: payments
    escalation_rules:
      - {{escalation_delay_in_minutes: 5m, targets: [money]}}
      - {{escalation_delay_in_minutes: 5m, targets: [spare]}}
  ops: {{team: ops, escalation_rules: [{{escalation_delay_in_minutes: 5m, targets: [machines]}}]}}
services:
  cart: {{escalation_policy: payments}}
  racks: {{escalation_policy: ops}}
"""


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(TEAMS)


def test_rows_are_below_the_names_of_their_teams(page):
    heads = [text for text in page("--weeks", "1").heads if text in {"payments", "ops", "No team"}]

    assert heads[:3] == ["ops", "payments", "No team"]


def test_a_team_is_what_belongs_to_it_and_what_its_policies_notify(page):
    found = page("--weeks", "1", "--team", "payments")

    assert list(found.bars) == ["money", "spare"]
    assert "racks" not in found.text
    assert "cart" in found.text


def test_several_teams_are_all_of_theirs(page):
    assert set(page("--team", "payments", "--team", "ops").bars) == {"money", "machines", "spare"}


def test_a_team_of_the_account_is_called_by_its_key_or_its_name(run, page):
    assert run("apply", "--yes", "--sandbox").code == 0
    by_key, by_name = (
        page("--live", "--sandbox", "--team", one).bars for one in ("ops", "operations")
    )

    assert list(by_key) == list(by_name) == ["machines"]


def test_a_plan_is_told_for_the_team(run, write, page):
    assert run("apply", "--yes", "--sandbox").code == 0
    write(TEAMS.replace("ana.silva", "grace.kim").replace("ben.okafor", "noah.smith"))
    assert run("plan", "--sandbox", "--out", "plan.json").code == 0
    found = page("--sandbox", "--plan", "plan.json", "--team", "ops")

    assert list(found.bars) == ["machines before the plan", "machines after the plan"]
    assert "money: before and after" not in found.tables


@pytest.mark.parametrize(
    ("team", "says"),
    [
        ("paymets", "error: policies/ has no team 'paymets'\n    = help: did you mean payments?\n"),
        ("sales", "error: policies/ has no team 'sales'\n    = help: write ops or payments\n"),
    ],
)
def test_a_team_that_is_not_there_is_said(run, team, says):
    ended = run("report", "--out", "-", "--team", team)

    assert (ended.code, ended.err) == (1, says)


def test_a_team_without_anything_is_said_to_be_that(run, write):
    write(TEAMS.replace("teams:\n", "teams:\n  new: {name: New}\n", 1))
    ended = run("report", "--out", "-", "--team", "new")

    assert (ended.code, ended.err) == (
        1,
        "error: no schedule, policy or service of policies/ is of team 'new'\n"
        "    = help: write it below their `teams:`, or leave out --team\n",
    )
