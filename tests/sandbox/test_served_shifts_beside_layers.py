"""Shift-based schedules among teams, policies and layered schedules; how one becomes the other."""

import pytest

from pdsync.sandbox import SandboxError


def test_the_people_of_a_teams_events_become_its_members(api, shifts):
    team = api.team()
    path, _ = shifts.made(shifts.event("Ana"), teams=[{"id": team, "type": "team_reference"}])
    assert members(api, team) == ["Ana Silva"]
    other, _ = shifts.made(shifts.event("Ben", None))
    api.put(other, schedule={"teams": [{"id": team, "type": "team_reference"}]})
    assert members(api, team) == ["Ana Silva", "Ben Okafor"]
    assert api.refused("DELETE", f"/teams/{team}")[:2] == (400, 6006)
    for one in (path, other):
        api.put(one, schedule={"teams": []})
    assert api.delete(f"/teams/{team}") == 204


def members(api, team):
    return sorted(one["user"]["summary"] for one in api.get(f"/teams/{team}/members")["members"])


@pytest.mark.parametrize("written", ["schedule_reference", "schedule_v3_reference"])
def test_a_policy_takes_a_shift_based_schedule_and_tells_what_it_is(api, shifts, written):
    path, _ = shifts.made()
    ident = path.rpartition("/")[2]
    policy = api.policy({"id": ident, "type": written})
    (target,) = policy["escalation_rules"][0]["targets"]
    assert (target["id"], target["type"]) == (ident, "schedule_v3_reference")
    assert target["self"] == f"https://api.pagerduty.com{path}"
    (user,) = api.get(path)["schedule"]["escalation_policies"]
    assert user["id"] == policy["id"]
    status, code, errors = api.refused("DELETE", path)
    assert (status, code) == (400, 2001)
    assert errors == {
        "schedule": ["Schedule can't be deleted if it's being used by escalation policies"]
    }


def test_several_people_are_on_call_by_one_schedule(api, shifts):
    path, _ = shifts.made(
        shifts.event("Ana", "Ben", every=True, end="2026-03-03T09:00:00Z"),
    )
    ident = path.rpartition("/")[2]
    rotation = shifts.rotation(ident)
    api.post(f"{path}/rotations/{rotation}/events", event=shifts.event("Chloe", None))
    api.policy({"id": ident, "type": "schedule_v3_reference"})
    found = [
        (one["user"]["summary"].split()[0], one["schedule"]["type"], one["start"], one["end"])
        for one in api.get("/oncalls")["oncalls"]
    ]
    noon = "2026-03-02T12:00:00Z"
    assert sorted(found) == [
        ("Ana", "schedule_v3_reference", noon, None),
        ("Ben", "schedule_v3_reference", noon, None),
        ("Chloe", "schedule_v3_reference", noon, "2026-03-02T17:00:00Z"),
    ]


def test_an_incident_goes_to_everybody_on_call(api, shifts):
    path, _ = shifts.made(shifts.event("Ana", "Ben", every=True))
    policy = api.policy({"id": path.rpartition("/")[2], "type": "schedule_v3_reference"})
    body = {"type": "incident", "title": "Down", "service": {"id": api.service(policy)["id"]}}
    headers = {"From": "ana.silva@acme.example"}
    made = api.client.post("/incidents", json={"incident": body}, headers=headers).json()
    assignees = [one["assignee"]["summary"] for one in made["incident"]["assignments"]]
    assert sorted(assignees) == ["Ana Silva", "Ben Okafor"]
    rules = [{"escalation_delay_in_minutes": 5, "targets": [api.person("Ben")]}]
    api.put(f"/escalation_policies/{policy['id']}", escalation_policy={"escalation_rules": rules})
    assert "open incidents" in api.refused("DELETE", path)[2]["schedule"][0]


@pytest.mark.parametrize(
    ("method", "below"),
    [
        ("GET", ""),
        ("PUT", ""),
        ("DELETE", ""),
        ("GET", "/rotations"),
        ("POST", "/rotations"),
        ("GET", "/custom_shifts"),
        ("POST", "/overrides"),
    ],
)
def test_a_layered_schedule_is_refused_below_every_path(api, method, below):
    schedule = api.schedule(api.layer("Ana"))
    status, _, message = api.refused(method, f"/v3/schedules/{schedule['id']}{below}", schedule={})
    assert (status, message) == (
        400,
        "This is a layer-based schedule. Use the v2 Schedules API to access it.",
    )


@pytest.mark.parametrize("below", ["", "/overrides", "/users"])
def test_a_shift_based_schedule_is_not_found_by_the_older_api(api, shifts, below):
    assert api.refused("GET", f"/schedules/{shifts.schedule()}{below}")[0] == 404


def test_an_upgrade_keeps_the_schedules_place_and_turns_its_shape(api, shifts, account):
    team = api.team()
    old = api.schedule(api.layer("Ana"), teams=[{"id": team}], description="Who helps")
    policy = api.policy({"id": old["id"], "type": "schedule_reference"})
    account.upgrade_schedule(old["id"], [{"events": [shifts.event("Ben")]}, {"events": []}])
    assert api.refused("GET", f"/schedules/{old['id']}")[0] == 404
    new = api.get(f"/v3/schedules/{old['id']}")["schedule"]
    assert (new["id"], new["type"], new["name"]) == (old["id"], "schedule_v3", "Primary")
    assert (new["description"], new["http_cal_url"]) == ("Who helps", old["http_cal_url"])
    assert [one["id"] for one in new["teams"]] == [team]
    assert [len(one["events"]) for one in new["rotations"]] == [1, 0]
    (target,) = api.get(f"/escalation_policies/{policy['id']}")["escalation_policy"][
        "escalation_rules"
    ][0]["targets"]
    assert (target["id"], target["type"]) == (old["id"], "schedule_v3_reference")
    assert [one["user"]["summary"] for one in api.get("/oncalls")["oncalls"]] == ["Ben Okafor"]
    assert [one["id"] for one in api.get("/v3/schedules")["schedules"]] == [old["id"]]
    assert api.get("/schedules")["schedules"] == []


def test_an_upgrade_that_breaks_a_rule_changes_nothing(api, shifts, account):
    schedule = api.schedule(api.layer("Ana"))
    with pytest.raises(SandboxError, match="Name can't be blank"):
        account.upgrade_schedule(schedule["id"], [{"events": [shifts.event("Ben", name="")]}])
    assert api.get(f"/schedules/{schedule['id']}")["schedule"]["name"] == "Primary"
    with pytest.raises(SandboxError, match="Not Found"):
        account.upgrade_schedule("PNOTHING", [])
