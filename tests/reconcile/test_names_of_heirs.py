"""The name of a schedule with layers while one with rotations takes its place."""

import httpx
import pytest
from reconcile.names import broken_off
from reconcile.shift_rotas import ident, on_call
from reconcile.test_shift_based_replacing import NEW, OLD, policy, target
from reconcile.wire import is_write
from reconcile.world import World, changes, results, said

WRITES = 7
"""As many as it takes: a schedule, a rotation, its event, two names, a policy, a deletion."""
THEIRS = """\
escalation_policies:
  theirs: {escalation_rules: [{escalation_delay_in_minutes: 5, targets: [{schedule: {name: a}}]}]}
"""


def called(world):
    """The names of all schedules, each with whether anybody is on call by it."""
    layered = [one["name"] for one in world.get("/schedules")["schedules"]]
    shifts = [one["summary"] for one in world.get("/v3/schedules")["schedules"]]
    told = {name: "layers" for name in layered if name not in shifts}
    return told | {name: "shifts" if on_call(world, 1, name) else "nobody" for name in shifts}


@pytest.fixture(scope="module")
def seen():
    """What schedules were called after each write of a replacement."""
    found = []

    def around(inner):
        def handle(request):
            answer = inner.handle_request(request)
            if is_write(request) and world.watched:
                found.append((request.method, called(World.on(world.account))))
            return answer

        return httpx.MockTransport(handle)

    world = World(around=around)
    world.watched = False
    world.applied(OLD)
    world.watched = True
    world.applied(NEW)
    return found


def test_the_new_one_gets_the_name_once_it_is_whole_and_the_old_one_goes_last(seen):
    assert seen == [
        ("POST", {"a": "layers", "a (new, pdsync)": "nobody"}),
        ("POST", {"a": "layers", "a (new, pdsync)": "nobody"}),
        ("POST", {"a": "layers", "a (new, pdsync)": "shifts"}),
        ("PUT", {"a (replaced, pdsync)": "layers", "a (new, pdsync)": "shifts"}),
        ("PUT", {"a (replaced, pdsync)": "layers", "a": "shifts"}),
        ("PUT", {"a (replaced, pdsync)": "layers", "a": "shifts"}),
        ("DELETE", {"a": "shifts"}),
    ]


def test_who_is_on_call_is_told_under_the_name_that_stays(world):
    world.applied(OLD)
    touched = world.plan(NEW).oncall.touched
    assert {(one.key, one.name, one.was) for one in touched} == {("a", "a", None), ("p", "p", None)}


def test_the_plan_says_what_it_is_called_until_then_and_that_nothing_has_the_name_in_between(world):
    world.applied(OLD)
    made, name, *_ = world.plan(NEW).changes
    assert made.notes[-1] == "it is called 'a (new, pdsync)' until it is seen whole"
    assert [(one.path, one.old, one.new) for one in name.fields] == [
        ("/name", "a (new, pdsync)", "a")
    ]
    assert name.risks == (
        "'a' passes on from the schedule with layers, which becomes 'a (replaced, pdsync)': 2 "
        "calls with nothing between, in which no schedule has the name; if one fails, the next "
        "run ends it",
    )


@pytest.mark.parametrize("how", ["refused", "lost", "killed"])
@pytest.mark.parametrize("failing", range(1, WRITES + 1))
def test_what_breaks_off_is_ended_by_the_next_run(bent, failing, how):
    bent.applied(OLD)
    broken_off(bent, NEW, failing, how)
    assert "nobody" not in {what for name, what in called(bent).items() if name == "a"}
    bent.applied(NEW)
    assert called(bent) == {"a": "shifts"}
    assert target(bent)["id"] == ident(bent)


@pytest.mark.parametrize("failing", [1, 2, 3, 4])
def test_anothers_reference_by_name_means_the_old_one_until_the_new_one_is_whole(bent, failing):
    bent.applied(OLD)
    old = target(bent)["id"]
    broken_off(bent, NEW, failing, "refused")
    bent.apply(THEIRS, "stack: other\n")
    assert target(bent, "theirs")["id"] == old


def test_one_of_two_with_one_name_lets_go_of_it_though_it_cannot_be_deleted_yet(world):
    """So earlier versions left them: the new one with the name from the beginning."""
    world.applied(OLD)
    world.apply(NEW, interrupted=world.once_written())
    body = {"schedule": {"name": "a"}}
    world.send("PUT", f"/v3/schedules/{ident(world, 'a (new, pdsync)')}", body)
    assert changes(world.plan(NEW)) == [
        ("update", "escalation_policy", "p"),
        ("update", "schedule", "a (layers) (name)"),
        ("delete", "schedule", "a (layers)"),
    ]
    world.applied(NEW)
    assert called(world) == {"a": "shifts"}


def test_a_name_that_fails_leaves_the_old_one_and_the_policies_turn_all_the_same(bent):
    bent.applied(OLD)
    broken_off(bent, NEW, 5, "refused")
    assert policy(bent)["escalation_rules"][0]["targets"][0]["summary"] == "a (replaced, pdsync)"


def test_a_key_that_changes_with_it_takes_the_name_as_well(world):
    world.applied(OLD)
    after = NEW.replace("  a:\n", "  b:\n    was: a\n    name: a\n").replace("[a]", "[b]")
    assert (said(world.plan(after)), changes(world.plan(after))) == (
        [],
        [
            ("replace", "schedule", "b"),
            ("update", "schedule", "b (name)"),
            ("update", "escalation_policy", "p"),
            ("delete", "schedule", "a (layers)"),
        ],
    )
    world.applied(after)
    assert called(world) == {"a": "shifts"}


def test_another_name_needs_no_other_on_the_way(world):
    world.applied(OLD)
    after = NEW.replace("  a:\n", "  a:\n    name: Base\n")
    assert [one.key for one in world.plan(after).changes] == ["a", "p", "a (layers)"]
    world.applied(after)


def test_the_name_goes_to_another_where_the_new_one_has_another(world):
    world.applied(OLD)
    after = NEW.replace("  a:\n", "  a:\n    name: Base\n")
    layers = OLD[OLD.index("    time_zone") : OLD.index("escalation")]
    after = after.replace("schedules:\n", f"schedules:\n  b:\n    name: a\n{layers}")
    world.applied(after)
    assert called(world) == {"a": "layers", "Base": "shifts"}
    assert results(world.apply(after)) == {}
