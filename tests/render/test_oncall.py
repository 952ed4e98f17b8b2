"""Who is on call because of a plan, where a whole plan is too much to set up."""

from plans import plan

from pdsync.render import PLAIN, Style
from pdsync.render.plan import plan_json, plan_text, with_time_zone

MINUS = "\N{MINUS SIGN}"
ONE = {
    "key": "primary",
    "name": "Primary",
    "id": "PSCHED1",
    "time_zone": "Europe/London",
    "unknown": None,
    "now": {"old": ["a@x.example"], "new": ["b@x.example"], "until": "2026-12-28T09:00:00Z"},
    "changes": [
        {
            "start": "2026-12-21T10:00:00Z",
            "end": "2026-12-28T09:00:00Z",
            "old": ["a@x.example"],
            "new": ["b@x.example"],
        },
        {
            "start": "2027-01-04T09:00:00Z",
            "end": "2027-01-04T17:30:15Z",
            "old": [],
            "new": ["a@x.example", "b@x.example"],
        },
    ],
    "gaps": {"before": [], "after": []},
    "coverage": {
        side: {"always": True, "proven": True, "weekly_seconds": 0} for side in ("before", "after")
    },
    "settled": True,
    "later": None,
    "moot": [],
}


def shown(*schedules, levels=(), twins=(), style=PLAIN, zone=None):
    oncall = {
        "since": "2026-12-21T10:00:00Z",
        "until": "2027-01-18T10:00:00Z",
        "schedules": list(schedules),
        "levels": list(levels),
        "services": [],
        "same_person": list(twins),
        "handoff": None,
    }
    row = {**plan_json(plan()), "oncall": oncall}
    text = plan_text(with_time_zone(row, zone) if zone else row, style)
    return text.split("\n\n")[1].replace("\u2013", "-").splitlines()


def test_a_year_that_is_not_the_present_one_is_told():
    assert shown(ONE) == [
        "Who is on call (next 4 weeks) · Europe/London",
        "  Primary",
        "    ! now                               a@x.example → b@x.example at once,",
        "                                        until Mon 28 Dec 09:00",
        "      Mon 4 Jan 2027 09:00 - 17:30:15   a@x.example, b@x.example",
        "      … then all is as before",
    ]


def test_where_somebody_new_never_hands_over_those_who_lose_their_turns_are_told():
    now = {"old": ["a@x.example"], "new": ["b@x.example"], "until": None}
    later = [{**ONE["changes"][0], "start": "2026-12-28T09:00:00Z", "end": "2027-01-04T09:00:00Z"}]
    lines = shown(ONE | {"now": now, "changes": [*ONE["changes"][:1], *later], "settled": False})
    assert [" ".join(line.split()) for line in lines[-3:]] == [
        "! now a@x.example → b@x.example at",
        "once",
        "Mon 28 Dec 09:00 - Mon 4 Jan 2027 09:00 a@x.example → b@x.example",
    ]


def cut_at_the_end(ends, people=("a@x.example",)):
    change = {
        "start": "2027-01-15T17:00:00Z",
        "end": "2027-01-18T10:00:00Z",
        "ends": ends,
        "old": ["c@x.example"],
        "new": [*people],
    }
    now = {"old": ["a@x.example"], "new": ["a@x.example"], "until": None}
    return shown(ONE | {"now": now, "changes": [change], "settled": False})[-1]


def test_what_is_cut_by_the_end_of_the_range_has_its_own_end():
    assert "Fri 15 Jan 2027 17:00 - Mon 25 Jan 2027 09:00 " in cut_at_the_end(
        "2027-01-25T09:00:00Z"
    )
    assert "from Fri 15 Jan 2027 17:00 on " in cut_at_the_end(None)


def test_the_end_of_whoever_stays_on_call_is_told_when_it_moves():
    now = {
        "old": ["a@x.example"],
        "new": ["a@x.example"],
        "until": "2026-12-25T17:00:00Z",
        "was_until": "2026-12-28T09:00:00Z",
    }
    text = " ".join(" ".join(shown(ONE | {"now": now})).split())
    assert "a@x.example until Fri 25 Dec 17:00, was until Mon 28 Dec 09:00" in text


def test_a_gap_that_several_would_have_had_in_turn_is_one():
    rows = [
        {
            "start": f"2027-01-04T{start}:00:00Z",
            "end": f"2027-01-04T{end}:00:00Z",
            "old": [who],
            "new": [],
        }
        for start, end, who in [("08", "09", "a@x.example"), ("09", "18", "b@x.example")]
    ]
    lines = [" ".join(line.split()) for line in shown(ONE | {"changes": rows})]
    assert "! Mon 4 Jan 2027 08:00 - 18:00 nobody (was a@x.example, b@x.example)" in lines


def of_many(day, old, new):
    start, end = (f"2027-01-{n:02}T09:00:00Z" for n in (day, day + 1))
    return {"start": start, "end": end} | {
        side: [f"{one}@x.example" for one in names] for side, names in (("old", old), ("new", new))
    }


def told_of_many(*changes, now=("a", "a")):
    old, new = ([f"{one}@x.example" for one in names] for names in now)
    whole = {"old": old, "new": new, "until": None, "was_until": None}
    row = ONE | {"now": whole, "changes": changes}
    return [" ".join(one.split()) for one in shown(row, style=Style(columns=140))][2:-1]


def test_of_several_people_only_those_who_change_are_told_as_going_or_coming():
    assert told_of_many(
        of_many(4, "abc", "ac"),
        of_many(6, "a", "abd"),
        of_many(8, "ab", "ac"),
        of_many(10, "ab", "cd"),
        now=("abc", "ac"),
    ) == [
        f"! now {MINUS} b@x.example at once (a@x.example, c@x.example stay)",
        f"Mon 4 Jan 2027 09:00 - Tue 5 Jan 2027 09:00 {MINUS} b@x.example (2 others stay)",
        "Wed 6 Jan 2027 09:00 - Thu 7 Jan 2027 09:00 "
        "+ b@x.example, + d@x.example (a@x.example stays)",
        "Fri 8 Jan 2027 09:00 - Sat 9 Jan 2027 09:00 b@x.example → c@x.example (a@x.example stays)",
        "Sun 10 Jan 2027 09:00 - Mon 11 Jan 2027 09:00 "
        "a@x.example, b@x.example → c@x.example, d@x.example",
    ]


def test_shifts_in_which_the_same_person_goes_and_others_stay_in_turn_are_one():
    days = [of_many(day, f"z{other}", other) for day, other in ((4, "a"), (5, "b"), (6, "a"))]
    assert told_of_many(*days, of_many(8, "za", "a")) == [
        "now a@x.example, was without an end in sight",
        f"Mon 4 Jan 2027 09:00 - Thu 7 Jan 2027 09:00 {MINUS} z@x.example (others stay)",
        f"Fri 8 Jan 2027 09:00 - Sat 9 Jan 2027 09:00 {MINUS} z@x.example (a@x.example stays)",
    ]


def test_of_shifts_told_as_one_somebody_may_stay_in_some_alone():
    assert told_of_many(
        *(of_many(day, old, new) for day, old, new in ((4, "a", "b"), (5, "ac", "bc"))),
        of_many(6, "ad", "bd"),
        of_many(8, "a", "b"),
    ) == [
        "now a@x.example, was without an end in sight",
        "Mon 4 Jan 2027 09:00 - Thu 7 Jan 2027 09:00 a@x.example → b@x.example (any others stay)",
        "Fri 8 Jan 2027 09:00 - Sat 9 Jan 2027 09:00 a@x.example → b@x.example",
    ]


def test_what_is_counted_is_no_wider_than_the_rest():
    days = [of_many(day, *who) for day, who in zip(range(4, 13), ["ab", "ba"] * 5, strict=False)]
    whole = ONE | {"changes": days, "settled": False, "later": "2027-02-01T09:00:00Z"}
    assert shown(whole, style=Style(columns=60))[-2:] == [
        "      … and 5 more changed shifts of the same people until",
        "        Wed 13 Jan 2027 09:00; more after that",
    ]


def twins(key, zone):
    times = [{"start": "2027-01-04T09:00:00Z", "end": "2027-01-11T09:00:00Z"}]
    row = {"key": key, "name": key, "levels": [1, 2], "time_zone": zone, "times": times}
    return row | {"several": False, "others": False, "for_ever": False}


def test_levels_of_one_person_are_told_with_their_zone_unless_all_are_in_one():
    said = "levels 1 and 2 of {} are the same person from Mon 4 Jan 2027 09:00 until Mon"
    until = "11 Jan 2027 09:00"
    assert shown(ONE, twins=[twins("a", "Europe/London")])[:3] == [
        "Who is on call (next 4 weeks) · Europe/London",
        f"  ! {said.format('a')}",
        f"    {until}",
    ]
    both = [twins("a", "Europe/London"), twins("b", "Asia/Tokyo")]
    assert shown(ONE, twins=both)[:6] == [
        "Who is on call (next 4 weeks)",
        f"  ! {said.format('a')}",
        f"    {until} (Europe/London)",
        f"  ! {said.format('b')}",
        f"    {until} (Asia/Tokyo)",
        "  Primary · Europe/London",
    ]


def test_a_level_whose_people_are_not_alone_on_the_one_before_has_only_people_of_it():
    twin = twins("a", "Europe/London") | {"others": True, "several": True}
    assert shown(ONE, twins=[twin])[1:3] == [
        "  ! level 2 of a has only people of level 1 from Mon 4 Jan 2027 09:00 until Mon",
        "    11 Jan 2027 09:00",
    ]


def test_with_several_zones_each_says_its_own():
    there = ONE | {"name": "There", "time_zone": "Asia/Tokyo"}

    lines = shown(ONE, there)

    assert lines[0] == "Who is on call (next 4 weeks)"
    assert [line for line in lines if "·" in line] == [
        "  Primary · Europe/London",
        "  There · Asia/Tokyo",
    ]


def test_on_other_clocks_all_times_are_told_by_these():
    lines = shown(ONE, ONE | {"time_zone": "Asia/Tokyo"}, zone="America/New_York")

    assert lines[0].endswith(" · America/New_York")
    assert sum("Mon 4 Jan 2027 04:00 - 12:30:15" in line for line in lines) == 2


def test_what_is_unknown_says_why():
    why = {"schedule": "theirs", "reason": "it has no time zone"}
    level = {"level": 2, "aimed": True, "services": [], "unknown": why}

    assert shown(levels=[ONE | level]) == [
        "Who is on call (next 4 weeks)",
        "  Primary, level 2  cannot be told: schedule theirs: it has no time zone",
    ]


def test_of_many_services_a_few_are_named():
    level = {"level": 1, "aimed": False, "services": [f"s{n}" for n in range(9)]}

    assert (
        shown(levels=[ONE | level])[1]
        == "  Primary, level 1 (s0, s1, s2 and 6 more)  always covered"
    )


def test_names_steer_no_terminal():
    assert "  Pri\\x1b[31m" in shown(ONE | {"name": "Pri\x1b[31m"})[1]


def test_it_fits_any_terminal():
    for columns in (40, 50, 60, 80, 120):
        lines = shown(ONE, ONE | {"time_zone": "Asia/Tokyo"}, style=Style(columns=columns))
        assert max(map(len, lines)) <= columns


def office(day, old, new, hours=("09", "17")):
    start, end = (f"2027-01-{day:02}T{hour}:00:00Z" for hour in hours)
    return of_many(day, old, new) | {"start": start, "end": end}


def test_the_same_change_on_days_in_a_row_is_one_line():
    later = (office(day, "b", "a") for day in (5, 6, 8))
    assert told_of_many(office(4, "a", "b", ("12", "17")), *later, office(9, "b", "c")) == [
        "now a@x.example, was without an end in sight",
        "Mon 4 Jan 2027 12:00 - 17:00 a@x.example → b@x.example",
        "Tue 5 Jan 2027 to Wed 6 Jan 2027, 09:00-17:00 b@x.example → a@x.example",
        "Fri 8 Jan 2027 09:00 - 17:00 b@x.example → a@x.example",
        "Sat 9 Jan 2027 09:00 - 17:00 b@x.example → c@x.example",
    ]


def test_each_of_days_in_a_row_counts_where_they_are_not_shown():
    days = [office(day, *who) for day, who in zip(range(4, 8), ["ab", "ba"] * 2, strict=False)]
    more = [office(day, "a", "b") for day in range(8, 12)]
    changes = [*days, *more, office(12, "b", "a"), office(13, "a", "b")]
    assert shown(ONE | {"changes": changes}, style=Style(columns=120))[-1] == (
        "      … and 6 more changed shifts of the same people until Wed 13 Jan 2027 17:00; "
        "then all is as before"
    )
