"""What is said of the account after a plan: without what is blocked or outside the selection."""

import pytest
from organisation import ANA, BEN
from reconcile.world import World, ended, said

TEAM = "teams: {{t: {{members: [{}]}}}}\n"
SCHEDULES = """\
schedules:
  a:
    name: {}
    time_zone: Europe/London
    expect: {{coverage: always}}
    layers: [{{name: L, rotate: weekly, handoff: Mon 09:00, members: [{}], only: {}}}]
"""
OLD = """\
  old:
    name: Old
    time_zone: Europe/London
    layers: [{name: L, rotate: weekly, handoff: Mon 09:00, members: [ben.okafor@acme.example]}]
"""
DAYS, ALWAYS = "Mon-Fri 09:00-17:00", "null"
POLICY = """\
escalation_policies:
  p: {{name: P, team: t, escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [{}]}}]}}
"""
BEFORE = SCHEDULES.format("A", ANA, DAYS).replace("    expect: {coverage: always}\n", "")
AFTER = SCHEDULES.format("Old", BEN, ALWAYS)
"""Mends the promise, and takes the name of a schedule that cannot go."""
TURNED = (
    TEAM.format(f"{ANA}, {BEN}") + POLICY.format("old") + "schedules:\n" + OLD,
    TEAM.format(f"{ANA}, {BEN}") + POLICY.format(BEN),
)


@pytest.fixture(scope="module")
def blocked():
    """A world in which `a` takes a name that does not come free, and its plan."""
    world = World()
    world.applied(BEFORE + OLD)
    used_by_hand(world, "Old")
    return world, world.plan(AFTER)


def used_by_hand(world, name):
    schedule = world.named("schedule", "schedules", name)
    target = {"id": schedule["id"], "type": "schedule_reference"}
    rules = [{"escalation_delay_in_minutes": 5, "targets": [target]}]
    body = {"type": "escalation_policy", "name": "By hand", "escalation_rules": rules}
    world.send("POST", "/escalation_policies", {"escalation_policy": body})


def test_a_promise_is_judged_by_what_is_left_when_the_change_that_mends_it_is_blocked(blocked):
    _, plan = blocked
    assert [bool(one.blocked) for one in plan.changes] == [True, True]
    ((rule, _, message),) = said(plan)
    assert (rule, message[-40:]) == ("broken-promise", "it is so now, and this plan leaves it so")


def test_nobody_is_on_call_because_of_what_is_blocked(blocked):
    _, plan = blocked
    assert plan.oncall.touched == ()
    assert [one.notes for one in plan.changes] == [(), ()]


def test_a_promise_is_judged_by_what_the_selection_leaves(world):
    text = SCHEDULES.format("A", ANA, "{}") + "teams: {t: {}}\n"
    world.applied(BEFORE)
    plan = world.plan(text.replace("{}", ALWAYS, 1), only=(("team", None),))
    assert [(one.rule, one.severity.value) for one in plan.diagnostics] == [
        ("broken-promise", "warning")
    ]


def test_what_is_still_used_outside_the_selection_is_not_deleted(world):
    before, after = TURNED
    world.applied(before)
    only = (("schedule", "old"),)
    (change,) = world.plan(after, only=only).changes
    assert change.blocked == ("used by escalation policy 'P', which is outside the selection",)
    world.forget()
    assert ended(world.apply(after, only=only)) == {"blocked"}
    assert world.writes() == []


def test_what_goes_outside_the_selection_still_uses_what_goes_in_it(world):
    world.applied(TURNED[0])
    (change,) = world.plan(TEAM.format(ANA), only=(("schedule", "old"),)).changes
    assert len(change.blocked) == 1
    assert change.blocked[0].endswith("which is outside the selection")


def test_who_is_still_used_outside_the_selection_stays_in_the_team(world):
    world.applied(TEAM.format(f"{ANA}, {BEN}") + POLICY.format(BEN))
    after = TEAM.format(ANA) + POLICY.format(ANA)
    plan = world.plan(after, only=(("team", None),))
    assert [(one.rule, one.help) for one in plan.diagnostics] == [
        ("missing-member", "add `--only escalation_policy:p`, which lets go of them")
    ]
    assert not world.plan(after).is_broken


def test_an_adoption_that_is_blocked_is_none_for_the_limits(world):
    world.applied("teams: {t: {}}\nschedules:\n" + OLD)
    used_by_hand(world, "Old")
    made = SCHEDULES.format("A", ANA, DAYS).replace("    expect: {coverage: always}\n", "")
    world.applied(made, "stack: other\n")
    live = world.named("schedule", "schedules", "A")
    settings = "stack: acme\nsafety: {adopt: refuse}\n"
    body = {"type": "schedule", "name": "A", "description": ""}
    world.send("PUT", f"/schedules/{live['id']}", {"schedule": body})
    text = made.replace("    name: A\n", f"    name: Old\n    id: {live['id']}\n")
    plan = world.plan("teams: {t: {}}\n" + text, settings)
    assert [(one.action.value, bool(one.blocked)) for one in plan.changes] == [
        ("adopt", True),
        ("delete", True),
    ]
    assert plan.refused == ()
