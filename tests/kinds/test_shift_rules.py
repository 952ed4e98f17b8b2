"""Rules by which shifts recur: what is wrong with one is said where it stands."""

import pytest
from kinds.reading import said


def schedule(rotation):
    return f"schedules: {{a: {{time_zone: Europe/Berlin, rotations: [{{{rotation}}}]}}}}"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (r"FREQ=WEEKLY;BYDAY=MO\nRRULE:FREQ=DAILY", "a rule is one line"),
        ("FREQ=DAILY;COUNT=1000000000", "COUNT cannot be 1000000000"),
        ("FREQ=DAILY;INTERVAL=999999999999999999999", f"INTERVAL cannot be {'9' * 21}"),
        ("FREQ=DAILY;BYHOUR=9,21", "pdsync takes one BYHOUR in a rule, and here are 2"),
        ("FREQ=DAILY;BYSECOND=9", "pdsync takes no BYSECOND in a rule"),
        ("FREQ=DAILY;BYEASTER=1", "pdsync takes no BYEASTER in a rule"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY cannot be 32"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH cannot be -1"),
        ("FREQ=YEARLY;BYMONTH=", "BYMONTH cannot be empty"),
        (
            "FREQ=WEEKLY;BYMONTHDAY=2",
            "BYMONTHDAY does not go with FREQ=WEEKLY: RFC 5545 has no such rules",
        ),
        (
            "FREQ=WEEKLY;BYDAY=1MO",
            "days with a number, such as 1MO, do not go with FREQ=WEEKLY",
        ),
        ("FREQ=MONTHLY;BYDAY=6MO", "there is no day of the week number 6 of its kind"),
        (
            "FREQ=MONTHLY;BYDAY=1MO,TU",
            "pdsync takes days with a number, or without, not both in one BYDAY: calendars do not "
            "agree about it",
        ),
        (
            "FREQ=MONTHLY;BYSETPOS=1",
            "BYSETPOS chooses among what another BY… part gives",
        ),
        (
            "FREQ=DAILY;COUNT=3;UNTIL=20260601T000000Z",
            "COUNT and UNTIL do not go together in a rule",
        ),
        ("FREQ=WEEKLY;BYDAY=MO,MO", "a day stands twice in BYDAY"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ stands twice in this rule"),
    ],
)
def test_a_rule_that_pdsync_does_not_take_is_told_offline(rule, message):
    shifts = f'{{start: 2026-03-02 09:00, length: 8h, rrule: "{rule}"}}'
    assert message in [what for _, what, _ in said(schedule(f"shifts: {shifts}, members: [a@b.c]"))]


RULED = "{start: 2026-03-02 09:00, length: 8h, rrule: FREQ=DAILY}"
OFTEN = "write FREQ=HOURLY, FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY"


@pytest.mark.parametrize(
    ("old", "new", "marked", "message", "help_"),
    [
        ("length", "lenght", "lenght", "`lenght` is not a field here", "did you mean `length`?"),
        (
            "length: 8h",
            "length: 8h, zone: UTC",
            "zone",
            "`zone` is not a field here",
            "the fields are: start, length, rrule",
        ),
        ("length: 8h, ", "", RULED, "`length` is missing", "write `length:` here"),
        ("DAILY", "BOGUS", "FREQ=BOGUS", "FREQ cannot be BOGUS", OFTEN),
        ("FREQ=DAILY", "INTERVAL=2", "INTERVAL=2", "FREQ is missing", OFTEN),
        (
            "FREQ=DAILY",
            "[FREQ=DAILY, FREQ=WEEKLY]",
            "[FREQ=DAILY, FREQ=WEEKLY]",
            "shifts recur by one rule, and here are 2",
            "write one such as FREQ=WEEKLY, and days left out or added as EXDATE:… or RDATE:…",
        ),
        (
            "FREQ=DAILY",
            '[FREQ=WEEKLY;BYDAY=MO,TU, "EXDATE:20261225T090000Z"]',
            '[FREQ=WEEKLY;BYDAY=MO,TU, "EXDATE:20261225T090000Z"]',
            "the commas of a rule end it in a list",
            'write ["FREQ=WEEKLY;BYDAY=MO,TU", "EXDATE:20261225T090000Z"], in quotes',
        ),
        (
            "FREQ=DAILY",
            "FREQ=MONTHLY;BYDAY=1TU",
            "2026-03-02 09:00",
            "the rule has no occurrence at this start",
            "write a `start` on which a shift begins; the next is 2026-03-03 09:00",
        ),
        (
            "FREQ=DAILY",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "by this rule there is no shift",
            "write other days: on these no shift ever begins",
        ),
        (
            "FREQ=DAILY",
            "FREQ=DAILY;UNTIL=20260101T000000Z",
            "FREQ=DAILY;UNTIL=20260101T000000Z",
            "by this rule there is no shift",
            "write a later UNTIL, or an earlier `start`",
        ),
        (
            "FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=WE",
            "2026-03-02 09:00",
            "the rule has no occurrence at this start",
            "write a `start` on which a shift begins; the next is 2026-03-04 09:00",
        ),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_where_it_stands(old, new, marked, message, help_):
    shifts = RULED.replace(old, new)
    mark = shifts if marked is RULED else marked
    found = said(schedule(f"shifts: {shifts}, members: [a@b.c]"))
    assert found == [(mark, message, help_)]


def test_a_rule_of_an_event_is_marked_in_the_event():
    begins, ends = (
        f'{{date_time: "2026-03-02T{hour}:00", time_zone: Europe/London}}' for hour in ("09", "17")
    )
    event = (
        f"start_time: {begins}, end_time: {ends}, "
        'recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=TU"], '
        "assignment_strategy: {type: every_member_assignment_strategy, members: [a@b.c]}"
    )
    help_ = "write a `start_time` on which a shift begins; the next is 2026-03-03 09:00"
    found = said(schedule(f"events: [{{{event}}}]"))
    assert found == [(begins, "the rule has no occurrence at this start", help_)]


@pytest.mark.parametrize(
    ("shifts", "message", "help_"),
    [
        (
            "Mon 00:00 - Mon 00:00",
            "this window fills the week",
            "write `rotate: daily` or `rotate: weekly` in place of `shifts`, for turns without a "
            "break",
        ),
        (
            "Mon-Fri 09:00-09:00",
            "this window begins and ends at the same time",
            "write days alone, such as Mon-Fri, for whole days; or write `rotate: daily` or "
            "`rotate: weekly` in place of `shifts`, for turns without a break",
        ),
    ],
)
def test_advice_on_shifts_names_no_field_of_layers(shifts, message, help_):
    ((_, *told),) = said(schedule(f"shifts: {shifts}, members: [a@b.c]"))
    assert told == [message, help_]


@pytest.mark.parametrize(
    "hours", ["00:00-24:00", "00:00 to 24:00", "00:00\u201324:00", "9:00 to 9:00"]
)
def test_hours_of_a_whole_day_are_shifts(hours):
    assert said(schedule(f'shifts: "{hours}", members: [a@b.c]')) == []
