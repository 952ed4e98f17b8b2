"""Shift-based schedules: what they are called, their rotations, and what clings to them."""

import pytest

from pdsync.sandbox import Account, Habits


def test_a_shift_based_schedule_reads_back(api, shifts):
    path, rotation = shifts.made(shifts.event("Ana", "Ben"), description="Who helps")
    read = api.get(path)["schedule"]
    assert (read["type"], read["name"], read["description"], read["time_zone"]) == (
        "schedule_v3",
        "Shifts",
        "Who helps",
        "Europe/London",
    )
    (told,) = read["rotations"]
    assert (told["type"], told["self"]) == (
        "schedule_rotation",
        f"https://api.pagerduty.com{rotation}",
    )
    (event,) = told["events"]
    assert event == api.get(f"{rotation}/events/{event['id']}")["event"]
    assert len(event["id"]) == len(told["id"]) == 26


def test_it_tells_who_is_on_call(shifts):
    path, _ = shifts.made(shifts.event("Ana", "Ben"))
    assert shifts.on_call(path, "2026-03-03", "2026-03-05") == [
        ("2026-03-03T09:00:00+00:00", "2026-03-03T17:00:00+00:00", "Ben"),
        ("2026-03-04T09:00:00+00:00", "2026-03-04T17:00:00+00:00", "Ana"),
    ]


def test_a_list_holds_references_only(api, shifts):
    schedule = shifts.schedule()
    api.schedule(api.layer("Ana"))
    listed = api.get("/v3/schedules", total="true")
    assert listed == {
        "schedules": [
            {
                "id": schedule,
                "type": "schedule_v3_reference",
                "summary": "Shifts",
                "self": f"https://api.pagerduty.com/v3/schedules/{schedule}",
                "html_url": f"https://acme.pagerduty.com/schedules/{schedule}",
            }
        ],
        "limit": 100,
        "offset": 0,
        "more": False,
    }
    assert [one["type"] for one in api.get("/schedules")["schedules"]] == ["schedule"]


def test_a_list_is_narrowed_by_name_and_team(api, shifts):
    team = api.team()
    shifts.schedule(name="Days")
    shifts.schedule(name="Nights", teams=[{"id": team, "type": "team_reference"}])

    def named(**ways):
        return [one["summary"] for one in api.get("/v3/schedules", **ways)["schedules"]]

    assert (named(), named(query="day")) == (["Days", "Nights"], ["Days"])
    assert named(**{"team_ids[]": team}) == ["Nights"]


def test_pages_of_the_list_are_larger_than_elsewhere(api, shifts):
    assert api.get("/v3/schedules", limit="5000")["limit"] == 1000
    path, _ = shifts.made()
    assert api.get(f"{path}/rotations", limit="5000")["limit"] == 100


@pytest.mark.parametrize("key", ["rotations", "escalation_policies"])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_parts_may_stand_in_the_body_only_if_empty(api, shifts, method, key):
    path = "/v3/schedules" if method == "POST" else f"/v3/schedules/{shifts.schedule()}"
    body = {"name": "New", "time_zone": "Europe/London", key: []}
    assert api.client.request(method, path, json={"schedule": body}).status_code < 300
    status, code, errors = api.refused(method, path, schedule=body | {key: [{}]})
    assert (status, code, list(errors)) == (400, 2001, [f"schedule.{key}"])


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("time_zone", None, "Time zone cannot be empty."),
        ("time_zone", "Europe/Atlantis", "Time zone is not a valid time zone"),
        ("name", "", "Name can't be blank"),
        ("name", "x" * 256, "Name is too long (maximum is 255 characters)"),
        ("description", "x" * 1025, "Description is too long (maximum is 1024 characters)"),
    ],
)
def test_a_schedule_that_pagerduty_refuses(api, field, value, problem):
    body = {"name": "New", "time_zone": "Europe/London", field: value}
    refused = api.refused("POST", "/v3/schedules", schedule=body)
    assert refused == (400, 2001, {f"schedule.{field}": [problem]})


def test_a_put_changes_what_it_names(api, shifts):
    path, rotation = shifts.made(description="Who helps")
    told = api.put(path, schedule={"name": "Renamed", "time_zone": "UTC"})
    assert (told["name"], told["description"], told["time_zone"]) == (
        "Renamed",
        "Who helps",
        "Etc/UTC",
    )
    assert [one["id"] for one in told["rotations"]] == [rotation.rpartition("/")[2]]


def test_a_deleted_schedule_is_gone(api, shifts):
    path, rotation = shifts.made(shifts.event("Ana"))
    assert api.delete(path) == 204
    assert api.refused("GET", path)[0] == 404
    assert api.refused("GET", rotation)[0] == 404
    assert api.get("/v3/schedules")["schedules"] == []


def test_a_rotation_is_made_of_nothing_and_cannot_be_changed(api, shifts):
    path, rotation = shifts.made()
    assert api.get(f"{path}/rotations")["rotations"] == [api.get(rotation)["rotation"]]
    assert api.refused("POST", f"{path}/rotations", name="Days")[0] == 400
    assert api.refused("PUT", rotation, rotation={})[0] == 405


def test_a_schedule_has_at_most_ten_rotations(api, shifts):
    path, rotation = shifts.made()
    ident = path.rpartition("/")[2]
    for _ in range(9):
        shifts.rotation(ident)
    assert api.refused("POST", f"{path}/rotations")[0] == 400
    api.delete(rotation)
    shifts.rotation(ident)


def test_a_deleted_rotation_ends_now_and_leaves_its_history(api, shifts, clock):
    event = shifts.event("Ana", effective_until="2026-03-04T00:00:00Z")
    later = shifts.event("Ben", effective_since="2026-03-04T00:00:00Z")
    path, rotation = shifts.made(event, later)
    clock.forward(hours=3)
    assert api.delete(rotation) == 204
    assert api.refused("GET", rotation)[0] == 404
    assert api.refused("DELETE", rotation)[0] == 404
    assert api.get(path)["schedule"]["rotations"] == []
    assert shifts.on_call(path, "2026-03-01", "2026-03-08") == [
        ("2026-03-02T12:00:00+00:00", "2026-03-02T15:00:00+00:00", "Ana")
    ]


def test_a_schedule_may_tell_its_rotations_without_their_events(connect, shifts):
    path, rotation = shifts.made(shifts.event("Ana"))
    client = connect(habits=Habits(rate_limit=0, brief_rotations=True))
    (told,) = client.get(path).json()["schedule"]["rotations"]
    assert "events" not in told
    assert len(client.get(rotation).json()["rotation"]["events"]) == 1


def test_people_are_told_only_to_who_asks(api, shifts):
    path, _ = shifts.made(shifts.event("Ana", "Ben", None, "Ana"))
    assert "users" not in api.get(path)["schedule"]
    users = api.get(path, **{"include[]": "users"})["schedule"]["users"]
    assert [user["summary"] for user in users] == ["Ana Silva", "Ben Okafor"]


def test_a_seed_may_hold_shift_based_schedules(shifts, connect, clock):
    people = [{"id": "PANA", "name": "Ana", "email": "ana@acme.example"}]
    strategy = {"type": "every_member_assignment_strategy"}
    strategy["members"] = [{"type": "user_member", "user_id": "PANA"}]
    event = shifts.event() | {"id": "EVENT", "assignment_strategy": strategy}
    event["effective_since"] = "2026-01-01T00:00:00Z"
    rotations = [{"id": "ROTATION", "events": [event]}]
    schedule = {"id": "PSHIFTS", "name": "Days", "time_zone": "Etc/UTC", "rotations": rotations}
    seed = {"users": people, "shift_schedules": [schedule]}
    planted = Account.open(":memory:", seed=seed, clock=clock)
    told = connect(account=planted).get("/v3/schedules/PSHIFTS").json()["schedule"]
    (kept,) = told["rotations"][0]["events"]
    assert (kept["id"], kept["effective_since"]) == ("EVENT", "2026-01-01T00:00:00Z")
    planted.close()
