"""Rotations that PagerDuty's own editor cannot open."""

import pytest
from lint.rules import examples, found
from source.saying import expected

BAD = examples("uneditable-rotation")[0]


def test_it_says_how_many_shifts_a_week_has():
    assert found("uneditable-rotation", BAD) == expected("""
        a.yaml:7:21 uneditable-rotation: PagerDuty's own editor cannot open this rotation: 3 of 5 \
shifts a week for each member
          write `per_member: 5` for a week each, or edit it here alone
        """)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("per_member: 3", "per_member: 10"),
        ("per_member: 3", "everyone: true"),
        ("Mon-Fri 09:00-17:00", "09:00-17:00"),
        (", ben@acme.example", ""),
    ],
)
def test_whole_weeks_shifts_every_day_and_one_person_alone_are_fine(old, new):
    assert found("uneditable-rotation", BAD.replace(old, new)) == ""


TURNS = """\
schedules:
  support:
    time_zone: Europe/London
    rotations:
      - {rotate: daily, handoff: 09:00, only: Mon-Fri 09:00-17:00, members: [a@b.c, b@b.c]}
"""


def test_what_helps_turns_in_the_words_of_layers_are_such_words():
    said = found("uneditable-rotation", TURNS)
    assert said.splitlines()[1] == (
        "  write `rotate: weekly` and `handoff: Mon 09:00` for a week each, or edit it here alone"
    )
    followed = TURNS.replace("rotate: daily, handoff: 09:00", "rotate: weekly, handoff: Mon 09:00")
    assert found("uneditable-rotation", followed) == ""


def test_of_events_each_is_looked_at_and_told_in_its_own_words():
    event = (
        'start_time: {date_time: "2026-03-02T09:00", time_zone: UTC}, '
        'end_time: {date_time: "2026-03-02T17:00", time_zone: UTC}, '
        'recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU"], '
        "assignment_strategy: {type: rotating_member_assignment_strategy, "
        "shifts_per_member: 3, members: [{id: PABCDE}, {id: PABCDF}]}"
    )
    first, last = f"{event}, until: 2026-06-01", f"{event}, from: 2026-06-01"
    rows = f"        - {{{first}}}\n        - {{{last}}}\n"
    text = f"schedules:\n  a:\n    time_zone: UTC\n    rotations:\n      - events:\n{rows}"
    places = [line.split(" ")[0] for line in found("uneditable-rotation", text).splitlines()[::2]]
    assert places == ["a.yaml:6:11", "a.yaml:7:11"]
    assert "write `shifts_per_member: 2` for a week" in found("uneditable-rotation", text)


RULE = """\
schedules:
  support:
    time_zone: Europe/London
    rotations:
      - shifts: {start: 2026-03-02 09:00, length: 8h, rrule: "FREQ=MONTHLY;BYDAY=1MO"}
        members: [a@b.c]
"""
UNASKED = "whether its API counts such a rule as pdsync does, PagerDuty was not asked"


def test_a_rule_that_only_the_api_may_take_is_told_and_that_nobody_asked():
    assert found("uneditable-rotation", RULE) == expected(f"""
        a.yaml:5:62 uneditable-rotation: PagerDuty's own editor cannot open this rotation: 1MO; \
{UNASKED}
          edit it here alone; after an apply, `pdsync oncall --verify` compares the two
        """)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=YEARLY", "cannot open this rotation: FREQ=YEARLY; "),
        ("FREQ=MONTHLY;BYMONTHDAY=2", "may not open this rotation: BYMONTHDAY=2; "),
        ("FREQ=DAILY;BYMONTH=3,4", "may not open this rotation: BYMONTH=3,4; "),
    ],
)
def test_rules_of_years_and_parts_that_nobody_saw_there_are_told(rule, said):
    told = found("uneditable-rotation", RULE.replace("FREQ=MONTHLY;BYDAY=1MO", rule))
    assert f"editor {said}{UNASKED}" in told


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY", "FREQ=HOURLY;INTERVAL=9", "FREQ=DAILY;COUNT=3"])
def test_rules_that_the_editor_is_documented_to_open_are_fine(rule):
    assert found("uneditable-rotation", RULE.replace("FREQ=MONTHLY;BYDAY=1MO", rule)) == ""
