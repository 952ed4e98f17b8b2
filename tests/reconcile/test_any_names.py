"""Whatever names are exchanged, taken, given up and made: one run settles them, or the next."""

from contextlib import suppress

import httpx
import pytest
from examples import at_most
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from reconcile.names import Killed, named
from reconcile.wire import Bent, is_write
from reconcile.world import World, changes, ended, said

pytestmark = pytest.mark.slow  # furnishes an account for each example

KINDS = ("teams", "schedules", "escalation_policies")
KEYS = ("a", "b", "c", "d", "e")
NAMES = ("Red lamp", "Blue moon", "Green tea", "Grey wolf", "Pink noise", "Black swan")
SETTINGS = "stack: acme\nsafety: {max_deletes: 99, max_delete_percent: 100}\n"
KEPT = """
escalation_policies:
  all:
    escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]
"""

SOME = at_most(10, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def held(draw):
    """Which key has which name."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=5))
    names = draw(st.permutations(NAMES))
    return dict(zip(keys, names, strict=False))


@st.composite
def steps(draw):
    """Names before and after; no new key has the name of one that goes, which is refused."""
    before, after = draw(held()), draw(held())
    gone = {name for key, name in before.items() if key not in after}
    return before, {key: it for key, it in after.items() if key in before or it not in gone}


def services(names):
    rows = (f"  {key}: {{name: {name}, escalation_policy: all}}" for key, name in names.items())
    return "\n".join(["services:", *rows, ""])


def sections(kinds):
    """YAML of some sections, and one policy that stays."""
    text = "".join(named(plural, **names) for plural, names in kinds.items() if names)
    kept = KEPT.removeprefix("\nescalation_policies:\n")
    if kinds.get("escalation_policies"):
        return text.replace("escalation_policies:\n", f"escalation_policies:\n{kept}")
    return text + KEPT


def all_names(world, kinds):
    return {
        plural: sorted(one["name"] for one in world.get(f"/{plural}")[plural]) for plural in kinds
    }


def expected(kinds):
    return {
        plural: sorted([*names.values(), *(["all"] if plural == "escalation_policies" else [])])
        for plural, names in kinds.items()
    }


def settled(world, text):
    """Seen to be done, by one run more or two."""
    for _ in range(3):
        if ended(world.apply(text, SETTINGS)) <= {"done"}:
            break
    assert changes(world.plan(text, SETTINGS)) == []


@given(st.fixed_dictionaries(dict.fromkeys(KINDS, steps())))
@SOME
def test_one_run_settles_the_names_of_all_but_services(kinds):
    before, after = ({name: one[side] for name, one in kinds.items()} for side in (0, 1))
    world = World()
    world.applied(sections(before), SETTINGS)
    world.applied(sections(after), SETTINGS)
    assert all_names(world, KINDS) == expected(after)


@given(steps())
@SOME
def test_one_run_settles_the_names_of_services_that_do_not_go_round(names):
    before, after = (KEPT + services(one) for one in names)
    world = World()
    world.applied(before, SETTINGS)
    plan = world.plan(after, SETTINGS)
    assert {rule for rule, _, _ in said(plan)} <= {"name-swap"}
    assume(not plan.is_broken)
    world.applied(after, SETTINGS)
    assert all_names(world, ["services"])["services"] == sorted(names[1].values())


@given(steps(), st.integers(1, 8), st.sampled_from(["refused", "lost", "killed"]))
@SOME
def test_what_fails_of_services_at_any_call_is_settled_by_the_next_runs(names, failing, how):
    before, after = (KEPT + services(one) for one in names)
    world = World(around=Bent)
    world.applied(before, SETTINGS)
    assume(not world.plan(after, SETTINGS).is_broken)
    world.wire.bend = once(failing, how)
    with suppress(Killed):
        world.apply(after, SETTINGS)
    world.wire.bend = lambda request, answer: answer()
    settled(world, after)
    assert all_names(world, ["services"])["services"] == sorted(names[1].values())


@given(
    st.fixed_dictionaries(dict.fromkeys(KINDS, steps())),
    st.integers(1, 20),
    st.sampled_from(["refused", "lost", "killed"]),
    st.sampled_from([1, 4]),
)
@SOME
def test_what_fails_at_any_call_is_settled_by_the_next_runs(kinds, failing, how, writers):
    before, after = ({name: one[side] for name, one in kinds.items()} for side in (0, 1))
    world = World(around=Bent)
    world.how = {"writers": writers}
    world.applied(sections(before), SETTINGS)
    world.wire.bend = once(failing, how)
    with suppress(Killed):
        world.apply(sections(after), SETTINGS)
    world.wire.bend = lambda request, answer: answer()
    settled(world, sections(after))
    assert all_names(world, KINDS) == expected(after)


def once(failing, how):
    """One write that fails, and is not answered when it is tried again."""
    seen = []

    def bend(request, answer):
        seen.extend([request] * is_write(request))
        if not is_write(request) or len(seen) != failing:
            return answer()
        if how == "refused":
            return httpx.Response(400, json={"error": {"message": "No", "code": 2001}})
        answer()
        if how == "killed":
            raise Killed
        raise httpx.ReadError("gone")

    return bend
