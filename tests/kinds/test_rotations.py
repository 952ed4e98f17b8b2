"""Rotations of shift-based schedules as people write them: what they mean, and what is wrong."""

import pytest
from kinds.reading import read, said

from pdsync.kinds import Ref

ONE = "shifts: Mon-Fri 09:00-17:00, members: [a@b.c, d@b.c]"


def schedule(*rotations, zone="Europe/Berlin"):
    rows = ", ".join(f"{{{one}}}" for one in rotations)
    return f"schedules: {{a: {{time_zone: {zone}, rotations: [{rows}]}}}}"


def rotation(text):
    (found,) = read("schedule", schedule(text)).rotations
    return found.last


@pytest.mark.parametrize(
    ("written", "rule", "words"),
    [
        ("Mon-Fri 09:00-17:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Mon-Fri 09:00-17:00"),
        ('"Mon, Wed 9:00-17:00"', "FREQ=WEEKLY;BYDAY=MO,WE", "Mon,Wed 09:00-17:00"),
        ("22:00-06:00", "FREQ=DAILY", "22:00-06:00"),
        ("00:00-24:00", "FREQ=DAILY", "00:00-24:00"),
        ("09:00-09:00", "FREQ=DAILY", "09:00-09:00"),
        ("Sat-Sun", "FREQ=WEEKLY;BYDAY=SA,SU", "Sat,Sun 00:00-24:00"),
        ("Fri 18:00 - Mon 09:00", "FREQ=WEEKLY;BYDAY=FR", "Fri 18:00 for 2d 15h"),
        (
            "{start: 2026-03-01 09:00, length: 8h, rrule: FREQ=MONTHLY}",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY at 09:00 for 8h",
        ),
    ],
)
def test_shifts_are_windows_of_the_week_or_a_rule(written, rule, words):
    shifts = rotation(f"shifts: {written}, members: [a@b.c]").shifts
    assert shifts.recurrence == (f"RRULE:{rule}",)
    assert str(shifts) == words


@pytest.mark.parametrize(
    ("written", "rule", "each"),
    [
        ("rotate: weekly, handoff: Mon 09:00", "FREQ=WEEKLY;BYDAY=MO", 1),
        ("rotate: 2 weeks, handoff: Tue 09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", 1),
        ('rotate: daily, handoff: "09:00"', "FREQ=DAILY", 1),
        ("rotate: 10 days", "FREQ=DAILY;INTERVAL=10", 1),
        ("rotate: 12h", "FREQ=HOURLY;INTERVAL=12", 1),
        ("rotate: daily, only: Mon-Fri 09:00-17:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 1),
        (
            "rotate: weekly, handoff: Mon 09:00, only: Mon-Fri 09:00-17:00",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            5,
        ),
    ],
)
def test_turns_in_the_words_of_layers_are_shifts(written, rule, each):
    found = rotation(f"{written}, members: [a@b.c, d@b.c, e@b.c]")
    assert found.shifts.recurrence == (f"RRULE:{rule}",)
    assert found.per_member == each
    assert [str(one) for one in found.members] == ["a@b.c", "d@b.c", "e@b.c"]


ANCHOR = "anchor: {who: d@b.c, at: 2026-01-09%s}"
NO_DAY = "turns of weeks change hands on one day of the week, and none is written"
NO_HANDOFF = "a date means the hand-off on that day, and no hand-off is written"


@pytest.mark.parametrize(
    ("written", "mark", "message"),
    [
        ('rotate: weekly, handoff: "09:00"', '"09:00"', NO_DAY),
        (f"rotate: weekly, {ANCHOR % ''}", "2026-01-09", NO_HANDOFF),
        (f"rotate: daily, {ANCHOR % ''}", "2026-01-09", NO_HANDOFF),
    ],
)
def test_turns_that_need_a_hand_off_say_so(written, mark, message):
    found = said(schedule(f"{written}, members: [a@b.c, d@b.c]"))
    assert [(marked, what) for marked, what, _ in found] == [(mark, message)]


def test_turns_of_weeks_may_leave_their_hand_off_to_the_account():
    assert rotation("rotate: 2 weeks, members: [a@b.c, d@b.c]").title == "turns of 2 weeks"


def test_turns_that_are_no_shifts_at_any_hand_off_say_so():
    only = "only: [Mon-Fri 09:00-17:00, Sat 10:00-11:00]"
    found = said(schedule(f"rotate: weekly, {only}, members: [a@b.c, d@b.c]"))
    assert [what for _, what, _ in found] == [
        "these turns are no shifts that one rotation can have: it takes 2 kinds of shifts, of "
        "other lengths or times of day"
    ]


def test_one_person_alone_needs_no_hand_off():
    assert said(schedule("rotate: weekly, members: [a@b.c]")) == []
    assert said(schedule("rotate: weekly, members: [a@b.c, a@b.c]")) == []


@pytest.mark.parametrize(
    ("rotate", "words"),
    [
        ("2 weeks", "every 2 weeks Fri 10:00 for 2 weeks"),
        ("weekly", "Fri 10:00 for 1 week"),
        ("daily", "10:00-10:00"),
    ],
)
def test_the_time_of_an_anchor_is_the_hand_off_where_none_is_written_as_in_layers(rotate, words):
    found = rotation(f"rotate: {rotate}, {ANCHOR % ' 10:00'}, members: [a@b.c, d@b.c]")
    assert str(found.shifts) == words


@pytest.mark.parametrize(
    ("start", "length", "rule", "words"),
    [
        ("2026-01-05", "8h", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TU,WE", "every 3 weeks Mon-Wed"),
        ("2026-01-05", "8h", "FREQ=DAILY;INTERVAL=2", "every 2 days"),
        ("2026-01-05", "8h", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO", "Mon"),
    ],
)
def test_a_rule_with_an_interval_is_told_as_people_write_days(start, length, rule, words):
    shifts = f"{{start: {start} 09:00, length: {length}, rrule: '{rule}'}}"
    assert str(rotation(f"shifts: {shifts}, members: [a@b.c]").shifts) == f"{words} 09:00-17:00"


def test_a_rule_that_is_not_of_plain_days_is_told_as_it_is():
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=9"
    shifts = f"{{start: 2026-01-05 09:00, length: 8h, rrule: '{rule}'}}"
    assert str(rotation(f"shifts: {shifts}, members: [a@b.c]").shifts) == f"{rule} at 09:00 for 8h"


def test_members_may_be_nobody_or_in_the_apis_form():
    members = "[a@b.c, nobody, {type: user_member, user_id: PABCDE}, {type: empty_member}]"
    found = rotation(f"shifts: 09:00-17:00, members: {members}").members
    assert found == (
        Ref("user", key="a@b.c"),
        "nobody",
        Ref("user", id="PABCDE"),
        "nobody",
    )


EVENT = """
          name: Days
          start_time: {date_time: "2026-03-02T09:00:00", time_zone: Europe/London}
          end_time: {date_time: "2026-03-02T17:00:00", time_zone: Europe/London}
          effective_since: 2026-03-02T09:00:00Z
          recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"]
          assignment_strategy:
            type: rotating_member_assignment_strategy
            shifts_per_member: 5
            members: [{type: user_member, user_id: PABCDE}]
"""


def test_the_apis_own_events_are_accepted():
    head = "schedules:\n  a:\n    time_zone: UTC\n    rotations:\n      - events:\n        - "
    text = head + EVENT.strip() + "\n"
    found = read("schedule", text).rotations[0].last
    assert (found.name, str(found.shifts), found.per_member) == ("Days", "Mon-Fri 09:00-17:00", 5)
    assert found.shifts.zone == "Europe/London"
    assert found.members == (Ref("user", id="PABCDE"),)


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        (schedule("members: [a@b.c]"), "{members", "nothing says when this rotation's shifts are"),
        (
            schedule("shifts: someday, members: [a@b.c]"),
            "someday",
            "'someday' is not a day of the week",
        ),
        (
            schedule(f"{ONE}, shift: x"),
            "shift",
            "`shift` is not a field here",
        ),
        (
            schedule(f"{ONE}, per_member: 0"),
            "0",
            "'0' is out of range",
        ),
        (
            schedule(f"{ONE}, per_member: 2, everyone: true"),
            "2",
            "with `everyone` nobody takes turns",
        ),
        (
            schedule(f"{ONE}, rotate: weekly"),
            "Mon-Fri",
            "`rotate` says already what `shifts` would",
        ),
        (schedule(f"{ONE}, only: Mon"), "Mon", "`only` goes with `rotate`"),
        (
            schedule(f"{ONE}, from: 2026-05-01 09:00, until: 2026-04-01 09:00"),
            "2026-04-01",
            "this ends before it begins",
        ),
        (
            schedule(f"{ONE}, anchor: {{who: x@b.c, at: 2026-03-02}}"),
            "x@b.c",
            "x@b.c is none of the members",
        ),
        (
            schedule(f"{ONE}, everyone: true, anchor: {{who: a@b.c, at: 2026-03-02}}"),
            "{who: a@b.c, at: 2026-03-02}}",
            "`anchor` has no effect with `everyone` or `start_time`",
        ),
        (
            schedule("shifts: 09:00-17:00, members: []"),
            "[]",
            "a rotation needs somebody",
        ),
        (
            schedule(f"shifts: 09:00-17:00, members: [{', '.join(['a@b.c'] * 21)}]"),
            "[a@b.c",
            "21 members are more than the 20 that PagerDuty takes",
        ),
        (
            schedule(*[ONE] * 11),
            "[{shifts",
            "11 rotations are more than the 10 of a schedule",
        ),
        (
            schedule(
                "rotate: weekly, handoff: Wed 12:00, only: [Mon-Fri 09:00-17:00, Sat 10:00-11:00], "
                "members: [a@b.c, d@b.c]"
            ),
            "weekly",
            "these turns are no shifts that one rotation can have: it takes 4 kinds of shifts, of "
            "other lengths or times of day",
        ),
        (
            schedule("rotate: weekly, handoff: 09:00, members: [a@b.c, d@b.c]"),
            "09:00",
            "turns of weeks change hands on one day of the week, and none is written",
        ),
        (
            "schedules: {a: {time_zone: UTC, layers: [], rotations: []}}",
            "[]",
            "a schedule has layers or rotations, not both",
        ),
        (schedule("events: []"), "[]", "a rotation of events needs at least one"),
        (schedule("events: [x]"), "x", "'x' is not an event"),
        (schedule(f"events: [], {ONE}"), "[a@b.c", "`events` and `members` do not go together"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(text, marked, message):
    found = [(mark, what) for mark, what, _ in said(text)]
    assert found == [(found[0][0], message)]
    assert text[text.index(marked) :].startswith(found[0][0][: len(marked)]) or marked.startswith(
        found[0][0]
    )


def test_six_events_are_too_many():
    text = schedule(f"events: [{', '.join([f'{{{ONE}}}'] * 6)}]")
    ((_, what, how),) = said(text)
    assert what == "6 events are more than the 5 that PagerDuty takes"
    assert how == "leave out those that are over, or make another rotation of some"


def test_events_that_do_not_follow_each_other_are_told_how_they_would():
    ((mark, what, how),) = said(schedule(f"events: [{{{ONE}}}, {{{ONE}}}]"))
    assert (mark, what) == ("{" + ONE + "}", "events of a rotation follow each other in time")
    assert how == "end each with `until`, and begin the next then or later with `from`"
    ends, begins = f"{ONE}, until: 2027-01-01", f"{ONE}, from: 2027-01-01"
    assert said(schedule(f"events: [{{{ends}}}, {{{begins}}}]")) == []


def test_everything_wrong_in_a_rotation_is_said_at_once():
    wrong = "shifts: never, members: [nope], per_member: x"
    assert len(said(schedule(wrong))) == 3
