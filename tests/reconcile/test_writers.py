"""Several changes at one time: which may be, and in which order the others wait."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from reconcile.crews import shuffled, side_by_side
from reconcile.names import named
from reconcile.wire import is_write
from reconcile.world import changes, results

ANA, BEN = "ana.silva@acme.example", "ben.okafor@acme.example"


def rota(key, **more):
    fields = {"time_zone": "Europe/London", **more}
    rows = ", ".join(f"{name}: {value}" for name, value in fields.items())
    layers = f"[{{name: L, rotate: weekly, handoff: Mon 09:00, members: [{ANA}]}}]"
    return f"  {key}: {{{rows}, layers: {layers}}}\n"


def policy(key, target=ANA, delay=5, **more):
    rows = "".join(f"{name}: {value}, " for name, value in more.items())
    rules = f"[{{escalation_delay_in_minutes: {delay}, targets: [{target}]}}]"
    return f"  {key}: {{{rows}escalation_rules: {rules}}}\n"


def service(key, policy="p", **more):
    rows = "".join(f", {name}: {value}" for name, value in more.items())
    return f"  {key}: {{escalation_policy: {policy}{rows}}}\n"


def text(*, teams=(), schedules=(), policies=(), services=()):
    parts = {
        "teams": [f"  {key}: {{}}\n" for key in teams],
        "schedules": schedules,
        "escalation_policies": policies,
        "services": services,
    }
    return "".join(f"{name}:\n{''.join(rows)}" for name, rows in parts.items() if rows)


def together(*keys):
    """Every pair of these, in order."""
    ordered = sorted(keys)
    return {(one, other) for at, one in enumerate(ordered) for other in ordered[at + 1 :]}


def test_layered_schedules_of_no_team_are_made_side_by_side(world):
    assert side_by_side(world, text(schedules=[rota("a"), rota("b")])) == {
        ("schedule:a", "schedule:b")
    }


def test_policies_are_made_and_changed_side_by_side(world):
    made = side_by_side(world, text(policies=[policy("p"), policy("q")]))
    changed = side_by_side(world, text(policies=[policy("p", delay=6), policy("q", delay=7)]))
    assert made == changed == {("escalation_policy:p", "escalation_policy:q")}


def test_services_are_made_and_changed_side_by_side(world):
    before = text(policies=[policy("p")], services=[service("a"), service("b"), service("c")])
    after = before.replace("escalation_policy: p}", "escalation_policy: p, description: X}")
    pairs = together("service:a", "service:b", "service:c")
    assert [side_by_side(world, before), side_by_side(world, after)] == [pairs, pairs]


def test_integrations_of_different_services_are_side_by_side_and_those_of_one_are_not(world):
    before = text(policies=[policy("p")], services=[service("a"), service("b")])
    both = "p, integrations: {x: {type: events_api_v2}, y: {type: events_api_v2}}}"
    world.applied(before)
    assert side_by_side(world, before.replace("p}", both)) == {
        ("integration:a/x", "integration:b/x"),
        ("integration:a/x", "integration:b/y"),
    }


def test_a_service_and_its_integration_are_changed_one_after_another(world):
    before = text(
        policies=[policy("p")],
        services=[service("a", integrations="{x: {type: events_api_v2}}"), service("b")],
    )
    after = before.replace(
        "p, integrations: {x: {", "p, description: D, integrations: {x: {name: X, "
    )
    world.applied(before)
    assert side_by_side(world, after.replace("policy: p}", "policy: p, description: E}")) == {
        ("integration:a/x", "service:b"),
    }


def test_schedules_and_policies_that_share_a_team_are_not_side_by_side(world):
    world.applied(text(teams="tu"))
    made = text(
        teams="tu",
        schedules=[rota("a", teams="[t]"), rota("b", teams="[t, u]"), rota("c", teams="[u]")],
        policies=[policy("p", team="t"), policy("q", team="u"), policy("r", team="t")],
    )
    pairs = side_by_side(world, made)
    sharing = {
        *together("schedule:a", "schedule:b", "escalation_policy:p", "escalation_policy:r"),
        *together("schedule:b", "schedule:c", "escalation_policy:q"),
    }
    assert pairs & sharing == set()
    assert pairs == {
        ("escalation_policy:p", "schedule:c"),
        ("escalation_policy:r", "schedule:c"),
    }


ALONE = {
    "teams": (text(), text(teams="tu")),
    "members of teams": (
        text(teams="tu"),
        text(teams="tu").replace("{}", f"{{members: [{ANA}]}}"),
    ),
    "updates of schedules": (
        text(schedules=[rota("a"), rota("b")]),
        text(schedules=[rota("a", description="X"), rota("b", description="X")]),
    ),
    "rotations": (
        text(),
        text(schedules=[rota("a"), rota("b")])
        .replace("layers: [{name: L, ", "rotations: [{")
        .replace("rotate: weekly, handoff: Mon 09:00", "shifts: Mon-Fri 09:00-17:00"),
    ),
    "deletions": (
        text(policies=[policy("p"), policy("q"), policy("r")]),
        text(policies=[policy("p")]),
    ),
    "services that turn to another policy": (
        text(policies=[policy("p"), policy("q")], services=[service("a"), service("b")]),
        text(policies=[policy("p"), policy("q")], services=[service("a", "q"), service("b", "q")]),
    ),
    "policies that turn to somebody else": (
        text(policies=[policy("p"), policy("q")]),
        text(policies=[policy("p", BEN), policy("q", BEN)]),
    ),
    "names that change hands": (
        named("escalation_policies", a="Red", b="Blue", c="Green"),
        named("escalation_policies", a="Blue", b="Red", c="Black", d="Green"),
    ),
    "services that are switched off": (
        text(policies=[policy("p")], services=[service("a"), service("b")]),
        text(
            policies=[policy("p")],
            services=[service("a", status="disabled"), service("b", status="disabled")],
        ),
    ),
}


@pytest.mark.parametrize("what", ALONE)
def test_one_after_another_go(world, what):
    before, after = ALONE[what]
    world.applied(before)
    assert len(changes(world.plan(after))) > 1
    assert side_by_side(world, after) == set()


def test_what_goes_alone_waits_for_all_before_it_and_nothing_after_it_begins(world):
    before = text(policies=[policy("p"), policy("q")], services=map(service, "abcde"))
    world.applied(before)
    after = before.replace("policy: p}", "policy: p, description: X}")
    after = after.replace("c: {escalation_policy: p", "c: {escalation_policy: q")
    assert side_by_side(world, after) == {
        ("service:a", "service:b"),
        ("service:d", "service:e"),
    }


def test_no_more_are_under_way_than_there_are_writers(world):
    shuffled(world, 3)
    most = []
    world.how["progress"] = lambda step: most.append(len(step.under_way))
    world.applied(text(policies=[policy(key) for key in "abcdefgh"]))
    assert max(most) == 3


def test_what_needs_another_begins_when_that_is_done(world):
    made = text(
        policies=[policy("p"), policy("q")], services=[service("a", "p"), service("b", "q")]
    )
    pairs = side_by_side(world, made)
    assert pairs & {("escalation_policy:p", "service:a"), ("escalation_policy:q", "service:b")} == (
        set()
    )
    assert ("escalation_policy:p", "service:b") in pairs


def test_the_outcomes_and_what_is_told_of_them_are_in_the_order_of_the_plan(world):
    shuffled(world, 4)
    told = []
    world.how["progress"] = lambda step: step.outcome and told.append((step.index, step.change.key))
    done = world.applied(text(policies=[policy(key) for key in "abcdef"]))
    assert [one.change.key for one in done.outcomes] == list("abcdef")
    assert told == [*enumerate("abcdef", start=1)]


def test_a_failure_stops_only_what_depends_on_it(bent):
    bent.wire.bend = refusing('"name": "q"')
    shuffled(bent, 4)
    made = text(
        policies=[policy("p"), policy("q"), policy("r")],
        services=[service("a", "p"), service("b", "q"), service("c", "r")],
    )
    assert {key: found for key, (found, _) in results(bent.apply(made)).items()} == {
        ("escalation_policy", "p"): "done",
        ("escalation_policy", "q"): "failed",
        ("escalation_policy", "r"): "done",
        ("service", "a"): "done",
        ("service", "b"): "skipped",
        ("service", "c"): "done",
    }
    bent.wire.bend = lambda request, answer: answer()
    bent.applied(made)


def refusing(words):
    """PagerDuty refusing each write whose body has some words."""

    def bend(request, answer):
        if is_write(request) and words in request.read().decode():
            return httpx.Response(400, json={"error": {"message": "No", "code": 2001}})
        return answer()

    return bend


def test_what_refers_to_a_new_schedule_waits_until_no_other_run_has_made_it(world):
    made = text(schedules=[rota("a"), rota("b")], policies=[policy("p", "a"), policy("q", "b")])
    world.applied(text(policies=[policy("z")]))
    made = made.replace("escalation_policies:\n", f"escalation_policies:\n{policy('z')}")
    asked = reads_and_writes(world, made)
    readings = {"GET /schedules", "GET /v3/schedules"}  # side by side
    assert [set(asked[:2]), *asked[2:4], set(asked[4:6]), *asked[6:]] == [
        readings,
        "POST /schedules",
        "POST /schedules",
        readings,
        "POST /escalation_policies",
        "POST /escalation_policies",
    ]


def test_a_list_is_not_read_again_while_what_changes_it_is_under_way(bent):
    def take_long(request, answer):
        if is_write(request, "/schedules"):
            bent.now += timedelta(seconds=11)
        return answer()

    bent.wire.bend = take_long
    asked = reads_and_writes(bent, text(schedules=[rota(key) for key in "abcdef"]))
    assert "".join("R" if one.startswith("GET") else "W" for one in asked) == "RRWWWWRRWW"


def reads_and_writes(world, made):
    """The requests of an apply from its first reading of schedules to its last write."""
    shuffled(world, 4)
    planned = []
    world.how["progress"] = lambda step: planned or planned.append(len(world.sandbox.requests))
    world.applied(made)
    asked = [f"{one.method} {one.path}" for one in world.sandbox.requests[planned[0] :]]
    last = max(at for at, one in enumerate(asked) if not one.startswith("GET"))
    return asked[: last + 1]


@pytest.mark.parametrize("writers", [1, 8])
def test_changes_that_need_each_other_end_in_the_order_of_the_plan(world, writers):
    plan = world.plan(text(policies=[policy("p"), policy("q")]))
    both = frozenset(one.address for one in plan.changes)
    round_and_round = tuple(replace(one, needs=both - {one.address}) for one in plan.changes)

    shuffled(world, writers)
    applied = world.carry_out(replace(plan, changes=round_and_round))

    assert list(results(applied).items()) == [
        (("escalation_policy", "p"), ("done", None)),
        (("escalation_policy", "q"), ("done", None)),
    ]
