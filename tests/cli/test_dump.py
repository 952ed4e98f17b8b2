"""An account as a configuration: what is written, and a plan of it adopts and changes nothing."""

from pathlib import Path

import pytest
from command_line import the_account
from organisation import ACME, BEN

NOBODYS = "ownership: none\n"
SHOP = """\
teams:
  web:
    name: Web Shop
    members: [ana.silva@acme.example, ben.okafor@acme.example, chloe.martin@acme.example]
schedules:
  primary:
    name: Web Primary
    time_zone: Europe/London
    teams: [web]
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-03-02}
escalation_policies:
  web:
    name: Web
    team: web
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [primary, chloe.martin@acme.example]
  nobodys:
    name: Nobody's
    escalation_rules:
      - escalation_delay_in_minutes: 90m
        targets: [chloe.martin@acme.example]
services:
  cart:
    name: Cart
    description: |-
      What people put in.

      And what they take out: "sometimes".
    escalation_policy: web
    acknowledgement_timeout: 30m
    integrations:
      events: {name: Events, type: events_api_v2}
      mailbox: {type: email, integration_email: cart@acme.pagerduty.com}
  search:
    name: Search
    escalation_policy: nobodys
    incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}
    support_hours:
      time_zone: Europe/London
      start_time: 09:00
      end_time: 17:00
      days_of_week: Mon-Fri
    scheduled_actions: [support_hours_start]
"""


@pytest.fixture
def made(run, write):
    """Make an account with what a configuration says, that carries no marks."""

    def make(text, settings=NOBODYS):
        write(text, settings=settings)
        assert run("apply", "--sandbox", "--yes").code == 0

    return make


def dumped(run, *options, out="out"):
    ended = run("dump", "--sandbox", "--out", out, *options)
    assert (ended.code, ended.err) == (0, "")
    return {one.name: one.read_text(encoding="utf-8") for one in sorted(Path(out).iterdir())}


def test_there_is_a_file_for_each_team_and_one_for_what_is_of_none(run, made):
    made(SHOP)

    files = dumped(run)

    assert [*files] == ["pdsync.yaml", "shared.yaml", "web-shop.yaml"]
    assert files["pdsync.yaml"] == "stack: acme\naccount: acme\n"
    assert (
        files["shared.yaml"]
        == """\
# Written by pdsync dump from the account acme.

escalation_policies:
  nobody-s:
    name: Nobody's
    num_loops: 0
    on_call_handoff_notifications: if_has_services
    escalation_rules:
      - escalation_delay_in_minutes: 1h 30m
        targets: [chloe.martin@acme.example]
        escalation_rule_assignment_strategy: assign_to_everyone

services:
  search:
    name: Search
    escalation_policy: nobody-s
    status: active
    auto_resolve_timeout: null
    acknowledgement_timeout: null
    incident_urgency_rule:
      type: use_support_hours
      during_support_hours: high
      outside_support_hours: low
    support_hours:
      type: fixed_time_per_day
      time_zone: Europe/London
      start_time: 09:00
      end_time: "17:00"
      days_of_week: Mon-Fri
    scheduled_actions:
      - {type: urgency_change, at: support_hours_start, to_urgency: high}
    auto_pause_notifications_parameters: {enabled: false, timeout: 0}
"""
    )


@pytest.mark.parametrize("text", [SHOP, ACME])
def test_a_plan_of_a_dump_adopts_and_changes_nothing(run, made, text):
    made(text)
    dumped(run)

    plan = run("plan", "--sandbox", "--config", "out", "--format", "json").json

    assert [one["fields"] for one in plan["changes"] if one["fields"]] == []
    assert {one["action"] for one in plan["changes"]} == {"adopt"}
    assert run("apply", "--sandbox", "--config", "out", "--yes").code == 0
    after = run("plan", "--sandbox", "--config", "out", "--detailed-exitcode")
    assert after.code == 0


def test_two_dumps_are_the_same(run, made):
    made(SHOP)
    assert dumped(run) == dumped(run, out="again")


def test_a_directory_that_is_not_empty_is_refused(run, made):
    made(SHOP)
    ended = run("dump", "--sandbox")
    assert (ended.code, ended.err) == (
        1,
        "error: --out policies: this directory is not empty\n"
        "    = help: name one that is not there yet, or an empty one\n",
    )


def test_somebody_who_was_deleted_is_written_by_id_and_warned_of(run, made):
    made(SHOP)
    with the_account() as world:
        (ident,) = [one["id"] for one in world.get("/users")["users"] if one["email"] == BEN]
        world.send("DELETE", f"/users/{ident}")

    written = dumped(run)["web-shop.yaml"]

    assert (
        f"""\
        # {ident} was deleted in PagerDuty. Put somebody else in their place.
        members: [ana.silva@acme.example, {{id: {ident}}}]
"""
        in written
    )
    plan = run("plan", "--sandbox", "--config", "out")
    assert (plan.code, "Plan: 6 to adopt" in plan.out) == (0, True)
    assert "warning[cannot-be-on-call]: deleted user" in plan.err + plan.out
    assert run("lint", "--config", "out").code == 0
