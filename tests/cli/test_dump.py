"""An account as a configuration: what is written, and a plan of it adopts and changes nothing."""

from errno import ENOSPC
from pathlib import Path

import pytest
from command_line import the_account
from organisation import ACME, ANA, BEN, CHLOE

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

services:
  search:
    name: Search
    escalation_policy: nobody-s
    status: active
    auto_resolve_timeout: null
    acknowledgement_timeout: null
    incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}
    support_hours:
      time_zone: Europe/London
      start_time: 09:00
      end_time: "17:00"
      days_of_week: Mon-Fri
    scheduled_actions: [support_hours_start]
    auto_pause_notifications_parameters: {enabled: false}
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


def test_what_carries_this_stacks_mark_keeps_its_key_and_another_stacks_is_left_out(run, made):
    made(SHOP, settings="stack: web-stack\n")

    ours = dumped(run, "--stack", "web-stack")
    theirs = run("dump", "--sandbox", "--out", "theirs", "--stack", "another").out

    assert [*ours] == ["pdsync.yaml", "shared.yaml", "web.yaml"]
    assert "  nobodys:\n    name: Nobody's\n" in ours["shared.yaml"]
    assert theirs == (
        "theirs/ has nothing of acme, in 1 file.\n\nLeft out: 6 resources of the stack web-stack.\n"
    )


def test_a_dump_of_a_team_has_what_is_its_own_and_names_what_is_not(run, made):
    made(SHOP.replace("escalation_policy: nobodys", "escalation_policy: web"))

    files = dumped(run, "--team", "Web Shop")

    assert [*files] == ["pdsync.yaml", "web-shop.yaml"]
    plan = run("plan", "--sandbox", "--config", "out", "--format", "json").json
    assert [(one["action"], one["fields"]) for one in plan["changes"]] == [("adopt", [])] * 5


def test_a_dump_of_one_service_refers_to_its_policy_by_name(run, made):
    made(SHOP)

    files = dumped(run, "--only", "service:Cart", "--stack", "acme")

    assert "    escalation_policy: {name: Web}\n" in files["web-shop.yaml"]


def test_a_team_that_is_not_there_is_guessed_at(run, made):
    made(SHOP)
    ended = run("dump", "--sandbox", "--out", "out", "--team", "Web Shob")
    assert (ended.code, ended.err, Path("out").exists()) == (
        1,
        "error: the account has no team 'Web Shob'\n    = help: did you mean 'Web Shop'?\n",
        False,
    )


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("dead", "dead is a link to gone, where nothing is"),
        ("dead/policies", "dead is a link to gone, where nothing is"),
        ("up/made", "a link leads out of this directory, to {}/made"),
    ],
)
def test_a_link_is_no_way_to_make_what_nobody_named(run, made, tmp_path, out, said):
    made(SHOP)
    Path("dead").symlink_to("gone")
    Path("up").symlink_to("..")
    before = sorted(tmp_path.parent.iterdir())
    ended = run("dump", "--sandbox", "--out", out)
    assert (ended.code, ended.err) == (
        1,
        f"error: --out {out}: {said.format(tmp_path.parent)}\n"
        "    = help: name that directory itself, or remove the link\n",
    )
    assert (Path("gone").exists(), sorted(tmp_path.parent.iterdir())) == (False, before)


def test_nothing_is_written_where_the_disk_is_full(run, made, monkeypatch):
    made(SHOP)

    def full(_):
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    ended = run("dump", "--sandbox", "--out", "out")

    assert (ended.code, ended.err) == (
        1,
        "error: --out out: the disk is full\n"
        "    = help: nothing was written: make room on the disk, and run it again\n",
    )
    assert sorted(one.name for one in Path().iterdir()) == ["pdsync-sandbox.db", "policies"]


def test_nothing_is_written_where_it_is_interrupted(run, made, monkeypatch):
    made(SHOP)

    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stopped)
    ended = run("dump", "--sandbox", "--out", "out")

    assert ended.code == 130
    assert sorted(one.name for one in Path().iterdir()) == ["pdsync-sandbox.db", "policies"]


def test_a_first_edit_that_would_move_people_prints_the_line_that_keeps_them(run, made):
    made(SHOP)
    assert run("dump", "--sandbox", "--out", "out", days=10).code == 0
    file = Path("out/web-shop.yaml")
    text = file.read_text(encoding="utf-8")
    added = text.replace(f"members: [{ANA}, ", f"members: [{ANA}, {CHLOE}, ")
    file.write_text(added, encoding="utf-8")

    ended = run("plan", "--sandbox", "--config", "out", "--full", days=10)

    assert (
        "warning[oncall-now]: schedule `web-primary` puts chloe.martin@acme.example on call at "
        "once, and takes ben.okafor@acme.example off"
    ) in ended.out + ended.err
    kept = "anchor: {who: ben.okafor@acme.example, at: 2026-03-09}"
    assert f"help: write `{kept}` at out/web-shop.yaml:22" in ended.out + ended.err
    first = "anchor: {who: ana.silva@acme.example, at: 2026-03-02}"
    file.write_text(added.replace(first, kept), encoding="utf-8")
    again = run("plan", "--sandbox", "--config", "out", days=10)
    assert "oncall-now" not in again.out + again.err
