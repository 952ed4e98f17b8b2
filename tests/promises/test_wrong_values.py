"""Promises at their places: written wrongly, and not kept."""

import pytest
from lint.rules import found
from source.saying import told

from pdsync.source import load_texts

SCHEDULE = "schedules:\n  web:\n    time_zone: Europe/London\n    expect:\n      {}\n"
SERVICE = "services:\n  web:\n    escalation_policy: web\n    expect:\n      {}\n"
POLICY = "escalation_policies:\n  web:\n    description: Ours\n    expect:\n      {}\n"
NO_LENGTH = ["7", "0h", "-1h", "1.5", "soon", "[1h]", "{a: 1h}", "true", "1000 weeks", "2026-01-05"]
NO_NUMBER = ["1", "21", "two", "2.5", "true", "[2]", "{a: 2}", "2026-01-05"]
NO_WINDOWS = ["allways", "[]", "Mon-Fry", "7", "true", "{a: 1}", "25:00-26:00", "2026-01-05"]
WRONG = {
    "coverage": ([SCHEDULE, POLICY, SERVICE], NO_WINDOWS),
    "not_with": ([SCHEDULE], ["[]", "7", "true", "second", "2026-01-05"]),
    "min_rest": ([SCHEDULE], [*NO_LENGTH, "37h", "30m"]),
    "max_consecutive": ([SCHEDULE], NO_LENGTH),
    "max_hours_per_week": ([SCHEDULE], [*NO_LENGTH, "8 days"]),
    "answers_within": ([POLICY, SERVICE], [*NO_LENGTH, "30s", "2 days"]),
    "distinct_people": ([POLICY, SERVICE], NO_NUMBER),
}
CASES = [
    (form, name, value)
    for name, (forms, values) in WRONG.items()
    for form in forms
    for value in values
]


@pytest.mark.parametrize(("form", "name", "value"), CASES)
def test_a_wrong_value_is_an_error_at_the_value_that_says_what_to_write(form, name, value):
    text = form.format(f"{name}: {value}")
    read = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": text})
    wrong = [one for one in read.problems if one.place.line == 5]
    assert [one.place.column - len(f"      {name}: ") for one in wrong] == [1]
    assert wrong[0].help.startswith(("write", "delete"))
    assert "Input should" not in told(wrong)


def test_a_length_without_a_unit_is_asked_for_one():
    text = SCHEDULE.format("max_consecutive: 604800")
    (wrong,) = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": text}).problems
    assert (wrong.message, wrong.help) == (
        "'604800' has no unit",
        "write 1h or more, with a unit such as 1h",
    )


ROTA = """\
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: daily
        members: [a@b.c, b@b.c]
        handoff: 00:00
        only: 09:00-22:00
        anchor: {who: a@b.c, at: 2026-01-05}
    expect:
      coverage: always
      not_with: [second]
      min_rest: 36h
      max_consecutive: 11h
      max_hours_per_week: 12h
  second:
    time_zone: Europe/London
    layers:
      - {rotate: weekly, members: [a@b.c]}
  third:
    time_zone: Europe/London
    layers:
      - {rotate: weekly, members: [a@b.c], only: Mon-Fri 09:00-17:00}
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [third]}
    expect: {coverage: always, answers_within: 5m, distinct_people: 2}
services:
  web:
    escalation_policy: web
    auto_pause_notifications_parameters: {enabled: false}
    expect: {coverage: always, answers_within: 5m, distinct_people: 2}
"""


def test_every_promise_that_is_not_kept_is_told_at_its_value():
    rows = ROTA.splitlines()
    lines = found("broken-promise", ROTA).splitlines()
    places = [one.split(" ")[0].split(":")[1:3] for one in lines if one.startswith("a.yaml")]
    told_ = [rows[int(line) - 1][: int(column) - 1] for line, column in places]
    names = ["coverage", "not_with", "min_rest", "max_consecutive", "max_hours_per_week"]
    in_one = ["    expect: {coverage: ", "    expect: {coverage: always, answers_within: "]
    in_one.append(f"{in_one[1]}5m, distinct_people: ")
    own = [f"      {name}: " for name in names]
    assert sorted(told_) == sorted([*own, *in_one, *in_one])
