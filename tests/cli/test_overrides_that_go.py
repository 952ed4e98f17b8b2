"""Overrides that a plan takes with it: each is a risk, and a new one makes a saved plan stale."""

import pytest
from command_line import the_account

KEPT = """\
schedules:
  kept:
    time_zone: Etc/UTC
    layers: [{rotate: daily, handoff: 09:00, members: [ana.silva@acme.example]}]
"""
LAYERED = f"""\
{KEPT}\
  gone:
    time_zone: Europe/Berlin
    layers: [{{rotate: daily, handoff: 09:00, members: [ana.silva@acme.example]}}]
"""
SHIFTS = f"""\
{KEPT}\
  gone:
    time_zone: Europe/Berlin
    rotations:
      - {{name: Days, rotate: daily, handoff: 09:00, members: [ana.silva@acme.example]}}
"""
TWO_ROTATIONS = f"""\
{SHIFTS}\
      - {{name: Nights, rotate: daily, handoff: 10:00, members: [ben.okafor@acme.example]}}
"""
CASES = {
    "a layered schedule": (LAYERED, KEPT),
    "a shift-based schedule": (SHIFTS, KEPT),
    "a rotation": (TWO_ROTATIONS, SHIFTS),
}


def stand_in(world):
    """Chloe Martin stands in on Thursday morning; of rotations, for the last one."""
    chloe = next(one for one in world.get("/users")["users"] if one["name"] == "Chloe Martin")
    start, end = "2026-03-05T08:00:00Z", "2026-03-05T09:00:00Z"
    schedule = next(one for one in world.get("/schedules")["schedules"] if one["summary"] == "gone")
    path = f"/schedules/{schedule['id']}/overrides"
    override = {"start": start, "end": end, "user": {"id": chloe["id"], "type": "user_reference"}}
    world.send("POST", path, {"overrides": [override]})


def stand_in_of_a_rotation(world):
    ids = {one["name"]: one["id"] for one in world.get("/users")["users"]}
    found = world.get("/v3/schedules")["schedules"]
    schedule = next(one for one in found if one["summary"] == "gone")
    path = f"/v3/schedules/{schedule['id']}"
    rotation = world.get(path)["schedule"]["rotations"][-1]
    member = rotation["events"][0]["assignment_strategy"]["members"][0]
    override = {
        "type": "override_shift",
        "rotation_id": rotation["id"],
        "start_time": "2026-03-05T08:00:00Z",
        "end_time": "2026-03-05T09:00:00Z",
        "overridden_member": member,
        "overriding_member": {"type": "user_member", "user_id": ids["Chloe Martin"]},
    }
    world.send("POST", f"{path}/overrides", {"overrides": [override]})


@pytest.fixture(params=CASES)
def case(request, run, write):
    """A saved plan that deletes something, and what enters an override of it."""
    before, after = CASES[request.param]
    write(before)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(after)
    run("plan", "--sandbox", "--out", "plan.json")

    def enter():
        with the_account() as world:
            (stand_in if request.param == "a layered schedule" else stand_in_of_a_rotation)(world)

    return enter


def test_without_one_nothing_is_said(run, case):
    assert [
        one["risks"] for one in run("plan", "--sandbox", "--format", "json").json["changes"]
    ] == [[]]


def test_one_is_a_risk_with_who_and_when(run, case):
    case()

    (change,) = run("plan", "--sandbox", "--format", "json").json["changes"]

    (risk,) = change["risks"]
    assert risk.startswith("an override goes with it: chloe.martin@acme.example")
    assert risk.endswith(" from 2026-03-05 09:00 to 2026-03-05 10:00 (Europe/Berlin)")


def test_one_that_was_entered_since_makes_a_saved_plan_stale(run, case):
    case()

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.code == 3
    assert "`gone`: a risk has come up: an override goes with it: chloe.martin@" in ended.err


def test_one_that_was_seen_is_no_reason(run, case):
    case()
    run("plan", "--sandbox", "--out", "plan.json")

    assert run("apply", "--sandbox", "--yes", "plan.json").code == 0


def test_one_that_is_over_since_is_no_reason(run, case):
    case()
    run("plan", "--sandbox", "--only", "schedule:gone", "--out", "plan.json")

    ended = run("apply", "--sandbox", "--yes", "plan.json", days=2.9)

    # Only the hand-offs since then are in the way.
    assert "risk" not in ended.err


def test_a_custom_shift_of_a_schedule_that_goes_is_a_risk_too(run, write):
    write(SHIFTS)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(KEPT)
    with the_account() as world:
        ids = {one["name"]: one["id"] for one in world.get("/users")["users"]}
        found = world.get("/v3/schedules")["schedules"]
        schedule = next(one for one in found if one["summary"] == "gone")
        member = {"type": "user_member", "user_id": ids["Chloe Martin"]}
        shift = {
            "type": "custom_shift",
            "start_time": "2026-03-05T08:00:00Z",
            "end_time": "2026-03-05T09:00:00Z",
            "assignments": [{"type": "shift_assignment", "member": member}],
        }
        world.send(
            "POST", f"/v3/schedules/{schedule['id']}/custom_shifts", {"custom_shifts": [shift]}
        )

    (change,) = run("plan", "--sandbox", "--format", "json").json["changes"]

    assert change["risks"] == [
        "a custom shift goes with it: chloe.martin@acme.example from "
        "2026-03-05 09:00 to 2026-03-05 10:00 (Europe/Berlin)"
    ]
