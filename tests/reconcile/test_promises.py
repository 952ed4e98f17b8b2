"""Promises before and after a plan: what it breaks stops it, what was broken does not."""

import pytest
from organisation import ANA, BEN
from reconcile.world import changes

TURNS = f"rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]"
DAYS = "only: Mon-Fri 09:00-17:00"
LAYERS = """\
schedules:
  days:
    time_zone: Europe/London
    layers: [{%s}]
"""
ROTATIONS = LAYERS.replace("layers:", "rotations:")
ALWAYS = "    expect: {coverage: always}\n"
OTHER = "teams: {web: {}}\n"
SORTS = pytest.mark.parametrize("sort", [LAYERS, ROTATIONS], ids=["layers", "rotations"])


def told(plan):
    return [(one.severity.value, one.rule, one.message) for one in plan.diagnostics]


def severities(plan):
    return [severity for severity, _, _ in told(plan)]


@SORTS
def test_one_that_was_broken_before_is_a_warning_and_the_rest_is_applied(world, sort):
    text = sort % f"name: A, {TURNS}, {DAYS}"
    world.applied(text)

    plan = world.plan(text + ALWAYS + OTHER)

    assert told(plan) == [
        (
            "warning",
            "broken-promise",
            "somebody is to be on call then, and nobody is from Mon 2 Mar 2026 17:00 to "
            "Tue 3 Mar 2026 09:00 "
            "(Europe/London), every week; it is so now, and this plan leaves it so",
        )
    ]
    assert changes(world.applied(text + ALWAYS + OTHER).plan) == [("create", "team", "web")]


@SORTS
def test_one_that_the_plan_breaks_is_an_error(world, sort):
    world.applied(sort % f"name: A, {TURNS}")

    plan = world.plan((sort % f"name: A, {TURNS}, {DAYS}") + ALWAYS)

    assert told(plan) == [
        (
            "error",
            "broken-promise",
            "somebody is to be on call then, and nobody is from Mon 2 Mar 2026 17:00 to "
            "Tue 3 Mar 2026 09:00 (Europe/London), every week",
        )
    ]


@SORTS
def test_one_that_the_plan_makes_worse_is_an_error_that_says_when(world, sort):
    world.applied(sort % f"name: A, {TURNS}, {DAYS}")

    plan = world.plan((sort % f"name: A, {TURNS}, only: Mon-Thu 09:00-17:00") + ALWAYS)

    assert told(plan) == [
        (
            "error",
            "broken-promise",
            "somebody is to be on call then, and nobody is from Fri 6 Mar 2026 09:00 to "
            "Fri 6 Mar 2026 17:00 (Europe/London), where somebody is without this plan",
        )
    ]


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [
        (DAYS, "only: Mon-Sat 09:00-17:00", ["warning"]),
        (DAYS, "only: Mon-Fri 08:00-18:00", ["warning"]),
        (DAYS, "only: Mon-Fri 10:00-18:00", ["error"]),
        (DAYS, "only: Sat-Sun", ["error"]),
        (f"{DAYS}, until: 2028-01-01", DAYS, ["warning"]),
        (DAYS, f"{DAYS}, until: 2028-01-01", ["error"]),
        (DAYS, "only: null", []),
    ],
)
def test_gaps_within_those_that_were_there_are_not_worse(world, before, after, severity):
    world.applied(LAYERS % f"name: A, {TURNS}, {before}")

    assert severities(world.plan((LAYERS % f"name: A, {TURNS}, {after}") + ALWAYS)) == severity


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [("2 weeks", "2 weeks", ["warning"]), ("2 weeks", "3 weeks", ["error"]),
     ("weekly", "2 weeks", ["error"]), ("3 weeks", "2 weeks", ["warning"]),
     ("2 weeks", "weekly", [])],
)  # fmt: skip
def test_turns_that_are_not_longer_than_they_were_are_not_worse(world, before, after, severity):
    turns = LAYERS % f"name: A, {TURNS}"
    promise = "    expect: {max_consecutive: 1 week}\n"
    world.applied(turns.replace("weekly", before))

    plan = world.plan(turns.replace("weekly", after) + promise)

    assert severities(plan) == severity


def test_it_is_judged_by_what_it_makes_way_for(world):
    text = LAYERS % f"name: A, {TURNS}, {DAYS}"
    world.applied(text)

    plan = world.plan(text.replace("layers:", "rotations:") + ALWAYS)

    assert severities(plan) == ["warning"]


def test_a_new_schedule_has_no_excuse(world):
    assert severities(world.plan((LAYERS % f"name: A, {TURNS}, {DAYS}") + ALWAYS)) == ["error"]


POLICY = f"""\
escalation_policies:
  web: {{escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [{ANA}]}}]}}
services: {{api: {{escalation_policy: web}}}}
"""


def test_one_of_something_outside_the_selection_never_stops(world):
    kept = LAYERS % f"name: A, {TURNS}"
    world.applied(kept + POLICY)
    broken = (LAYERS % f"name: A, {TURNS}, {DAYS}") + ALWAYS
    service = POLICY.replace("{escalation_policy: web}", "{escalation_policy: web, name: API}")

    plan = world.plan(broken + service, only=(("service", "api"),))

    assert (told(plan), [one.key for one in plan.changes]) == ([], ["api"])


def test_one_of_a_new_schedule_outside_the_selection_never_stops(world):
    world.applied(POLICY)
    broken = (LAYERS % f"name: A, {TURNS}, {DAYS}") + ALWAYS
    service = POLICY.replace("{escalation_policy: web}", "{escalation_policy: web, name: API}")

    assert told(world.plan(broken + service, only=(("service", "api"),))) == []
