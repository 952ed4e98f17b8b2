"""People and schedules that stand on one level twice."""

import pytest
from lint.rules import examples, found
from source.saying import expected

A, B = "a@x.example", "b@x.example"


def level(*targets):
    return (
        "schedules:\n"
        f"  web: {{name: Web, {layers(A)}}}\n"
        f"  shop: {{name: Shop, {layers(A)}}}\n"
        f"  both: {{name: Both, {layers(A, B)}}}\n"
        "escalation_policies:\n  p:\n    escalation_rules:\n"
        f"      - {{escalation_delay_in_minutes: 5m, targets: [{', '.join(targets)}]}}\n"
    )


def layers(*people):
    turns = f"rotate: weekly, handoff: Mon 09:00, members: [{', '.join(people)}]"
    return f"time_zone: Europe/London, layers: [{{{turns}}}]"


def test_it_says_who_and_where():
    assert found("twice-on-a-level", examples("twice-on-a-level")[0]) == expected("""
        a.yaml:8:60 twice-on-a-level: this notifies ana@acme.example, who is on this level \
already, and nobody else
          write somebody else there, or delete it
        """)


def two_schedules(first, second):
    """Two schedules on one level, of people who take turns, the first in the week of 5 January."""
    rows = ""
    for key, people in (("one", first), ("two", second)):
        anchor = f", anchor: {{who: {people[0]}, at: 2026-01-05}}}}]"
        rows += f"  {key}: {{{layers(*people).replace('}]', anchor)}}}\n"
    return level("one", "two").replace("schedules:\n", f"schedules:\n{rows}")


def test_two_schedules_with_the_same_people_at_all_times_are_told():
    assert found("twice-on-a-level", two_schedules((A, B), (A, B))) == expected("""
        a.yaml:10:58 twice-on-a-level: `two` puts the same people on call as `one`, which is on \
this level already, in all of the next four weeks
          write somebody else there, or delete it
          a.yaml:3:3: schedule `two`
        """)


def test_two_schedules_with_the_same_people_in_other_weeks_are_not():
    assert found("twice-on-a-level", two_schedules((A, B), (B, A))) == ""


TOLD = {
    "two schedules of one person": (["web", "shop"], f"this notifies {A}"),
    "by key and by name": (
        ["both", "{schedule: {name: Both}}"],
        "this is the schedule `both`",
    ),
}


@pytest.mark.parametrize(("targets", "says"), TOLD.values(), ids=TOLD)
def test_what_is_one_target_twice_is_told(targets, says):
    assert f": {says}, wh" in found("twice-on-a-level", level(*targets))


SILENT = {
    "other people": ["web", B],
    "one of several": ["both", A],
    "one target": ["web"],
    "a schedule of the account's": ["web", "{schedule: {name: Far}}"],
}


@pytest.mark.parametrize("targets", SILENT.values(), ids=SILENT)
def test_nothing_is_said(targets):
    assert found("twice-on-a-level", level(*targets)) == ""
