"""Layered schedules with all of their awkward habits."""

import pytest
from sandbox.restrictions import DAILY, MONDAY

HELD = (
    "Schedule can't be deleted if it's being used by an escalation policy snapshot"
    " with open incidents"
)


def names(schedule):
    return [layer["name"] for layer in schedule["schedule_layers"]]


def put_layers(api, schedule, *layers):
    body = {"time_zone": schedule["time_zone"], "schedule_layers": list(layers)}
    return api.put(f"/schedules/{schedule['id']}", schedule=body)


def written(layer, **changes):
    """A layer as read, in the form that a PUT takes."""
    kept = {name: value for name, value in layer.items() if not name.startswith("rendered")}
    return kept | changes


def test_layers_come_back_in_reverse(api):
    schedule = api.schedule(api.layer("Ana", name="bottom"), api.layer("Ben", name="top"))
    assert names(schedule) == ["top", "bottom"]
    assert names(api.get(f"/schedules/{schedule['id']}")["schedule"]) == ["top", "bottom"]


def test_a_get_body_sent_back_turns_the_layers_over(api):
    schedule = api.schedule(api.layer("Ana", name="bottom"), api.layer("Ben", name="top"))
    again = put_layers(api, schedule, *map(written, schedule["schedule_layers"]))
    assert names(again) == ["bottom", "top"]


def test_a_layer_left_out_of_a_put_stays_in_its_place(api):
    schedule = api.schedule(*(api.layer("Ana", name=name) for name in "abc"))
    middle = schedule["schedule_layers"][1]
    after = put_layers(api, schedule, written(middle, name="B"))
    assert names(after) == ["c", "B", "a"]


def test_a_layer_without_an_id_is_a_new_one_on_top(api):
    schedule = api.schedule(api.layer("Ana", name="old"))
    after = put_layers(api, schedule, api.layer("Ana", name="new"))
    assert names(after) == ["new", "old"]
    assert after["schedule_layers"][1]["id"] == schedule["schedule_layers"][0]["id"]


def test_the_order_of_a_put_counts_from_the_bottom(api):
    schedule = api.schedule(api.layer("Ana", name="old"))
    old = written(schedule["schedule_layers"][0])
    assert names(put_layers(api, schedule, api.layer("Ben", name="under"), old)) == ["old", "under"]


def test_an_ended_layer_is_kept_for_ever(api, clock):
    schedule = api.schedule(api.layer("Ana", name="only"))
    ended = written(schedule["schedule_layers"][0], end="2026-03-02T12:00:00Z")
    put_layers(api, schedule, ended)
    clock.forward(days=400)
    (layer,) = api.get(f"/schedules/{schedule['id']}")["schedule"]["schedule_layers"]
    assert (layer["name"], layer["end"]) == ("only", "2026-03-02T12:00:00Z".replace("Z", "+00:00"))


def test_an_end_stays_until_null_clears_it(api):
    schedule = api.schedule(api.layer("Ana", end="2026-09-01T00:00:00Z"))
    layer = written(schedule["schedule_layers"][0])
    del layer["end"]
    (kept,) = put_layers(api, schedule, layer)["schedule_layers"]
    assert kept["end"] == "2026-09-01T01:00:00+01:00"
    (cleared,) = put_layers(api, schedule, layer | {"end": None})["schedule_layers"]
    assert cleared["end"] is None


def test_a_start_in_the_past_becomes_now(api):
    schedule = api.schedule(api.layer("Ana", start="2020-01-01T00:00:00Z"))
    assert schedule["schedule_layers"][0]["start"] == "2026-03-02T12:00:00+00:00"


def test_a_start_in_the_future_is_kept(api):
    schedule = api.schedule(api.layer("Ana", start="2026-05-01T00:00:00.7Z"))
    assert schedule["schedule_layers"][0]["start"] == "2026-05-01T01:00:00+01:00"


def test_an_edited_layer_begins_anew_and_an_unedited_one_does_not(api, clock):
    schedule = api.schedule(api.layer("Ana", name="a"), api.layer("Ben", name="b"))
    clock.forward(hours=5)
    top, bottom = schedule["schedule_layers"]
    after = put_layers(api, schedule, written(bottom), written(top, name="B"))
    starts = {layer["name"]: layer["start"] for layer in after["schedule_layers"]}
    assert starts == {"a": "2026-03-02T12:00:00+00:00", "B": "2026-03-02T17:00:00+00:00"}


def test_layers_need_the_time_zone_beside_them(api):
    schedule = api.schedule(api.layer("Ana"))
    body = {"schedule_layers": [written(schedule["schedule_layers"][0])]}
    refused = api.refused("PUT", f"/schedules/{schedule['id']}", schedule=body)
    assert refused == (400, 2001, ["Time zone can't be blank"])
    renamed = api.put(f"/schedules/{schedule['id']}", schedule={"name": "Other"})
    assert (renamed["name"], len(renamed["schedule_layers"])) == ("Other", 1)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("UTC", "Etc/UTC"),
        ("Europe/London", "Europe/London"),
        ("Eastern Time (US & Canada)", "Eastern Time (US & Canada)"),
    ],
)
def test_a_time_zone_reads_back(api, given, read):
    assert api.schedule(time_zone=given)["time_zone"] == read


def test_an_unknown_time_zone_is_refused(api):
    schedule = {"name": "x", "time_zone": "Europe/Atlantis"}
    refused = api.refused("POST", "/schedules", schedule=schedule)
    assert refused == (400, 2001, ["Time zone is not a valid time zone"])


@pytest.mark.parametrize(
    "start",
    ["2026-03-02T11:00:00+02:00", "2026-03-02T09:00:00", "2026-03-02 09:00:00 +0000 UTC"],
)
def test_a_virtual_start_is_read_in_any_form_and_shown_in_the_schedules_zone(api, start):
    schedule = api.schedule(api.layer("Ana", rotation_virtual_start=start))
    (layer,) = schedule["schedule_layers"]
    assert layer["rotation_virtual_start"] == "2026-03-02T09:00:00+00:00"


def test_the_requests_zone_leaks_into_the_definition(api):
    schedule = api.schedule(
        api.layer("Ana", restrictions=[DAILY, MONDAY]), time_zone="Europe/London"
    )
    read = api.get(f"/schedules/{schedule['id']}", time_zone="America/New_York")["schedule"]
    (layer,) = read["schedule_layers"]
    assert read["time_zone"] == "Europe/London"
    assert layer["rotation_virtual_start"] == "2026-03-02T04:00:00-05:00"
    assert layer["start"] == "2026-03-02T07:00:00-05:00"
    daily, monday = layer["restrictions"]
    assert daily["start_time_of_day"] == "03:00:00"
    assert (monday["start_day_of_week"], monday["start_time_of_day"]) == (7, "21:00:00")


def test_a_list_tells_times_in_the_accounts_zone_unless_asked(api):
    api.schedule(api.layer("Ana", restrictions=[DAILY]), time_zone="Australia/Sydney")
    (listed,) = api.get("/schedules", **{"include[]": "schedule_layers"})["schedules"]
    (layer,) = listed["schedule_layers"]
    assert layer["rotation_virtual_start"] == "2026-03-02T09:00:00Z"
    assert layer["restrictions"][0]["start_time_of_day"] == "21:00:00"
    ways = {"include[]": "schedule_layers", "time_zone": "Australia/Sydney"}
    (told,) = api.get("/schedules", **ways)["schedules"]
    assert told["schedule_layers"][0]["restrictions"][0]["start_time_of_day"] == "08:00:00"


def test_a_list_has_no_layers_and_no_final_schedule_unless_asked(api):
    api.schedule(api.layer("Ana"))
    (listed,) = api.get("/schedules")["schedules"]
    assert not {"schedule_layers", "final_schedule", "overrides_subschedule"} & set(listed)


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        (
            {"rotation_turn_length_seconds": 60},
            "rotation_turn_length_seconds",
            "Rotation turn length must be between 3600 and 31536000",
        ),
        (
            {"rotation_virtual_start": "2026-03-02T09:00:30Z"},
            "rotation_virtual_start",
            "Rotation virtual start must be a whole minute",
        ),
        (
            {"restrictions": [MONDAY | {"duration_seconds": 604_800}]},
            "weekly_restrictions.duration_seconds",
            "Please use a shorter duration or just turn the recurrence off.",
        ),
        (
            {"restrictions": [MONDAY | {"start_day_of_week": 0}]},
            "weekly_restrictions.start_day_of_week",
            "Start day of week must be in 1, 2, 3, 4, 5, 6, 7",
        ),
        ({"start": None}, "start", "Start is not a valid time"),
    ],
)
def test_a_layer_that_pagerduty_refuses(api, change, field, problem):
    schedule = {
        "name": "x",
        "time_zone": "Europe/London",
        "schedule_layers": [api.layer("Ana", **change)],
    }
    refused = api.refused("POST", "/schedules", schedule=schedule)
    assert refused == (400, 3001, {f"rotation_layers.{field}": [problem]})


def test_an_unknown_user_in_a_layer_is_not_found(api):
    layer = api.layer("Ana") | {"users": [{"user": {"id": "PNOBODY", "type": "user_reference"}}]}
    schedule = {"name": "x", "time_zone": "Europe/London", "schedule_layers": [layer]}
    assert api.refused("POST", "/schedules", schedule=schedule) == (404, 2100, "Not Found")


def test_a_schedule_in_a_policy_cannot_be_deleted(api):
    schedule = api.schedule(api.layer("Ana"))
    api.policy({"id": schedule["id"], "type": "schedule_reference"})
    assert api.refused("DELETE", f"/schedules/{schedule['id']}") == (
        400,
        2001,
        ["Schedule can't be deleted if it's being used by escalation policies"],
    )


def test_an_open_incident_holds_the_schedules_of_its_policys_snapshot(api):
    schedule = api.schedule(api.layer("Ana"))
    policy = api.policy({"id": schedule["id"], "type": "schedule_reference"})
    service = api.service(policy)
    incident = open_incident(api, service)
    rules = [{"escalation_delay_in_minutes": 5, "targets": [api.person("Ben")]}]
    api.put(f"/escalation_policies/{policy['id']}", escalation_policy={"escalation_rules": rules})
    assert api.refused("DELETE", f"/schedules/{schedule['id']}") == (
        400,
        2001,
        [HELD],
    )
    resolve(api, incident)
    assert api.delete(f"/schedules/{schedule['id']}") == 204


def open_incident(api, service):
    headers = {"From": "ana.silva@acme.example"}
    body = {"incident": {"type": "incident", "title": "Down", "service": {"id": service["id"]}}}
    return api.client.post("/incidents", json=body, headers=headers).json()["incident"]


def resolve(api, incident):
    headers = {"From": "ana.silva@acme.example"}
    body = {"incident": {"type": "incident_reference", "status": "resolved"}}
    answer = api.client.put(f"/incidents/{incident['id']}", json=body, headers=headers)
    assert answer.status_code == 200


def test_two_schedules_may_have_one_name(api):
    api.schedule(name="Primary")
    api.schedule(name="Primary")
    assert len(api.get("/schedules", query="primary")["schedules"]) == 2


def test_a_layered_schedule_is_refused_by_the_newer_api(api):
    schedule = api.schedule(api.layer("Ana"))
    assert api.get("/v3/schedules")["schedules"] == []
    status, _, message = api.refused("GET", f"/v3/schedules/{schedule['id']}")
    assert (status, message) == (
        400,
        "This is a layer-based schedule. Use the v2 Schedules API to access it.",
    )


def test_who_is_only_in_an_ended_layer_is_no_longer_of_the_schedule_or_its_team(api):
    team = api.team()
    schedule = api.schedule(api.layer("Ana"))
    ended = written(schedule["schedule_layers"][0], end="2026-03-02T12:00:00Z")
    after = put_layers(api, schedule, ended, api.layer("Ben"))
    assert [user["summary"] for user in after["users"]] == ["Ben Okafor"]
    api.put(f"/schedules/{schedule['id']}", schedule={"teams": [{"id": team}]})
    members = api.get(f"/teams/{team}/members")["members"]
    assert [member["user"]["summary"] for member in members] == ["Ben Okafor"]
