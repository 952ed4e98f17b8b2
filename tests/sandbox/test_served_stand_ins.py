"""Custom shifts and overrides of shift-based schedules: one-off changes, never configuration."""

import pytest

TEN, NOON, TWO, FOUR = (f"2026-03-02T{hour}:00:00Z" for hour in (10, 12, 14, 16))
LATER = {"start_time": "2026-03-03T10:00:00Z", "end_time": "2026-03-03T12:00:00Z"}
MARCH = {"since": "2026-03-01", "until": "2026-04-01"}
START_END = "End time must be in the future and after the start time"


@pytest.fixture
def rota(shifts):
    """The path of a schedule in UTC whose one rotation has Ana and Ben in turn."""
    return shifts.made(shifts.event("Ana", "Ben"), time_zone="Etc/UTC")


@pytest.fixture
def custom(api, shifts):
    """Makes a custom shift of a schedule; gives its path."""

    def made(path, who="Chloe", **times):
        assignment = {"type": "shift_assignment", "member": shifts.member(who)}
        shift = {"type": "custom_shift", **LATER, **times, "assignments": [assignment]}
        (one,) = api.post(f"{path}/custom_shifts", custom_shifts=[shift])
        return f"{path}/custom_shifts/{one['id']}"

    return made


@pytest.fixture
def override(api, shifts):
    """Makes an override of a schedule; gives its path."""

    def made(path, planned, instead, **fields):
        (one,) = api.post(
            f"{path}/overrides", overrides=[stand_in(shifts, planned, instead, **fields)]
        )
        return f"{path}/overrides/{one['id']}"

    return made


def stand_in(shifts, planned, instead, **fields):
    source = {name: path.rpartition("/")[2] for name, path in fields.items() if "_id" in name}
    members = {
        "overridden_member": shifts.member(planned),
        "overriding_member": shifts.member(instead),
    }
    return {"type": "override_shift", **LATER, **members, **fields, **source}


def test_a_custom_shift_reads_back_and_is_on_beside_the_rest(api, shifts, rota, custom):
    path, _ = rota
    made = api.get(custom(path))["custom_shift"]
    assert {key: made[key] for key in ("type", "start_time", "end_time")} == {
        "type": "custom_shift",
        **LATER,
    }
    (assignment,) = made["assignments"]
    assert assignment["member"] == shifts.member("Chloe")
    assert shifts.on_call(path, "2026-03-03", "2026-03-04") == [
        ("2026-03-03T09:00:00Z", "2026-03-03T17:00:00Z", "Ben"),
        (LATER["start_time"], LATER["end_time"], "Chloe"),
    ]
    (_, told) = shifts.final(path, "2026-03-03", "2026-03-04")["computed_shift_assignments"]
    assert told["source"] == {"type": "custom_shift", "shift_id": made["id"]}


def test_custom_shifts_are_listed_for_a_range(api, rota, custom):
    path, _ = rota
    custom(path)
    custom(path, start_time=TWO, end_time=FOUR)
    listed = api.get(f"{path}/custom_shifts", **MARCH, time_zone="Asia/Kolkata")
    assert (listed["limit"], listed["more"]) == (25, False)
    assert [one["start_time"] for one in listed["custom_shifts"]] == [
        "2026-03-02T19:30:00+05:30",
        "2026-03-03T15:30:00+05:30",
    ]
    span = {"since": FOUR, "until": "2026-03-03T10:00:00Z"}
    assert api.get(f"{path}/custom_shifts", **span)["custom_shifts"] == []
    assert api.refused("GET", f"{path}/custom_shifts?since=2026-03-01")[0] == 400


def test_a_custom_shift_has_exactly_one_assignment(api, shifts, rota):
    path, _ = rota
    one = {"type": "shift_assignment", "member": shifts.member("Ana")}
    for several in ([], [one, one]):
        shift = {"type": "custom_shift", **LATER, "assignments": several}
        _, _, errors = api.refused("POST", f"{path}/custom_shifts", custom_shifts=[shift])
        assert errors == {
            "custom_shift.assignments": ["Assignments must be a list of exactly one assignment"]
        }


def test_of_several_custom_shifts_all_are_made_or_none(api, shifts, rota):
    path, _ = rota
    member = {"type": "shift_assignment", "member": shifts.member("Ana")}
    good = {"type": "custom_shift", **LATER, "assignments": [member]}
    bad = good | {"end_time": LATER["start_time"]}
    refused = api.refused("POST", f"{path}/custom_shifts", custom_shifts=[good, bad])
    assert refused == (400, 2001, {"custom_shift.end_time": [START_END]})
    assert api.get(f"{path}/custom_shifts", **MARCH)["custom_shifts"] == []


def test_of_a_custom_shift_that_has_started_only_the_end_can_change(api, rota, custom, clock):
    path, _ = rota
    future = custom(path, start_time=TWO, end_time=FOUR)
    moved = api.put(future, custom_shift={"start_time": NOON.replace("00:00Z", "30:00Z")})
    assert moved["start_time"] == "2026-03-02T12:30:00Z"
    clock.forward(hours=1)
    assert api.refused("PUT", future, custom_shift={"start_time": TWO})[0] == 400
    assert api.put(future, custom_shift={"end_time": TWO})["end_time"] == TWO


def test_deleting_a_custom_shift_removes_ends_or_refuses(api, rota, custom, clock):
    path, _ = rota
    future, running = custom(path), custom(path, start_time=TEN, end_time=TWO)
    assert (api.delete(future), api.delete(running)) == (204, 204)
    assert api.refused("GET", future)[0] == 404
    assert api.get(running)["custom_shift"]["end_time"] == NOON
    assert api.refused("DELETE", running)[0] == 400


def test_an_override_replaces_its_member_in_its_rotation_only(api, shifts, rota, override):
    path, rotation = rota
    other = f"{path}/rotations/{shifts.rotation(path.rpartition('/')[2])}"
    api.post(f"{other}/events", event=shifts.event("Ben", "Ana"))
    made = override(path, "Ben", "Daniel", rotation_id=rotation)
    day = "2026-03-03T{}:00:00Z".format
    assert sorted(shifts.on_call(path, "2026-03-03", "2026-03-04")) == [
        (day("09"), day(10), "Ben"),
        (day("09"), day(17), "Ana"),
        (day(10), day(12), "Daniel"),
        (day(12), day(17), "Ben"),
    ]
    told = shifts.final(path, day(10), day(12))["computed_shift_assignments"]
    assert {
        "type": "schedule_rotation_override",
        "rotation_id": rotation.rpartition("/")[2],
        "override_id": made.rpartition("/")[2],
    } in [one["source"] for one in told]


def test_who_is_not_planned_is_not_replaced(shifts, rota, override):
    path, rotation = rota
    override(path, "Ana", "Daniel", rotation_id=rotation)
    names = [name for _, _, name in shifts.on_call(path, "2026-03-03", "2026-03-04")]
    assert names == ["Ben"]


def test_nobody_may_stand_in_and_somebody_for_nobody(shifts, override):
    path, rotation = shifts.made(shifts.event("Ana", None), time_zone="Etc/UTC")
    override(path, None, "Ben", rotation_id=rotation)
    day = {"start_time": "2026-03-04T09:00:00Z", "end_time": "2026-03-04T17:00:00Z"}
    override(path, "Ana", None, rotation_id=rotation, **day)
    found = shifts.on_call(path, "2026-03-03", "2026-03-05")
    assert [name for _, _, name in found] == [None, "Ben", None, None]
    assert shifts.final(path, "2026-03-04", "2026-03-05")["rendered_coverage_percentage"] == 0


def test_the_newest_of_two_overrides_wins(shifts, rota, override):
    path, rotation = rota
    override(path, "Ben", "Chloe", rotation_id=rotation)
    override(
        path, "Ben", "Daniel", rotation_id=rotation,
        start_time="2026-03-03T11:00:00Z", end_time="2026-03-03T13:00:00Z",
    )  # fmt: skip
    found = shifts.on_call(path, "2026-03-03", "2026-03-04")
    assert [(start[11:13], end[11:13], name) for start, end, name in found] == [
        ("09", "10", "Ben"),
        ("10", "11", "Chloe"),
        ("11", "13", "Daniel"),
        ("13", "17", "Ben"),
    ]


def test_a_custom_shift_can_be_overridden(shifts, rota, custom, override):
    path, _ = rota
    shift = custom(path)
    made = override(path, "Chloe", "Daniel", custom_shift_id=shift)
    (_, told) = shifts.final(path, "2026-03-03", "2026-03-04")["computed_shift_assignments"]
    assert told["member"] == shifts.member("Daniel")
    assert told["source"] == {
        "type": "custom_shift_override",
        "shift_id": shift.rpartition("/")[2],
        "override_id": made.rpartition("/")[2],
    }


def test_an_override_is_of_a_rotation_or_of_a_custom_shift(api, shifts, rota, custom):
    path, rotation = rota
    both = {"rotation_id": rotation, "custom_shift_id": custom(path)}
    for sources in ({}, both):
        body = stand_in(shifts, "Ana", "Ben", **sources)
        _, _, errors = api.refused("POST", f"{path}/overrides", overrides=[body])
        assert errors == {"override": ["Give either rotation_id or custom_shift_id"]}
    _, foreign = shifts.made()
    body = stand_in(shifts, "Ana", "Ben", rotation_id=foreign)
    _, _, errors = api.refused("POST", f"{path}/overrides", overrides=[body])
    assert errors == {"override.rotation_id": ["There is no such part of the schedule"]}


def test_an_override_reads_back_and_can_change(api, shifts, rota, override):
    path, rotation = rota
    made = override(path, "Ben", "Daniel", rotation_id=rotation)
    changed = api.put(made, override={"end_time": FOUR.replace("02T", "04T"), "rotation_id": "x"})
    assert changed == api.get(made)["override"]
    assert (changed["end_time"], changed["rotation_id"]) == (
        "2026-03-04T16:00:00Z",
        rotation.rpartition("/")[2],
    )
    assert [one["id"] for one in api.get(f"{path}/overrides", **MARCH)["overrides"]] == [
        changed["id"]
    ]
    assert (changed["overridden_member"], changed["overriding_member"]) == (
        shifts.member("Ben"),
        shifts.member("Daniel"),
    )
    assert "custom_shift_id" not in changed


def test_deleting_an_override_removes_or_ends_it(api, rota, override, clock):
    path, rotation = rota
    future = override(path, "Ben", "Daniel", rotation_id=rotation)
    running = override(path, "Ana", "Ben", rotation_id=rotation, start_time=TEN, end_time=TWO)
    assert (api.delete(future), api.delete(running)) == (204, 204)
    assert api.refused("GET", future)[0] == 404
    assert api.get(running)["override"]["end_time"] == NOON
    refused = api.refused("PUT", running, override={"overriding_member": {"type": "empty_member"}})
    assert refused == (400, 2001, {"override": ["What has ended cannot be changed"]})


def test_lists_of_them_are_not_counted(api, rota):
    path, _ = rota
    for part in ("custom_shifts", "overrides"):
        assert api.get(f"{path}/{part}", **MARCH, total="true") == {
            part: [],
            "limit": 25,
            "offset": 0,
            "more": False,
        }


def test_of_an_override_that_has_started_only_the_end_can_change(api, shifts, rota, override):
    path, rotation = rota
    made = override(path, "Ana", "Daniel", rotation_id=rotation, start_time=TEN, end_time=FOUR)
    for change in ({"start_time": TWO}, {"overriding_member": shifts.member("Ben")}):
        _, _, errors = api.refused("PUT", made, override=change)
        said = "Of an override that has started only end_time can change"
        assert errors == {"override": [said]}
    assert api.put(made, override={"end_time": TWO})["end_time"] == TWO


@pytest.mark.parametrize("given", [None, "override"])
def test_an_override_says_its_type(given, api, shifts, rota):
    path, rotation = rota
    body = stand_in(shifts, "Ana", "Ben", rotation_id=rotation) | {"type": given}
    _, _, errors = api.refused("POST", f"{path}/overrides", overrides=[body])
    assert errors == {"override.type": ["Type must be override_shift"]}


def test_of_what_reaches_beyond_the_range_only_overflow_tells_all(api, rota, custom, override):
    path, rotation = rota
    custom(path)
    override(path, "Ben", "Daniel", rotation_id=rotation)
    ends = "2026-03-03T11:00:00Z", "2026-03-03T11:30:00Z"
    span = dict(zip(("since", "until"), ends, strict=True))
    whole = LATER["start_time"], LATER["end_time"]
    for part in ("custom_shifts", "overrides"):
        for asked, told in (({}, ends), ({"overflow": "true"}, whole)):
            (one,) = api.get(f"{path}/{part}", **span, **asked)[part]
            assert (one["start_time"], one["end_time"]) == told
