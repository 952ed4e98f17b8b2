"""Somebody who was deleted in the account, and whose turns schedules have kept: nobody's turns."""

import pytest
from command_line import the_account
from organisation import ACME


@pytest.fixture(autouse=True)
def _an_account(write, run):
    write(ACME)
    assert run("apply", "--sandbox", "--yes").code == 0


@pytest.fixture
def without_ben():
    """The id of somebody who was deleted, and whose turns schedules have kept."""
    with the_account() as world:
        users = world.get("/users")["users"]
        (ident,) = [one["id"] for one in users if one["email"] == "ben.okafor@acme.example"]
        world.send("DELETE", f"/users/{ident}")
    return ident


def test_a_deleted_user_is_called_that_with_a_warning(run, without_ben):
    ended = run("oncall", "primary", "--at", "2026-03-10T12:00:00Z", "--live", "--sandbox")

    assert f"primary   deleted user {without_ben} until Mon 16 Mar 09:00" in ended.out
    assert ended.err == (
        f"warning[deleted-user]: deleted user {without_ben} is on call by primary: "
        "nobody is notified\n    = help: put somebody else in their place\n"
    )


def test_the_turn_of_a_deleted_user_is_a_gap(run, without_ben):
    when = ("--since", "2026-03-02T12:00:00Z", "--until", "2026-03-16T12:00:00Z")
    ended = run("oncall", "primary", *when, "--live", "--sandbox", "--format", "json")
    (primary,) = ended.json["schedules"]
    assert primary["entries"][1]["users"] == [f"deleted user {without_ben}"]
    assert [gap["start"] for gap in primary["gaps"]] == ["2026-03-09T09:00:00+00:00"]
    assert primary["coverage"] == 50.0


def test_the_turn_of_a_deleted_user_is_a_gap_in_proofs(run, write, without_ben):
    ended = run("simulate", "--all", "--live", "--sandbox", "--format", "json")
    (found,) = ended.json["services"]
    assert found["gaps"] == []

    with the_account() as world:
        path = f"/escalation_policies/{world.named('policy', 'escalation_policies', 'Shop')['id']}"
        primary = world.named("schedule", "schedules", "Primary")["id"]
        target = {"id": primary, "type": "schedule_reference"}
        rule = {"escalation_delay_in_minutes": 10, "targets": [target]}
        world.send("PUT", path, {"escalation_policy": {"escalation_rules": [rule]}})

    ended = run("simulate", "--all", "--live", "--sandbox", "--format", "json")
    (found,) = ended.json["services"]
    assert (ended.code, found["proved"], found["gaps"][0]["start"]) == (
        1,
        False,
        "2026-03-09T09:00:00+00:00",
    )
    assert found["deleted"] == [f"deleted user {without_ben}"]
    said = " ".join(run("simulate", "--all", "--live", "--sandbox").out.split())
    assert f"the turns of deleted user {without_ben} are nobody's" in said


def test_a_deleted_user_is_not_written_into_rotations(run, write, without_ben):
    write(ACME)

    ended = run("upgrade", "primary", "--live", "--sandbox")

    assert ended.err == (
        "error: schedule `primary` stays as it is: ben.okafor@acme.example has turns "
        "in it, and is not in the account\n"
        "    = help: put somebody else in their place first\n"
    )


def test_a_plan_calls_a_deleted_user_that(run, write, without_ben):
    write(ACME.replace("ben.okafor@", "chloe.martin@"))

    ended = run("plan", "--sandbox")

    said = " ".join(ended.out.split())
    assert f"deleted user {without_ben} → chloe.martin@acme.example" in said


def test_an_incident_does_not_reach_a_deleted_user(run, without_ben):
    when = ("--at", "2026-03-10T12:00:00Z", "--live", "--sandbox", "--format", "json")
    ended = run("simulate", "cart", *when)

    assert ended.json["steps"][0]["skipped"] == [1]
    assert ended.json["assigned"] == ["emma.johnson@acme.example"]


def test_a_level_of_a_deleted_user_says_whose_turn_is_lost(run, without_ben):
    when = ("--at", "2026-03-10T12:00:00Z", "--live", "--sandbox")
    text, json = run("simulate", "cart", *when), run("simulate", "cart", *when, "--format", "json")

    note = (
        f"deleted user {without_ben} is on call on level 1 by schedule primary: "
        "nobody is notified; put somebody else in their place"
    )
    assert json.json["notes"][0] == note
    assert note in " ".join(text.out.split())


def test_a_deleted_users_shift_in_a_calendar_says_that_nobody_is_notified(run, without_ben):
    when = ("--at", "2026-03-10T12:00:00Z", "--live", "--sandbox", "--format", "ics")

    ended = run("oncall", "primary", *when)

    summary = f"SUMMARY:Nobody is notified: Primary\\, the turn of deleted user {without_ben}\r\n"
    assert summary in ended.out.replace("\r\n ", "")
    assert ended.err.startswith("warning[deleted-user]: ")
