"""Promises of policies, services and pairs of schedules, proved by the account in a plan."""

import pytest
from organisation import ANA, BEN, CHLOE
from reconcile.world import World, changes, said

WEEKLY = f"name: A, rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]"
DAYS = f"{WEEKLY}, only: Mon-Fri 09:00-17:00"
SCHEDULE = "    time_zone: Europe/London\n    layers: [{%s}]\n"
POLICY = """\
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [one]}
      - {escalation_delay_in_minutes: 10m, targets: [two]}
"""
SERVICE = "services:\n  api:\n    escalation_policy: web\n"


def schedules(one=WEEKLY, two=WEEKLY):
    return f"schedules:\n  one:\n{SCHEDULE % one}  two:\n{SCHEDULE % two}"


def promising(promise):
    return f"    expect: {{{promise}}}\n"


def told(plan):
    return [(one.severity.value, one.rule, one.message) for one in plan.diagnostics]


TWO_PEOPLE = promising("distinct_people: 2")
ONE_PERSON = (
    "no more than one person is on its levels from Mon 2 Mar 2026 10:00 (Europe/London) on, "
    "where 2 are promised"
)


@pytest.mark.parametrize("of", [POLICY + TWO_PEOPLE, POLICY + SERVICE + TWO_PEOPLE])
def test_the_accounts_turns_prove_what_no_anchor_is_written_for(world, of):
    world.applied(schedules() + POLICY + SERVICE)

    plan = world.plan(schedules() + of + (SERVICE if SERVICE not in of else ""))

    assert told(plan) == [
        ("warning", "broken-promise", f"{ONE_PERSON}; it is so now, and this plan leaves it so")
    ]


def test_turns_that_are_apart_in_the_account_keep_it(world):
    apart = WEEKLY.replace(f"[{ANA}, {BEN}]", f"[{BEN}, {ANA}]")
    world.applied(schedules(two=apart) + POLICY)

    assert told(world.plan(schedules(two=apart) + POLICY + TWO_PEOPLE)) == []


def test_a_policy_that_the_plan_turns_to_the_same_people_is_refused(world):
    chloe = f"rotate: weekly, members: [{CHLOE}]"
    world.applied(schedules(two=f"name: A, {chloe}") + POLICY)

    plan = world.plan(schedules() + POLICY + TWO_PEOPLE)

    assert told(plan)[0] == ("error", "broken-promise", ONE_PERSON)


def test_an_hour_more_that_nobody_covers_is_refused(world):
    answers = promising("answers_within: 15m")
    world.applied(schedules(DAYS, DAYS) + POLICY)
    fewer = DAYS.replace("Mon-Fri", "Mon-Thu")

    plan = world.plan(schedules(fewer, fewer) + POLICY + answers)

    assert told(plan)[0] == (
        "error",
        "broken-promise",
        "incidents are to reach somebody then, and nobody is on call from Fri 6 Mar 2026 09:00 to "
        "Fri 6 Mar 2026 17:00 (Europe/London), where somebody is without this plan",
    )


def test_schedules_that_nobody_manages_are_read_for_a_promise(world):
    world.applied(schedules(DAYS, DAYS) + POLICY)
    world.forget()
    mine = POLICY.replace("[one]", "[{schedule: {name: one}}]").replace(
        "[two]", "[{schedule: {name: two}}]"
    )

    plan = world.plan(mine + promising("coverage: Mon-Sat 09:00-17:00"))

    assert [one[:2] for one in told(plan)] == [("warning", "broken-promise")]


def test_two_schedules_are_compared_by_the_accounts_turns(world):
    apart = promising("not_with: [two]")
    text = schedules()
    world.applied(text)

    plan = world.plan(text.replace("  two:\n", f"{apart}  two:\n"))

    assert told(plan) == [
        (
            "warning",
            "broken-promise",
            f"{ANA} is on call here and by `two` from Mon 2 Mar 2026 10:00 to Mon 9 Mar 2026 "
            "09:00 (Europe/London); it is so now, and this plan leaves it so",
        )
    ]


def test_two_new_schedules_may_name_each_other(world):
    text = schedules(WEEKLY, f"name: A, rotate: weekly, members: [{CHLOE}]")
    text = text.replace("  two:\n", promising("not_with: [two]") + "  two:\n")

    applied = world.applied(text + promising("not_with: [one]"))

    assert changes(applied.plan) == [("create", "schedule", "one"), ("create", "schedule", "two")]
    assert changes(world.plan(text + promising("not_with: [one]"))) == []


def test_a_promise_is_no_change(world):
    world.applied(schedules() + POLICY + SERVICE)

    plan = world.plan(schedules() + POLICY + SERVICE + promising("answers_within: 15m"))

    assert (changes(plan), told(plan)) == ([], [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            schedules() + promising("not_with: [tow]"),
            "there is no schedule `tow` in this configuration",
        ),
        (schedules() + promising("not_with: [two]"), "this names schedule `two` itself"),
        (schedules() + promising("not_with: []"), "this promises nothing"),
        (schedules() + promising("not_with: [one, one]"), "one is listed twice"),
        (schedules() + promising("min_rest: 40h"), "'40h' is out of range"),
        (schedules() + promising("min_rest: 11"), "'11' has no unit"),
        (schedules() + promising("max_hours_per_week: 200h"), "'200h' is out of range"),
        (schedules() + promising("answers_within: 15m"), "`answers_within` is not a field here"),
        (POLICY + promising("answers_within: 15"), "'15' has no unit"),
        (POLICY + promising("answers_within: 0m"), "'0m' is out of range"),
        (POLICY + promising("distinct_people: 0"), "'0' is out of range"),
        (POLICY + promising("distinct_people: two"), "'two' is not a whole number"),
        (POLICY + promising("coverage: soon"), "'soon' is not a day of the week"),
        (POLICY + promising("min_rest: 11h"), "`min_rest` is not a field here"),
        (POLICY + "    expect: always\n", "'always' is not a promise"),
    ],
)
def test_a_promise_that_cannot_be_read_is_said_at_its_place(text, message):
    found = said(World().plan(text))
    line = len(text.splitlines())
    assert [(place.split(":")[1], what) for _, place, what in found if what == message] == [
        (str(line), message)
    ]
