"""Layers that become rotations in the YAML: a new schedule, and policies that turn to it."""

import httpx
import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL, shifts
from reconcile.shift_rotas import POLICY, ident, on_call, shift_based, turns, weekdays
from reconcile.shop import open_incident
from reconcile.world import World, changes, ended, results, said

LAYERS = (
    "schedules:\n  a:\n    time_zone: Europe/London\n    layers: [{name: Base, "
    f"rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]}}]\n"
)
SHIFTS = "rotate: weekly, handoff: Mon 09:00"
ANCHOR = f", anchor: {{who: {ANA}, at: 2026-03-02}}"
WEEKLY = shift_based(weekdays(ANA, BEN, shifts=SHIFTS, more=ANCHOR))
OLD, NEW = LAYERS + POLICY, WEEKLY + POLICY
WEEKENDS = weekdays(ANA, more="", shifts="shifts: Sat-Sun 09:00-17:00")


def policy(world, name="p"):
    listed = world.get("/escalation_policies")["escalation_policies"]
    return next(one for one in listed if one["name"] == name)


def target(world, name="p"):
    return policy(world, name)["escalation_rules"][0]["targets"][0]


def test_the_new_one_comes_first_and_the_old_one_goes_last(world):
    world.applied(OLD)
    assert changes(world.plan(NEW)) == [
        ("replace", "schedule", "a"),
        ("update", "schedule", "a (name)"),
        ("update", "escalation_policy", "p"),
        ("delete", "schedule", "a (layers)"),
    ]
    world.forget()
    world.applied(NEW)
    assert [method for method, _ in world.writes()] == [
        *("POST", "POST", "POST"),
        *("PUT", "PUT"),
        *("PUT", "DELETE"),
    ]
    assert target(world)["id"] == ident(world)
    assert world.get("/schedules")["schedules"] == []


def test_the_old_one_counts_as_a_deletion(world):
    world.applied(OLD)
    settings = "stack: acme\nsafety: {max_deletes: 0}\n"
    assert "1 deletion is more than 0" in world.plan(NEW, settings).refused[0]


def test_it_is_alone_in_a_configuration_and_still_no_other_teams_stack(world):
    world.applied(LAYERS)
    world.applied(WEEKLY)


def test_a_policy_of_somebody_else_that_uses_it_forbids_it(world):
    world.applied(OLD)
    rules = policy(world)["escalation_rules"]
    body = {"type": "escalation_policy", "name": "Theirs", "escalation_rules": rules}
    world.send("POST", "/escalation_policies", {"escalation_policy": body})
    ((rule, place, message),) = said(world.plan(NEW))
    assert (rule, place) == ("replacement-in-use", "policies.yaml:5:7")
    assert "escalation policy 'Theirs' (not in this configuration)" in message


def test_a_policy_that_goes_in_the_same_plan_does_not_forbid_it(world):
    world.applied(OLD)
    assert [one.key for one in world.plan(WEEKLY).changes] == ["a", "a (name)", "p", "a (layers)"]
    world.applied(WEEKLY)


def test_a_policy_that_cannot_go_yet_leaves_the_old_one_until_it_can(world):
    world.applied(OLD + "services: {web: {name: Web, escalation_policy: p}}\n")
    open_incident(world, "Web")
    plan = world.plan(WEEKLY)
    assert {one.key: bool(one.blocked) for one in plan.changes} == {
        "a": False,
        "a (name)": False,
        "web": True,
        "p": True,
        "a (layers)": True,
    }
    assert (said(plan), ended(world.apply(WEEKLY))) == ([], {"done", "blocked"})


def test_overrides_ahead_forbid_it(world):
    world.applied(OLD)
    old = world.named("schedule", "schedules", "a")["id"]
    user = world.get("/users")["users"][0]["id"]
    override = {
        "start": "2026-03-05T09:00:00Z",
        "end": "2026-03-05T17:00:00Z",
        "user": {"id": user, "type": "user_reference"},
    }
    world.send("POST", f"/schedules/{old}/overrides", {"overrides": [override]})
    assert [(rule, message) for rule, _, message in said(world.plan(NEW))] == [
        (
            "replacement-loses-overrides",
            "schedule 'a' has layers in the account and cannot be replaced: 1 override ahead would "
            f"go with it: {ANA} from 2026-03-05 09:00 to 2026-03-05 17:00 (Europe/London)",
        )
    ]


def test_one_that_pdsync_does_not_own_is_not_replaced(world):
    world.applied(LAYERS, "ownership: none\n")
    assert [rule for rule, _, _ in said(world.plan(WEEKLY))] == ["layered-schedule"]


def test_the_next_run_finishes_what_was_left(world):
    world.applied(OLD)
    world.apply(NEW, interrupted=world.once_written())
    assert changes(world.plan(NEW)) == [
        ("update", "escalation_policy", "p"),
        ("update", "schedule", "a"),
        ("delete", "schedule", "a (layers)"),
    ]
    world.applied(NEW)


def test_without_an_anchor_whoever_is_on_call_stays(world):
    world.applied(OLD)
    world.sleep(9 * 86400)
    bare = NEW.replace(ANCHOR, "")
    assert (said(world.plan(bare)), turns_of_layers(world)) == ([], ["ben", "ana", "ben", "ana"])
    world.applied(bare)
    assert turns(world) == ["ben", "ana", "ben", "ana"]


@pytest.mark.parametrize("days", [0, 2, 4.3125, 5, 9])
@pytest.mark.parametrize("each", [1, 5])
def test_shifts_of_working_days_go_on_where_the_layer_was(world, days, each):
    rotate = "rotate: weekly, handoff: Mon 00:00" if each > 1 else 'rotate: daily, handoff: "00:00"'
    layer = f"{rotate}, members: [{ANA}, {BEN}, {CHLOE}], only: Mon-Fri 09:00-17:00"
    world.applied(LAYERS[: LAYERS.index("[{")] + f"[{{{layer}}}]\n" + POLICY)
    world.sleep(days * 86400)
    before = shifts(world, 6)
    world.applied(shift_based(weekdays(ANA, BEN, CHLOE, more=f", per_member: {each}")) + POLICY)
    # PagerDuty tells a shift of the layers whole, and one of the rotations from its creation on.
    assert on_call(world, 6)[1:] == before[1:]


def turns_of_layers(world):
    return [who for _, who in shifts(world, 3)]


def test_turns_of_which_nobody_is_on_call_by_the_layers_forbid_it(world):
    world.applied(OLD)
    others = NEW.replace(ANCHOR, "").replace(ANA, CHLOE).replace(BEN, DANIEL)
    ((rule, place, message),) = said(world.plan(others))
    assert (rule, place) == ("replacement-without-anchor", "policies.yaml:5:7")
    assert "none of their members is on call by the layers then" in message


class Breaking(httpx.BaseTransport):
    """Refuses every write after some, once it is told to."""

    def __init__(self, inner):
        self.inner, self.left = inner, None

    def handle_request(self, request):
        if self.left is not None and request.method != "GET":
            self.left -= 1
            if self.left < 0:
                return httpx.Response(400, json={"error": {"message": "no", "code": 2001}})
        return self.inner.handle_request(request)


@pytest.fixture
def breaking():
    return World(around=Breaking)


def test_a_policy_that_turns_to_one_left_half_made_needs_it_in_the_selection(breaking):
    breaking.applied(OLD)
    breaking.wire.left = 1
    breaking.apply(NEW)
    breaking.wire.left = None
    (found,) = breaking.plan(NEW, only=(("escalation_policy", "p"),)).diagnostics
    assert found.message == (
        "escalation policy `p` needs schedule `a`, which would have to be finished and is outside "
        "the selection"
    )


@pytest.mark.parametrize("calls", [1, 2, 3, 4])
def test_one_left_half_made_is_finished_before_anything_turns_to_it(breaking, calls):
    new = NEW.replace("escalation", f"      - {{{WEEKENDS}}}\nescalation", 1)
    breaking.applied(OLD)
    old = target(breaking)["id"]
    breaking.wire.left = calls
    breaking.apply(new)
    breaking.wire.left = None
    plan = breaking.plan(new)
    assert (said(plan), plan.refused) == ([], ())
    assert changes(plan) == [
        ("update", "schedule", "a"),
        ("update", "escalation_policy", "p"),
        ("update", "schedule", "a (name)"),
        ("delete", "schedule", "a (layers)"),
    ]
    breaking.wire.left = 0
    assert {one for one, _ in results(breaking.apply(new)).values()} == {"failed", "skipped"}
    assert target(breaking)["id"] == old
    breaking.wire.left = None
    breaking.applied(new)
    assert target(breaking)["id"] == ident(breaking)


def test_the_plan_of_one_left_half_made_says_what_goes_and_who_is_on_call(breaking):
    breaking.applied(OLD)
    breaking.wire.left = 1
    breaking.apply(NEW)
    breaking.wire.left = None
    schedule, policy, _, old = breaking.plan(NEW).changes
    assert "it is made and read back" in schedule.notes[0]
    assert [(one.old, one.new) for one in policy.fields] == [(["a (layers)"], ["a"])]
    assert str(old.place) == str(schedule.place)


def test_one_that_is_protected_is_not_replaced_and_the_way_out_is_told(world):
    world.applied(OLD.replace("time_zone", "protected: true\n    time_zone", 1))
    (why,) = world.plan(NEW).refused
    assert "put its `layers:` back with `protected: false`" in why


def test_a_selection_takes_all_of_a_replacement_or_none_of_it(world):
    world.applied(OLD)
    alone = world.plan(NEW, only=(("schedule", "a"),))
    assert said(alone) == [
        (
            "needs-outside",
            "policies.yaml:2:3",
            "schedule `a` takes the place of the one with layers, and escalation policy `p`, which "
            "turns to it, is outside the selection",
        )
    ]
    (users,) = world.plan(NEW, only=(("escalation_policy", "p"),)).diagnostics
    assert (users.message, users.help) == (
        "escalation policy `p` needs schedule `a`, which would have to be created and is outside "
        "the selection",
        "add `--only schedule:a`",
    )
    both = world.plan(NEW, only=(("schedule", "a"), ("escalation_policy", "p")))
    assert (said(both), len(both.changes)) == ([], 4)
