"""People who leave a team together with what PagerDuty kept them in it for."""

import pytest
from reconcile.names import refusing
from reconcile.shop import open_incident
from reconcile.world import changes, ended, results, said

ANA_ALONE = "{members: [ana.silva@acme.example]}"

FIELD = "04-member-of-a-policy-that-goes"
CHLOE = "chloe.martin@acme.example"
TEAM = "teams: {{a: {{members: [{}]}}}}\n"
BOTH, ANA = TEAM.format(f"ana.silva@acme.example, {CHLOE}"), TEAM.format("ana.silva@acme.example")
LAYER = f"{{name: L, rotate: weekly, handoff: Mon 09:00, members: [{CHLOE}]}}"
LAYERED = f"schedules: {{s: {{teams: [a], time_zone: Europe/London, layers: [{LAYER}]}}}}\n"
SHIFTS = LAYERED.replace("layers:", "rotations:")
RULES = f"[{{escalation_delay_in_minutes: 5, targets: [{CHLOE}]}}]"
POLICY = f"escalation_policies: {{p: {{team: a, escalation_rules: {RULES}}}}}\n"
SERVICE = "services: {web: {name: Web, escalation_policy: p}}\n"


@pytest.fixture
def field(shared):
    def read(name):
        return (shared / "cases" / "field" / FIELD / name).read_text()

    return read


def test_a_policy_goes_and_then_its_person_leaves_the_team(world, field):
    world.applied(field("before.yaml"))
    assert changes(world.plan(field("policies/a.yaml"))) == [
        ("delete", "escalation_policy", "retired"),
        ("update", "team", "a"),
    ]
    world.forget()
    world.applied(field("policies/a.yaml"))
    assert [method for method, _ in world.writes()] == ["DELETE", "DELETE"]


@pytest.mark.parametrize("schedule", [LAYERED, SHIFTS], ids=["layers", "rotations"])
def test_a_schedule_goes_and_then_its_person_leaves_the_team(world, schedule):
    world.applied(BOTH + schedule)
    assert changes(world.plan(ANA)) == [("delete", "schedule", "s"), ("update", "team", "a")]
    world.applied(ANA)


def test_who_leaves_waits_for_a_policy_that_lets_them_go(bent):
    bent.applied(BOTH + POLICY)
    after = ANA + POLICY.replace(CHLOE, "ana.silva@acme.example")
    bent.wire.bend = refusing("PUT")
    assert {key: result for (_, key), (result, _) in results(bent.apply(after)).items()} == {
        "p": "failed",
        "a": "skipped",
    }
    bent.wire.bend = lambda request, answer: answer()
    bent.applied(after)


def test_who_leaves_is_blocked_with_the_deletion_of_the_policy(world):
    world.applied(BOTH + POLICY + SERVICE)
    incident = open_incident(world, "Web")
    plan = world.plan(ANA)
    assert {one.key: one.blocked for one in plan.changes} == {
        "web": (f"open incident 'Down', {incident['html_url']}",),
        "p": ("used by service 'Web' (not in this configuration)",),
        "a": (
            f"{CHLOE} cannot leave it before escalation policy `p` is deleted, which is blocked",
        ),
    }
    world.forget()
    assert ended(world.apply(ANA)) == {"blocked"}
    assert world.writes() == []


@pytest.mark.parametrize("schedule", [LAYERED, SHIFTS], ids=["layers", "rotations"])
def test_who_leaves_is_blocked_with_the_deletion_of_the_schedule(world, schedule):
    world.applied(BOTH + schedule)
    ident = world.get("/schedules" if "layers" in schedule else "/v3/schedules")["schedules"][0][
        "id"
    ]
    target = {"id": ident, "type": "schedule_reference"}
    rule = {"escalation_delay_in_minutes": 5, "targets": [target]}
    body = {"type": "escalation_policy", "name": "By hand", "escalation_rules": [rule]}
    world.send("POST", "/escalation_policies", {"escalation_policy": body})
    plan = world.plan(ANA)
    assert {one.key: bool(one.blocked) for one in plan.changes} == {"s": True, "a": True}


def test_a_selection_without_the_policy_that_goes_says_what_to_add(world, field):
    world.applied(field("before.yaml"))
    plan = world.plan(field("policies/a.yaml"), only=(("team", None),))
    assert [(one.rule, one.help) for one in plan.diagnostics] == [
        ("missing-member", "add `--only escalation_policy:retired`, which is to be deleted")
    ]


def test_a_policy_that_is_not_managed_keeps_its_people_on_the_team(world):
    world.applied(BOTH)
    team = {"id": world.named("team", "teams", "a")["id"], "type": "team_reference"}
    (chloe,) = (one for one in world.get("/users")["users"] if one["email"] == CHLOE)
    target = {"id": chloe["id"], "type": "user_reference"}
    rule = {"escalation_delay_in_minutes": 5, "targets": [target]}
    body = {"type": "escalation_policy", "name": "By hand", "escalation_rules": [rule]}
    world.send("POST", "/escalation_policies", {"escalation_policy": {**body, "teams": [team]}})
    assert [rule for rule, _, _ in said(world.plan(ANA))] == ["missing-member"]


def test_a_selection_without_the_layers_that_make_way_says_what_to_add(world):
    world.applied(BOTH + LAYERED)
    after = TEAM.format("ana.silva@acme.example") + SHIFTS.replace(CHLOE, "ana.silva@acme.example")
    anchor = ", anchor: {who: ana.silva@acme.example, at: 2026-03-02}"
    after = after.replace(
        "members: [ana.silva@acme.example]}]", f"members: [ana.silva@acme.example]{anchor}}}]"
    )
    plan = world.plan(after, only=(("team", None),))
    assert [(one.rule, one.help) for one in plan.diagnostics] == [
        ("missing-member", "add `--only schedule:s`, whose rotations take its place")
    ]


def test_who_is_taken_out_of_a_running_shift_and_off_the_team_leaves_in_one_run(world):
    """Their shift is there for some minutes more, and puts them on no team."""
    world.applied(BOTH + SHIFTS.replace(f"[{CHLOE}]", f"[{CHLOE}, ana.silva@acme.example]"))
    world.applied(ANA + SHIFTS.replace(CHLOE, "ana.silva@acme.example"))


ROTA = SHIFTS.replace(f"[{CHLOE}]", f"[{CHLOE}, ana.silva@acme.example]")
MOVED = SHIFTS.replace("[a]", "[b]").replace(CHLOE, "ana.silva@acme.example")
TWO_TEAMS = f"teams: {{a: {ANA_ALONE}, b: {ANA_ALONE}}}\n"
PUT_ON = (
    "missing-member",
    f"PagerDuty puts {CHLOE} on the team `b`, because schedule `s` comes to belong to it and uses "
    "them yet",
    "add them to `members:` as long as it does, for a shift until its end; or first apply `s` "
    "without this team",
)


def told(plan):
    return [(one.rule, one.message, one.help) for one in plan.diagnostics]


@pytest.mark.parametrize("team", ["", f", b: {ANA_ALONE}"], ids=["a new team", "a team there"])
def test_a_running_shift_that_would_take_its_person_along_to_another_team_is_refused(world, team):
    world.applied(BOTH.replace("}}\n", f"}}{team}}}\n") + ROTA)
    assert told(world.plan(TWO_TEAMS + MOVED)) == [PUT_ON]


def test_so_is_one_that_goes_on_until_its_hand_off(world):
    world.applied(BOTH + ROTA)
    assert told(world.plan(TWO_TEAMS + MOVED, effective="handoff")) == [PUT_ON]


def test_so_are_members_who_are_kept_by_hand(world):
    world.applied(BOTH + SHIFTS)
    kept = SHIFTS.replace("[a]", "[b]").replace(f", members: [{CHLOE}]", "")
    assert told(world.plan(TWO_TEAMS + kept)) == [PUT_ON]


def test_whoever_is_on_the_list_until_then_goes_with_it_and_leaves_after_it(world):
    world.applied(BOTH + ROTA)
    world.applied(
        f"teams: {{a: {ANA_ALONE}, b: {{members: [ana.silva@acme.example, {CHLOE}]}}}}\n" + MOVED
    )
    world.sleep(40 * 60)
    world.applied(TWO_TEAMS + MOVED)


def test_a_shift_that_is_about_to_end_keeps_nobody_on_the_team_in_the_next_run_either(world):
    world.applied(BOTH + ROTA)
    after = ANA + SHIFTS.replace(CHLOE, "ana.silva@acme.example")
    world.apply(after, only=(("schedule", None),))
    assert changes(world.plan(after)) == [("update", "team", "a")]
    world.applied(after)
