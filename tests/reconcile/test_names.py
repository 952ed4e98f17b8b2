"""Names that change hands in one plan: let go of before they are taken, whatever fails."""

import pytest
from reconcile import names as case
from reconcile.names import named, names, refusing
from reconcile.shop import open_incident
from reconcile.world import changes, ended, results, said


@pytest.fixture
def field(shared):
    return lambda name: case.field(shared, name)


def test_a_name_that_is_let_go_of_is_taken_by_a_new_service_in_the_same_run(world, field):
    world.applied(field("before.yaml"))
    assert changes(world.plan(field("policies/a.yaml"))) == [
        ("update", "service", "s1"),
        ("create", "service", "s3"),
    ]
    world.applied(field("policies/a.yaml"))
    assert names(world, "services") == ["API", "API (old)", "Web"]


def test_names_that_move_on_do_so_from_the_end_of_their_chain(world, field):
    world.applied(field("before.yaml"))
    assert changes(world.plan(field("chain.yaml"))) == [
        ("update", "service", "s2"),
        ("update", "service", "s1"),
    ]
    world.applied(field("chain.yaml"))
    assert names(world, "services") == ["Web", "Web2"]


def test_what_goes_is_renamed_out_of_the_way_of_its_successor_and_deleted_last(world, field):
    world.applied(field("before.yaml"))
    old = world.named("service", "services", "API")["id"]
    kept = world.named("service", "services", "Web")["id"]
    plan = world.plan(field("delete-and-take-over.yaml"))
    assert [(one.key, one.notes, [call.body for call in one.calls]) for one in plan.changes] == [
        (
            "s1 (name)",
            ("makes its name free for service `s2`, and is deleted once that has it",),
            [{"service": {"type": "service", "name": "API (replaced, pdsync)"}}],
        ),
        ("s2", (), [{"service": {"type": "service", "name": "API"}}]),
        ("s1", (), [None]),
    ]
    world.forget()
    world.applied(field("delete-and-take-over.yaml"))
    assert world.writes() == [
        ("PUT", f"/services/{old}"),
        ("PUT", f"/services/{kept}"),
        ("DELETE", f"/services/{old}"),
    ]


def test_what_is_renamed_out_of_the_way_keeps_its_mark_and_is_deleted_by_the_next_run(bent, field):
    bent.applied(field("before.yaml"))
    bent.wire.bend = refusing("DELETE")
    bent.apply(field("delete-and-take-over.yaml"))
    left = bent.named("service", "services", "API (replaced, pdsync)")
    assert left["description"] == "[managed by pdsync: acme/s1]"
    bent.wire.bend = lambda request, answer: answer()
    bent.applied(field("delete-and-take-over.yaml"))
    assert names(bent, "services") == ["API"]


def test_a_name_goes_ahead_of_the_rest_of_its_change_where_a_new_one_takes_it(world):
    """Whoever still uses the policy is not notified by its new rules before that."""
    before = named("escalation_policies", a="One", b="Two")
    world.applied(before + "services: {shop: {escalation_policy: a}}\n")
    after = named("escalation_policies", a="One (old)", b="Two", c="One")
    after = after.replace("minutes: 5", "minutes: 9", 1)
    after += "services: {shop: {escalation_policy: c}}\n"
    assert changes(world.plan(after)) == [
        ("update", "escalation_policy", "a (name)"),
        ("create", "escalation_policy", "c"),
        ("update", "service", "shop"),
        ("update", "escalation_policy", "a"),
    ]
    world.applied(after)


def test_a_team_lets_go_of_its_name_before_its_members_leave_it(world):
    world.applied("teams: {a: {name: A, members: [ana.silva@acme.example]}}")
    after = "teams: {a: {name: Old A, members: []}, b: {name: A}}"
    assert changes(world.plan(after)) == [
        ("update", "team", "a (name)"),
        ("create", "team", "b"),
        ("update", "team", "a"),
    ]
    world.applied(after)


def test_a_name_that_another_key_leaves_free_by_was_is_taken(world):
    world.applied("teams: {a: {name: A}}")
    world.applied("teams: {old: {name: Old, was: a}, new: {name: A}}")
    assert names(world, "teams") == ["A", "Old"]


def test_a_name_that_is_left_free_by_something_with_an_id_is_taken(world):
    live = world.send("POST", "/teams", {"team": {"type": "team", "name": "A"}})["team"]
    world.applied(f"teams: {{old: {{name: Old, id: {live['id']}}}, new: {{name: A}}}}")
    assert world.named("team", "teams", "Old")["id"] == live["id"]


def test_names_are_the_same_whatever_their_case(world):
    world.applied("teams: {a: {name: Payments}, b: {name: Web}}")
    world.applied("teams: {a: {name: Money}, b: {name: PAYMENTS}}")
    assert names(world, "teams") == ["Money", "PAYMENTS"]


def test_schedules_are_never_two_of_one_name_on_the_way(world):
    world.applied(named("schedules", a="One", b="Two"))
    first, second = (world.named("s", "schedules", name)["id"] for name in ("One", "Two"))
    world.forget()
    world.applied(named("schedules", a="Two", b="Three"))
    assert world.writes() == [("PUT", f"/schedules/{second}"), ("PUT", f"/schedules/{first}")]


def test_a_name_out_of_the_way_is_no_longer_than_names_may_be_and_nobodys_yet(world):
    long, taken = "x" * 100, f"'{'x' * 81} (replaced, pdsync)'"
    world.applied(named("teams", a=long, b="B", c=taken))
    plan = world.plan(named("teams", b=long, c=taken))
    assert plan.changes[0].fields[0].new == f"{'x' * 79} (replaced 2, pdsync)"


def test_a_name_of_something_that_is_not_managed_is_found_at_plan_time(world):
    world.applied("teams: {a: {name: A}}")
    live = world.send("POST", "/teams", {"team": {"type": "team", "name": "B"}})["team"]
    plan = world.plan("teams: {a: {name: b}}")
    assert said(plan) == [
        (
            "name-taken",
            "policies.yaml:1:19",
            f"team `a` cannot be called 'b': the account has team 'B' ({live['id']}), which is "
            "not managed here",
        )
    ]
    assert plan.diagnostics[0].help == "choose another name, or give that one another name first"


def test_a_name_is_not_said_to_be_taken_by_what_has_another_error(world):
    world.applied(named("schedules", a="A", b="B"))
    after = named("schedules", a="B", b="C")
    at = after.rindex("ana.silva@acme.example")
    wrong = f"{after[:at]}nobody@acme.example{after[at + 22 :]}"
    assert [rule for rule, _, _ in said(world.plan(wrong))] == ["unknown-reference"]


def test_a_name_is_not_said_to_be_taken_by_what_cannot_be_what_is_written(world):
    shifts = named("schedules", a="A").replace("layers:", "rotations:")
    world.applied(shifts + named("schedules", b="B").removeprefix("schedules:\n"))
    plan = world.plan(named("schedules", a="C", b="A"))
    assert [rule for rule, _, _ in said(plan)] == ["shift-based-schedule"]


def test_a_name_of_another_stacks_is_found_at_plan_time(world):
    world.applied("teams: {a: {name: A}}")
    mark = "[managed by pdsync: other/b]"
    body = {"team": {"type": "team", "name": "B", "description": mark}}
    ident = world.send("POST", "/teams", body)["team"]["id"]
    assert [message for _, _, message in said(world.plan("teams: {a: {name: B}}"))] == [
        f"team `a` cannot be called 'B': the account has team 'B' ({ident}), which is marked {mark}"
    ]


def test_a_name_of_what_cannot_be_deleted_blocks_whoever_takes_it_and_what_needs_that(world, field):
    world.applied(field("before.yaml"))
    incident = open_incident(world, "API")
    text = field("delete-and-take-over.yaml")
    plan = world.plan(text)
    assert [(one.key, one.blocked) for one in plan.changes] == [
        ("s2", ("its name is that of service `s1`, whose deletion is blocked",)),
        ("s1", (f"open incident 'Down', {incident['html_url']}",)),
    ]
    world.forget()
    assert ended(world.apply(text)) == {"blocked"}
    assert world.writes() == []


def test_a_name_that_does_not_come_free_is_not_given_ahead_of_the_rest_either(world):
    world.applied(
        named("escalation_policies", a="A", b="B") + "services: {s: {escalation_policy: a}}"
    )
    open_incident(world, "s")
    after = named("escalation_policies", b="A", c="B").replace("minutes: 5", "minutes: 9", 1)
    assert {one.key: bool(one.blocked) for one in world.plan(after).changes} == {
        "c": True,
        "s": True,
        "a": True,
        "b": True,
    }
    world.forget()
    world.apply(after)
    assert world.writes() == []


@pytest.mark.parametrize(
    ("only", "message", "hint"),
    [
        (
            ("service", "s2"),
            "service `s2` takes the name 'API' over from service `s1`, which is outside the "
            "selection",
            "add `--only service:s1`",
        ),
        (
            ("service", "s1"),
            "service `s1` goes when service `s2` has its name, and that is outside the selection",
            "add `--only service:s2`",
        ),
    ],
)
def test_a_selection_has_both_who_goes_and_who_takes_the_name(world, field, only, message, hint):
    world.applied(field("before.yaml"))
    plan = world.plan(field("delete-and-take-over.yaml"), only=(only,))
    assert [(one.rule, one.message, one.help) for one in plan.diagnostics] == [
        ("needs-outside", message, hint)
    ]


def test_a_selection_may_let_go_of_a_name_and_not_take_it(world, field):
    world.applied(field("before.yaml"))
    chain = field("chain.yaml")
    assert changes(world.plan(chain, only=(("service", "s2"),))) == [("update", "service", "s2")]
    plan = world.plan(chain, only=(("service", "s1"),))
    assert [one.message for one in plan.diagnostics] == [
        "service `s1` takes the name 'Web' over from service `s2`, which is outside the selection"
    ]


def test_a_taker_that_fails_leaves_what_has_the_name_and_the_next_run_goes_on(bent, field):
    bent.applied(field("before.yaml"))
    bent.wire.bend = refusing("PUT", after=1)
    text, kept = field("delete-and-take-over.yaml"), bent.named("s", "services", "Web")["id"]
    assert results(bent.apply(text)) == {
        ("service", "s1 (name)"): ("done", None),
        ("service", "s2"): ("failed", f"PUT /services/{kept}: 400 No (code 2001)"),
        ("service", "s1"): ("skipped", "it needs service `s2`, which is failed"),
    }
    bent.wire.bend = lambda request, answer: answer()
    bent.applied(text)
    assert names(bent, "services") == ["API"]
