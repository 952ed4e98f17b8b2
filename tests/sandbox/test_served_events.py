"""Events of a rotation: what is taken, what it becomes, and what time allows."""

import pytest

NOW = "2026-03-02T12:00:00Z"
TOMORROW = "2026-03-03T12:00:00Z"
ONLY_END = "Active events can only change effective_until"


@pytest.fixture
def rotation(shifts):
    """The path of a new rotation."""
    return shifts.made()[1]


def added(api, rotation, event):
    return api.post(f"{rotation}/events", event=event)


@pytest.fixture
def refused(api, shifts, rotation):
    """How a new event with some changes is refused."""
    return lambda change: api.refused(
        "POST", f"{rotation}/events", event=shifts.event("Ana") | change
    )


def path_of(rotation, event):
    return f"{rotation}/events/{event['id']}"


def test_an_event_reads_back_normalised(api, shifts, rotation):
    start = {"start": "2026-03-02T09:00:00+02:00", "end": "2026-03-02T09:00:00"}
    made = added(api, rotation, shifts.event("Ana", None, zone="UTC", **start))
    assert made["type"] == "schedule_event"
    assert made["start_time"] == {"date_time": "2026-03-02T07:00:00Z", "time_zone": "Etc/UTC"}
    assert made["end_time"] == {"date_time": "2026-03-02T09:00:00Z", "time_zone": "Etc/UTC"}
    assert (made["effective_since"], made["effective_until"]) == (NOW, None)
    assert made["recurrence"] == ["RRULE:FREQ=DAILY"]
    assert made["assignment_strategy"] == {
        "type": "rotating_member_assignment_strategy",
        "shifts_per_member": 1,
        "members": [
            {"type": "user_member", "user_id": api.user("Ana")},
            {"type": "empty_member"},
        ],
    }


def test_everybody_at_once_needs_no_shifts_per_member(api, shifts, rotation):
    made = added(api, rotation, shifts.event("Ana", "Ben", every=True))
    assert "shifts_per_member" not in made["assignment_strategy"]


def test_a_stakeholder_is_no_member(api, shifts, rotation):
    refused = api.refused("POST", f"{rotation}/events", event=shifts.event("Ana", "Olga"))
    assert refused == (400, 2001, {"request": ["Stakeholders cannot be added to schedules"]})


def test_an_event_effective_in_the_past_is_effective_now(api, shifts, rotation):
    made = added(api, rotation, shifts.event("Ana", effective_since="2020-01-01T00:00:00Z"))
    assert made["effective_since"] == NOW


def test_events_are_listed_by_when_they_take_effect(api, shifts, rotation):
    later = shifts.event("Ana", effective_since="2026-06-01T00:00:00Z")
    sooner = shifts.event("Ben", effective_until="2026-06-01T00:00:00Z", name="Sooner")
    for event in (later, sooner):
        added(api, rotation, event)
    listed = api.get(f"{rotation}/events")
    assert [event["name"] for event in listed["events"]] == ["Sooner", "Office hours"]
    assert api.get(rotation)["rotation"]["events"] == listed["events"]


STRATEGY = {"type": "rotating_member_assignment_strategy", "shifts_per_member": 1}
NOBODY = {"type": "empty_member"}


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"name": None}, "name", "Name can't be blank"),
        ({"name": "x" * 256}, "name", "Name is too long (maximum is 255 characters)"),
        (
            {"effective_since": "2027-03-02T12:00:01Z"},
            "effective_since",
            "Date cannot be more than 12 months in the future",
        ),
        (
            {"effective_until": NOW},
            "effective_until",
            "Date must be in the future and after effective_since",
        ),
        (
            {"start_time": {"date_time": NOW, "time_zone": ""}},
            "start_time",
            "Start time needs a time zone. Time zone cannot be empty.",
        ),
        (
            {"start_time": {"date_time": "2026-03-02T17:00:00Z", "time_zone": "Etc/UTC"}},
            "end_time",
            "End time must be after the start time",
        ),
        (
            {"assignment_strategy": STRATEGY | {"members": []}},
            "assignment_strategy",
            "Assignment strategy needs between 1 and 20 members",
        ),
        (
            {"assignment_strategy": STRATEGY | {"members": [NOBODY] * 21}},
            "assignment_strategy",
            "Assignment strategy needs between 1 and 20 members",
        ),
        (
            {"assignment_strategy": STRATEGY | {"members": [NOBODY], "shifts_per_member": 0}},
            "assignment_strategy",
            "Assignment strategy shifts_per_member must be greater than or equal to 1",
        ),
        (
            {"assignment_strategy": STRATEGY | {"members": [NOBODY], "shifts_per_member": None}},
            "assignment_strategy",
            "Assignment strategy shifts_per_member is not a number",
        ),
        (
            {"assignment_strategy": {"type": "whoever", "members": [NOBODY]}},
            "assignment_strategy",
            "Assignment strategy needs a type of rotating_member_assignment_strategy"
            " or every_member_assignment_strategy",
        ),
        (
            {
                "assignment_strategy": STRATEGY
                | {"members": [{"type": "user_member", "user_id": "PNOBODY"}]}
            },
            "assignment_strategy",
            "Assignment strategy has a member PNOBODY who is not a user of the account",
        ),
    ],
)
def test_an_event_that_pagerduty_refuses(refused, change, field, problem):
    assert refused(change) == (400, 2001, {f"event.{field}": [problem]})


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([], "must contain exactly one RRULE, and beside it only EXDATE and RDATE"),
        (["RRULE:FREQ=DAILY"] * 2, "must contain exactly one RRULE"),
        (["RRULE:FREQ=DAILY", "EXRULE:FREQ=DAILY"], "must contain exactly one RRULE"),
        (["EXDATE:20260302T090000Z"], "must contain exactly one RRULE"),
        (["RRULE:INTERVAL=2"], "RRULE needs a FREQ of HOURLY, DAILY, WEEKLY, MONTHLY"),
        (["RRULE:FREQ=MINUTELY"], "RRULE needs a FREQ of HOURLY, DAILY, WEEKLY, MONTHLY"),
        (["RRULE:FREQ=DAILY;INTERVAL=0"], "RRULE has 0 where a number of at least 1 belongs"),
        (["RRULE:FREQ=WEEKLY;BYDAY=1MO"], "RRULE has 1MO where one of MO, TU"),
        (["RRULE:FREQ=DAILY;COUNT=2;UNTIL=20260401"], "RRULE may have COUNT or UNTIL, not both"),
        (["RRULE:FREQ=DAILY;BYSETPOS=1"], "RRULE has BYSETPOS without another BY part"),
        (["RRULE:FREQ=DAILY", "EXDATE:soon"], "soon is not a time such as 20260302T090000Z"),
        (["RRULE:FREQ=DAILY", "RDATE:20260231T000000Z"], "20260231T000000Z is not a time such as"),
        ("RRULE:FREQ=DAILY", "must be a list of strings"),
    ],
)
def test_a_recurrence_that_pagerduty_refuses(refused, lines, problem):
    _, _, errors = refused({"recurrence": lines})
    assert errors["event.recurrence"][0].startswith(f"Recurrence {problem}")


def test_every_problem_of_an_event_is_told_at_once(api, rotation):
    _, _, errors = api.refused("POST", f"{rotation}/events", event={"name": ""})
    assert list(errors) == [
        f"event.{field}"
        for field in (
            *("name", "start_time", "end_time"),
            *("effective_since", "recurrence", "assignment_strategy"),
        )
    ]


def test_a_rotation_has_at_most_five_events_to_come(api, shifts, rotation):
    for month in range(3, 8):
        bounds = (f"2026-{month:02}-02T12:00:00Z", f"2026-{month + 1:02}-02T12:00:00Z")
        since, until = bounds
        added(api, rotation, shifts.event("Ana", effective_since=since, effective_until=until))
    sixth = shifts.event("Ana", effective_since="2026-09-01T00:00:00Z")
    refused = api.refused("POST", f"{rotation}/events", event=sixth)
    assert refused == (400, 2001, {"rotation.events": ["A rotation may have at most 5 events"]})


def test_past_events_do_not_count_among_the_five(api, shifts, rotation, clock):
    for day in range(3, 8):
        bounds = (f"2026-03-{day:02}T00:00:00Z", f"2026-03-{day + 1:02}T00:00:00Z")
        since, until = bounds
        added(api, rotation, shifts.event("Ana", effective_since=since, effective_until=until))
    clock.forward(days=2)
    added(api, rotation, shifts.event("Ana", effective_since="2026-09-01T00:00:00Z"))
    assert len(api.get(f"{rotation}/events")["events"]) == 6


def test_events_of_a_rotation_cannot_overlap(api, shifts, rotation):
    first = added(api, rotation, shifts.event("Ana", effective_until=TOMORROW))
    added(api, rotation, shifts.event("Ben", effective_since=TOMORROW))
    overlap = {"rotation.events": ["Events of a rotation cannot overlap"]}
    longer = {"effective_until": "2026-03-03T12:00:01Z"}
    assert api.refused("PUT", path_of(rotation, first), event=longer) == (400, 2001, overlap)
    again = api.refused("POST", f"{rotation}/events", event=shifts.event("Ana"))
    assert again == (400, 2001, overlap)


def test_anything_of_a_future_event_can_change(api, shifts, rotation):
    future = added(api, rotation, shifts.event("Ana", effective_since=TOMORROW))
    changed = {"name": "Nights", "effective_since": "2020-01-01T00:00:00Z"}
    told = api.put(path_of(rotation, future), event=changed)
    assert (told["name"], told["effective_since"]) == ("Nights", NOW)
    assert told["assignment_strategy"] == future["assignment_strategy"]


def test_only_the_end_of_an_active_event_can_change(api, shifts, rotation):
    active = added(api, rotation, shifts.event("Ana"))
    path = path_of(rotation, active)
    for key in ("start_time", "end_time", "effective_since"):
        body = {key: active[key], "effective_until": TOMORROW}
        assert api.refused("PUT", path, event=body)[2] == {f"event.{key}": [ONLY_END]}
    strategy = active["assignment_strategy"]
    renamed = {"name": "Nights", "assignment_strategy": strategy}
    assert api.refused("PUT", path, event=renamed)[2] == {"event.name": [ONLY_END]}
    same = {"name": active["name"], "assignment_strategy": strategy, "effective_until": TOMORROW}
    assert api.put(path, event=same)["effective_until"] == TOMORROW
    assert api.put(path, event={"effective_until": None})["effective_until"] is None
    status, _, errors = api.refused("PUT", path, event={"effective_until": NOW})
    assert (status, list(errors)) == (400, ["event.effective_until"])


def test_a_past_event_stays_as_it_was(api, shifts, rotation, clock):
    past = added(api, rotation, shifts.event("Ana", effective_until=TOMORROW))
    clock.forward(days=1)
    path = path_of(rotation, past)
    refused = api.refused("PUT", path, event={"effective_until": None})
    assert refused == (400, 2001, {"event": ["Past events cannot be modified"]})
    assert api.refused("DELETE", path)[0] == 400
    assert api.get(path)["event"] == past


def test_deleting_an_active_event_ends_it_now(api, shifts, rotation, clock):
    active = added(api, rotation, shifts.event("Ana"))
    clock.forward(hours=3)
    assert api.delete(path_of(rotation, active)) == 204
    kept = api.get(path_of(rotation, active))["event"]
    assert kept["effective_until"] == "2026-03-02T15:00:00Z"
    added(api, rotation, shifts.event("Ben"))


def test_deleting_a_future_event_removes_it(api, shifts, rotation):
    future = added(api, rotation, shifts.event("Ana", effective_since=TOMORROW))
    assert api.delete(path_of(rotation, future)) == 204
    assert api.refused("GET", path_of(rotation, future))[0] == 404


def test_an_event_is_found_only_in_its_rotation_and_schedule(api, shifts, rotation):
    event = added(api, rotation, shifts.event("Ana"))
    _, other = shifts.made()
    assert api.refused("GET", path_of(other, event))[0] == 404
    foreign = f"/v3/schedules/{shifts.schedule()}/rotations/{rotation.rpartition('/')[2]}"
    assert api.refused("GET", foreign)[0] == 404
