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
        ("FREQ=MONTHLY;BYDAY=1MO", "1MO is no day that PagerDuty knows in a rule"),
        ("FREQ=MONTHLY;BYMONTHDAY=2", "PagerDuty knows no BYMONTHDAY in a rule"),
        ("FREQ=DAILY;BYHOUR=9", "PagerDuty knows no BYHOUR in a rule"),
        (
            "FREQ=DAILY;COUNT=3;UNTIL=20260601T000000Z",
            "COUNT and UNTIL do not go together in a rule",
        ),
        ("FREQ=WEEKLY;BYDAY=MO,MO", "a day stands twice in BYDAY"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ stands twice in this rule"),
    ],
)
def test_a_rule_that_pagerduty_would_refuse_is_told_offline(rule, message):
    shifts = f'{{start: 2026-03-02 09:00, length: 8h, rrule: "{rule}"}}'
    assert message in [what for _, what, _ in said(schedule(f"shifts: {shifts}, members: [a@b.c]"))]


RULED = "{start: 2026-03-02 09:00, length: 8h, rrule: FREQ=DAILY}"
OFTEN = "write FREQ=HOURLY, FREQ=DAILY, FREQ=WEEKLY or FREQ=MONTHLY"


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
            "FREQ=DAILY;UNTIL=20260101T000000Z",
            "FREQ=DAILY;UNTIL=20260101T000000Z",
            "by this rule there is no shift",
            "write a later UNTIL, or an earlier `start`",
        ),
        (
            "FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=WE",
            "2026-03-02 09:00",
            "by this rule no shift begins then",
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
    assert found == [(begins, "by this rule no shift begins then", help_)]
