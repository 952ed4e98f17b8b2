"""Who is on call by shift-based schedules: recurrences, turns, clock changes, the whole."""

import pytest

MONDAY = "2026-03-02T00:00:00Z"


@pytest.fixture
def days(shifts):
    """The days of March on which an event's shifts begin, with who is on call."""

    def told(*lines, people=("Ana", "Ben"), until="2026-03-31", **fields):
        start, end = "2026-03-02T13:00:00Z", "2026-03-02T14:00:00Z"
        event = shifts.event(*people, start=start, end=end, recurrence=lines, **fields)
        path, _ = shifts.made(event, time_zone="Etc/UTC")
        return " ".join(
            f"{start[8:10].lstrip('0')}{name[0] if name else '-'}"
            for start, _, name in shifts.on_call(path, "2026-03-01", until)
        )

    return told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["RRULE:FREQ=DAILY;INTERVAL=9"], "2A 11B 20A 29B"),
        (["RRULE:FREQ=DAILY;BYDAY=SA,SU"], "7A 8B 14A 15B 21A 22B 28A 29B"),
        (["RRULE:FREQ=WEEKLY"], "2A 9B 16A 23B 30A"),
        (["RRULE:FREQ=WEEKLY;BYDAY=TU,MO;INTERVAL=2"], "2A 3B 16A 17B 30A"),
        (["RRULE:FREQ=WEEKLY;BYDAY=SU,MO;INTERVAL=2;WKST=SU"], "2A 15B 16A 29B 30A"),
        (["RRULE:FREQ=WEEKLY;BYDAY=SU,MO;INTERVAL=2"], "2A 8B 16A 22B 30A"),
        (["RRULE:FREQ=WEEKLY;BYDAY=FR"], "6A 13B 20A 27B"),
        (["RRULE:FREQ=MONTHLY;BYDAY=MO;COUNT=3"], "2A 9B 16A"),
        (["RRULE:FREQ=MONTHLY"], "2A"),
        (["RRULE:FREQ=DAILY;COUNT=3"], "2A 3B 4A"),
        (["RRULE:FREQ=DAILY;UNTIL=20260304T130000Z"], "2A 3B 4A"),
        (["RRULE:FREQ=DAILY;UNTIL=20260304"], "2A 3B"),
        (["RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20260303T130000Z,20260304T120000Z"], "2A 4B 5A"),
        (["RRULE:FREQ=WEEKLY;COUNT=2", "RDATE;TZID=Europe/Paris:20260305T140000"], "2A 5B 9A"),
        (["RRULE:FREQ=HOURLY;INTERVAL=24;COUNT=2"], "2A 3B"),
    ],
)
def test_an_event_recurs_by_its_rule(days, lines, told):
    assert days(*lines) == told


def test_a_month_without_the_day_is_left_out(shifts):
    start, end = "2026-01-31T09:00:00Z", "2026-01-31T10:00:00Z"
    event = shifts.event("Ana", "Ben", start=start, end=end, recurrence=["RRULE:FREQ=MONTHLY"])
    path, _ = shifts.made(event, time_zone="Etc/UTC")
    found = shifts.on_call(path, "2026-02-01", "2026-08-01")
    assert [(start[:10], name) for start, _, name in found] == [
        ("2026-03-31", "Ben"),
        ("2026-05-31", "Ana"),
        ("2026-07-31", "Ben"),
    ]


def test_every_member_takes_several_shifts_before_the_next(days):
    assert days("RRULE:FREQ=DAILY;COUNT=7", turns=3) == "2A 3A 4A 5B 6B 7B 8A"


def test_an_empty_place_is_told_as_such(days):
    assert days("RRULE:FREQ=DAILY;COUNT=3", people=("Ana", None)) == "2A 3- 4A"


def test_everybody_at_once_is_a_shift_for_each(days):
    told = days("RRULE:FREQ=DAILY;COUNT=2", people=("Ben", "Ana", None), every=True)
    assert sorted(told.split()) == ["2-", "2A", "2B", "3-", "3A", "3B"]


def test_shifts_before_an_event_takes_effect_count_for_whose_turn_it_is(days):
    told = days("RRULE:FREQ=DAILY;COUNT=6", effective_since="2026-03-05T00:00:00Z")
    assert told == "5B 6A 7B"


def test_a_successor_with_the_same_start_keeps_everybodys_place(api, shifts):
    people = ("Ana", "Ben", "Chloe")
    before = shifts.event(*people, effective_until="2026-03-05T00:00:00Z")
    after = shifts.event(*people, effective_since="2026-03-05T00:00:00Z")
    path, _ = shifts.made(before, after)
    names = [name for _, _, name in shifts.on_call(path, "2026-03-02", "2026-03-08")]
    assert names == ["Ana", "Ben", "Chloe", "Ana", "Ben", "Chloe"]


def test_a_shift_is_cut_where_its_event_begins_or_ceases_to_be_effective(shifts):
    whole = {"start": MONDAY, "end": "2026-03-03T00:00:00Z"}
    event = shifts.event("Ana", "Ben", **whole, effective_until="2026-03-03T06:00:00Z")
    path, _ = shifts.made(event, time_zone="Etc/UTC")
    assert shifts.on_call(path, "2026-03-01", "2026-03-08") == [
        ("2026-03-02T12:00:00Z", "2026-03-03T00:00:00Z", "Ana"),
        ("2026-03-03T00:00:00Z", "2026-03-03T06:00:00Z", "Ben"),
    ]


@pytest.mark.parametrize(
    ("zone", "hours", "day", "told"),
    [
        # London's clocks go forward on 29 March, New York's on 8 March 2026.
        ("Europe/London", ("09:00", "17:00"), "2026-03-29", "08:00/16:00"),
        ("Europe/London", ("00:00", "04:00"), "2026-03-29", "00:00/03:00"),
        ("Europe/London", ("01:00", "02:00"), "2026-03-29", ""),
        ("America/New_York", ("14:00", "16:00"), "2026-03-07", "14:00/16:00"),
        ("America/New_York", ("14:00", "16:00"), "2026-03-08", "13:00/15:00"),
        # London's go back on 25 October 2026: the first 01:30 is meant.
        ("Europe/London", ("01:30", "03:00"), "2026-10-25", "00:30/03:00"),
        # Lord Howe's go forward by half an hour at 02:00, when this shift would begin.
        ("Australia/Lord_Howe", ("15:00", "18:00"), "2026-10-03", "15:30/18:00"),
    ],
)
def test_a_shift_begins_and_ends_by_the_wall_clock(shifts, zone, hours, day, told):
    start, end = (f"2026-03-01T{hour}:00Z" for hour in hours)
    path, _ = shifts.made(shifts.event("Ana", zone=zone, start=start, end=end), time_zone="UTC")
    found = shifts.on_call(path, f"{day}T00:00:00Z", f"{day}T23:00:00Z")
    assert [f"{begin[11:16]}/{stop[11:16]}" for begin, stop, _ in found] == told.split()


def test_shifts_across_midnight_belong_to_the_day_they_begin(shifts):
    night = {"start": "2026-03-02T20:00:00Z", "end": "2026-03-03T08:00:00Z"}
    weekdays = ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"]
    path, _ = shifts.made(shifts.event("Ana", **night, recurrence=weekdays))
    found = shifts.on_call(path, "2026-03-06T12:00:00Z", "2026-03-08T12:00:00Z")
    assert found == [("2026-03-06T20:00:00+00:00", "2026-03-07T08:00:00+00:00", "Ana")]


def test_the_final_schedule_needs_a_range(api, shifts):
    path, _ = shifts.made(shifts.event("Ana"))
    status, _, errors = api.refused("GET", f"{path}?include[]=final_schedule&since=2026-03-02")
    assert (status, errors) == (400, {"since": ["since and until are required"]})
    assert "final_schedule" not in api.get(path, since="2026-03-02", until="2026-03-03")["schedule"]


def test_shifts_are_cut_at_the_ends_of_the_range_unless_asked(shifts):
    path, _ = shifts.made(shifts.event("Ana"))
    span = ("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z")
    london = "2026-03-03T{}:00:00+00:00".format
    assert shifts.on_call(path, *span) == [(london(10), london(11), "Ana")]
    assert shifts.on_call(path, *span, overflow="true") == [(london("09"), london(17), "Ana")]


def test_shifts_are_told_in_the_schedules_zone_or_another(shifts):
    path, _ = shifts.made(shifts.event("Ana"), time_zone="America/New_York")
    span = ("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z")
    assert shifts.on_call(path, *span)[0][0] == "2026-03-03T05:00:00-05:00"
    told = shifts.on_call(path, *span, time_zone="Asia/Kolkata")
    assert told[0][0] == "2026-03-03T15:30:00+05:30"


def test_coverage_counts_an_instant_once_and_empty_places_not_at_all(api, shifts):
    path, _ = shifts.made(shifts.event("Ana", None))
    ident = path.rpartition("/")[2]
    for people in (("Ben",), ("Chloe",)):
        rotation = f"{path}/rotations/{shifts.rotation(ident)}"
        api.post(f"{rotation}/events", event=shifts.event(*people))
    final = shifts.final(path, "2026-03-03", "2026-03-04")
    assert len(final["computed_shift_assignments"]) == 3
    assert final["rendered_coverage_percentage"] == 33.3
    (only,) = {one["type"] for one in final["computed_shift_assignments"]}
    assert only == "computed_shift_assignment"


def test_nobody_is_on_call_by_an_empty_schedule(shifts):
    path, _ = shifts.made()
    assert shifts.final(path, "2026-03-03", "2026-03-04") == {
        "type": "final_schedule",
        "rendered_coverage_percentage": 0,
        "computed_shift_assignments": [],
    }
