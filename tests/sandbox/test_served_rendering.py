"""Who is on call: rendered entries, overrides, previews, and the final schedule."""

from datetime import timedelta

from sandbox.restrictions import DAILY, MONDAY


def entries(part):
    return [
        (entry["start"], entry["end"], entry["user"]["summary"].split()[0])
        for entry in part["rendered_schedule_entries"]
    ]


def test_without_since_and_until_nothing_is_rendered(api):
    schedule = api.schedule(api.layer("Ana"))
    assert schedule["final_schedule"] == {"name": "Final Schedule", "rendered_schedule_entries": []}


def test_the_final_schedule_is_overrides_over_layers_from_the_top(api):
    office = DAILY | {"start_time_of_day": "09:00:00", "duration_seconds": 28_800}
    schedule = api.schedule(
        api.layer("Ana", "Ben"), api.layer("Chloe", restrictions=[office]), name="Stack"
    )
    stand_in(api, schedule, "Daniel", "2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z")
    ways = {"since": "2026-03-04T00:00:00Z", "until": "2026-03-05T00:00:00Z"}
    read = api.get(f"/schedules/{schedule['id']}", **ways)["schedule"]
    day = "2026-03-04T{}+00:00".format
    assert entries(read["final_schedule"]) == [
        (day("00:00:00"), day("09:00:00"), "Ben"),
        (day("09:00:00"), day("10:00:00"), "Chloe"),
        (day("10:00:00"), day("11:00:00"), "Daniel"),
        (day("11:00:00"), day("17:00:00"), "Chloe"),
        (day("17:00:00"), "2026-03-05T00:00:00+00:00", "Ana"),
    ]
    assert read["final_schedule"]["rendered_coverage_percentage"] == 100
    assert entries(read["overrides_subschedule"]) == [(day("10:00:00"), day("11:00:00"), "Daniel")]
    assert read["schedule_layers"][0]["rendered_coverage_percentage"] == 33.3


def test_overflow_shows_whole_entries(api):
    schedule = api.schedule(api.layer("Ana", "Ben"))
    ways = {"since": "2026-03-04T00:00:00Z", "until": "2026-03-04T01:00:00Z"}
    read = api.get(f"/schedules/{schedule['id']}", overflow="true", **ways)["schedule"]
    assert entries(read["final_schedule"]) == [
        ("2026-03-03T09:00:00+00:00", "2026-03-04T09:00:00+00:00", "Ben")
    ]


def stand_in(api, schedule, name, start, end):
    override = {"start": start, "end": end, "user": api.person(name)}
    answer = api.client.post(
        f"/schedules/{schedule['id']}/overrides", json={"overrides": [override]}
    )
    assert answer.status_code == 201
    return answer.json()


def test_overrides_are_answered_one_by_one_in_a_bare_array(api):
    schedule = api.schedule(api.layer("Ana"))
    good = {"start": "2026-03-03T10:00:00Z", "end": "2026-03-03T11:00:00Z"}
    bad = {"start": "2026-03-03T11:00:00Z", "end": "2026-03-03T10:00:00Z"}
    several = [one | {"user": api.person("Ben")} for one in (good, bad)]
    path = f"/schedules/{schedule['id']}/overrides"
    first, second = api.client.post(path, json={"overrides": several}).json()
    assert (first["status"], first["override"]["start"]) == (201, "2026-03-03T10:00:00Z")
    assert (second["status"], second["errors"]) == (400, ["Override must end after its start"])


def test_a_stakeholder_stands_in_for_nobody(api):
    schedule = api.schedule(api.layer("Ana"))
    (one,) = stand_in(api, schedule, "Olga", "2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z")
    assert (one["status"], one["errors"]) == (400, ["Stakeholders cannot be added to schedules"])


def test_one_override_in_the_old_form_is_answered_in_it(api):
    schedule = api.schedule(api.layer("Ana"))
    one = {"start": "2026-03-03T10:00", "end": "2026-03-03T11:00", "user": api.person("Ben")}
    made = api.post(f"/schedules/{schedule['id']}/overrides", override=one)
    assert (made["start"], made["user"]["summary"]) == ("2026-03-03T10:00:00Z", "Ben Okafor")


def test_overrides_are_listed_only_for_a_range(api):
    schedule = api.schedule(api.layer("Ana"))
    stand_in(api, schedule, "Ben", "2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z")
    path = f"/schedules/{schedule['id']}/overrides"
    assert api.refused("GET", path)[:2] == (400, 2003)
    assert len(api.get(path, since="2026-03-03", until="2026-03-04")["overrides"]) == 1
    assert api.get(path, since="2026-03-04", until="2026-03-05")["overrides"] == []


def test_an_override_is_truncated_at_the_bounds_of_the_range_unless_all_is_asked_for(api):
    schedule = api.schedule(api.layer("Ana"))
    whole = "2026-03-03T10:00:00Z", "2026-03-05T11:00:00Z"
    stand_in(api, schedule, "Ben", *whole)
    path, asked = f"/schedules/{schedule['id']}/overrides", {"since": "2026-03-04"}

    def told(**more):
        (one,) = api.get(path, **asked, until="2026-03-05", **more)["overrides"]
        return one["start"], one["end"]

    assert told() == ("2026-03-04T00:00:00Z", "2026-03-05T00:00:00Z")
    assert told(overflow="true") == whole


def test_deleting_an_override_removes_ends_or_refuses(api, clock):
    schedule = api.schedule(api.layer("Ana"))
    path = f"/schedules/{schedule['id']}/overrides"

    def made(start, end):
        answer = stand_in(api, schedule, "Ben", f"2026-03-{start}:00Z", f"2026-03-{end}:00Z")
        return f"{path}/{answer[0]['override']['id']}"

    future, running = made("05T10:00", "05T11:00"), made("02T11:00", "02T18:00")
    assert (api.delete(future), api.delete(running)) == (204, 200)
    (left,) = api.get(path, since="2026-03-01", until="2026-03-08")["overrides"]
    assert left["end"] == "2026-03-02T12:00:00Z"
    assert api.refused("DELETE", running)[:2] == (400, 4004)


def test_a_preview_renders_and_stores_nothing(api):
    body = {"name": "Try", "time_zone": "Europe/London", "schedule_layers": [api.layer("Ana")]}
    answer = api.client.post(
        "/schedules/preview",
        json={"schedule": body},
        params={"since": "2026-03-03T00:00:00Z", "until": "2026-03-03T06:00:00Z"},
    )
    assert answer.status_code == 200
    assert entries(answer.json()["schedule"]["final_schedule"]) == [
        ("2026-03-03T00:00:00+00:00", "2026-03-03T06:00:00+00:00", "Ana")
    ]
    assert api.get("/schedules")["schedules"] == []


def test_the_users_of_a_schedule_are_those_on_call_in_the_range(api):
    schedule = api.schedule(api.layer("Ana", "Ben", "Chloe"))
    path = f"/schedules/{schedule['id']}/users"
    users = api.get(path, since="2026-03-03T00:00:00Z", until="2026-03-04T00:00:00Z")["users"]
    assert [user["name"] for user in users] == ["Ana Silva", "Ben Okafor"]


def test_a_handoff_keeps_its_wall_clock_time_over_a_clock_change(api):
    schedule = api.schedule(api.layer("Ana", "Ben"), time_zone="Europe/London")
    ways = {"since": "2026-03-28T12:00:00Z", "until": "2026-03-30T12:00:00Z"}
    read = api.get(f"/schedules/{schedule['id']}", **ways)["schedule"]
    handoffs = [start for start, _, _ in entries(read["final_schedule"])][1:]
    assert handoffs == ["2026-03-29T09:00:00+01:00", "2026-03-30T09:00:00+01:00"]


def test_a_turn_without_a_window_uses_nobody_up(api, clock):
    weekdays = [
        {**MONDAY, "start_day_of_week": day, "start_time_of_day": "09:00:00"} for day in range(1, 6)
    ]
    schedule = api.schedule(api.layer("Ana", "Ben", "Chloe", restrictions=weekdays))
    clock.forward(hours=-4)
    since = clock.now
    ways = {"since": since.isoformat(), "until": (since + timedelta(days=9)).isoformat()}
    read = api.get(f"/schedules/{schedule['id']}", **ways)["schedule"]
    assert [who for _, _, who in entries(read["final_schedule"])] == [
        "Ben", "Chloe", "Ana", "Ben", "Chloe", "Ana"
    ]  # fmt: skip


def test_what_was_rendered_before_an_edit_stays_as_it_was(api, clock):
    schedule = api.schedule(api.layer("Ana", "Ben"), api.layer("Chloe", restrictions=[DAY]))
    clock.forward(days=3)
    top, bottom = schedule["schedule_layers"]
    edited = bottom | {"users": api.layer("Daniel")["users"]}
    after = edit(api, schedule, top, edited, zone="Asia/Tokyo")

    zone = "Europe/London"
    ways = {"since": "2026-03-04T00:00:00Z", "until": "2026-03-06T00:00:00Z", "time_zone": zone}
    read = api.get(f"/schedules/{schedule['id']}", **ways)["schedule"]
    time = "2026-03-0{}:00:00+00:00".format
    assert entries(read["final_schedule"]) == [
        (time("4T00"), time("4T08"), "Ben"),
        (time("4T08"), time("4T10"), "Chloe"),
        (time("4T10"), time("5T08"), "Ana"),
        (time("5T08"), time("5T10"), "Chloe"),
        (time("5T10"), time("5T12"), "Ben"),
        (time("5T12"), time("6T00"), "Daniel"),
    ]
    assert entries(read["schedule_layers"][0])[-2:] == [
        (time("5T09"), time("5T12"), "Ben"),
        (time("5T12"), time("6T00"), "Daniel"),
    ]
    assert [len(one["schedule_layers"]) for one in (after, read)] == [2, 2]


DAY = DAILY | {"duration_seconds": 7_200}


def edit(api, schedule, *layers, zone):
    """The layers written anew, from the bottom to the top."""
    kept = [{key: one[key] for key in one if not key.startswith("rendered")} for one in layers]
    body = {"time_zone": zone, "schedule_layers": kept}
    return api.put(f"/schedules/{schedule['id']}", schedule=body)


def test_calendars_subscribe_to_schedules_of_either_kind(api, shifts):
    layered = api.schedule(api.layer("Ana"))
    made = api.get(f"/v3/schedules/{shifts.schedule()}")["schedule"]
    for told in (layered, made):
        site, _, path = told["http_cal_url"].partition("://")
        assert (site, told["web_cal_url"]) == ("https", f"webcal://{path}")


def test_a_schedule_tells_when_somebody_is_on_call_next(api, clock):
    made = api.schedule(api.layer("Ana", "Ben"), time_zone="Etc/UTC")
    path, name = f"/schedules/{made['id']}", "include_next_oncall_for_user"

    def told(user):
        return api.get(path, **{name: user})["schedule"].get("next_oncall_for_user")

    ana, ben = told(api.user("Ana")), told(api.user("Ben"))
    assert (ana["start"], ana["end"]) == ("2026-03-02T12:00:00Z", "2026-03-03T09:00:00Z")
    assert (ben["start"], ben["end"]) == ("2026-03-03T09:00:00Z", "2026-03-04T09:00:00Z")
    assert (ben["user"]["summary"], told(api.user("Chloe"))) == ("Ben Okafor", None)
    (listed,) = api.get("/schedules", **{name: api.user("Ben")})["schedules"]
    assert listed["next_oncall_for_user"] == ben
    assert "next_oncall_for_user" not in api.get(path)["schedule"]


def test_a_list_renders_layers_for_who_names_the_clocks(api):
    api.schedule(api.layer("Ana"))
    asked = {"include[]": "schedule_layers", "since": "2026-03-03", "until": "2026-03-04"}

    def entries(**more):
        (schedule,) = api.get("/schedules", **asked, **more)["schedules"]
        return len(schedule["schedule_layers"][0]["rendered_schedule_entries"])

    assert (entries(), entries(time_zone="Etc/UTC")) == (0, 1)


def test_an_override_that_has_begun_cannot_be_edited(api):
    path = f"/schedules/{api.schedule(api.layer('Ana'))['id']}/overrides"
    days = [("2026-03-02T11:00:00Z", "2026-03-02T18:00:00Z"), ("2026-03-03", "2026-03-04")]
    several = [{"start": a, "end": b, "user": api.person("Ben")} for a, b in days]
    api.client.post(path, json={"overrides": several})

    def starts(**asked):
        found = api.get(path, since="2026-03-01", until="2026-03-09", **asked)["overrides"]
        return [one["start"][:10] for one in found]

    assert (starts(), starts(editable="true")) == (["2026-03-02", "2026-03-03"], ["2026-03-03"])
