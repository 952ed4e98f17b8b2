"""Whatever part of an answer is missing, null or of another type: nothing is made of it."""

import re
from collections import Counter

import pytest
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st
from reconcile.test_unread import ACCOUNT, NOTHING, put
from reconcile.wire import altered
from reconcile.world import World, said

from pdsync.errors import PdsyncError

pytestmark = pytest.mark.slow  # furnishes an account for each example

CHANGED = (
    ACCOUNT.replace("minutes: 10", "minutes: 15")
    .replace("Web people", "People of the web")
    .replace("rotate: weekly", "rotate: 2 weeks")
    .replace("type: events_api_v2}}", "type: events_api_v2}, mail: {type: events_api_v2}}")
)
OTHERS = ("x", 7, True, [], {})
UNUSED = {"summary", "self", "html_url", "avatar_url"}
"""Parts that nobody asked for."""


def steps(value, before=()):
    """The way to every part of an answer, and what is there."""
    rows = value.items() if isinstance(value, dict) else ()
    rows = enumerate(value) if isinstance(value, list) else rows
    for step, part in rows:
        yield (*before, step), part
        yield from steps(part, (*before, step))


def spoilt(part):
    """What may come in its place: nothing, null, or what is of another type."""
    nulls = [] if part is None or isinstance(part, str | int | float) else [None]
    return [NOTHING, *nulls, *(one for one in OTHERS if type(one) is not type(part))]


def recorded(world, text):
    """Every answer to a plan, by path."""
    found = {}

    def keep(request, body):
        found.setdefault(request.url.path, []).append(body)
        return body

    world.wire.alter = keep
    plan = world.plan(text)
    world.wire.alter = lambda _request, body: body
    return plan, found


def spoiling(address, path, came):
    def alter(request, body):
        try:
            return put(body, path, came) if request.url.path == address else body
        except (KeyError, IndexError, TypeError):  # another answer at the same address
            return body

    return alter


def parts(world):
    """How many of everything there are that could be made twice."""
    calm = World.on(world.account)
    layers = calm.get("/schedules", **{"include[]": "schedule_layers"})["schedules"]
    services = calm.get("/services", **{"include[]": "integrations"})["services"]
    shifts = [one["id"] for one in calm.get("/v3/schedules")["schedules"]]
    whole = [calm.get(f"/v3/schedules/{one}")["schedule"] for one in shifts]
    return Counter(
        teams=len(calm.get("/teams")["teams"]),
        policies=len(calm.get("/escalation_policies")["escalation_policies"]),
        schedules=len(layers) + len(whole),
        services=len(services),
        layers=sum(layer["end"] is None for one in layers for layer in one["schedule_layers"]),
        rotations=sum(len(one["rotations"]) for one in whole),
        integrations=sum(len(one["integrations"]) for one in services),
    )


def is_planned(write, plan):
    method, path = write
    return any(
        call.method == method and re.fullmatch(re.sub(r"\$\{.*?\}", "[^/]+", call.path), path)
        for call in plan.calls
    )


def spoil_one(data, text):
    """A world, one part of whose answers is spoilt; the plan without that, and which part it is."""
    world = altered(World)
    world.applied(ACCOUNT)
    calm, answers = recorded(world, text)
    choices = [
        (address, path, came)
        for address, bodies in sorted(answers.items())
        for path, part in dict(pair for body in bodies for pair in steps(body)).items()
        if path[-1] not in UNUSED
        for came in spoilt(part)
        if not (came is NOTHING and isinstance(path[-1], int))
    ]
    choice = data.draw(st.sampled_from(choices))
    world.wire.alter = spoiling(*choice)
    world.forget()
    return world, calm


@at_most(8)
@given(st.data())
def test_a_plan_is_as_it_would_be_or_says_what_did_not_come(data):
    world, calm = spoil_one(data, CHANGED)
    try:
        plan = world.plan(CHANGED)
    except PdsyncError as problem:
        assert "GET /" in problem.message  # noqa: PT017 - either of two ends is right
        return
    reasons = [*plan.refused, *(message for _, _, message in said(plan))]
    told = any("GET /" in one for one in reasons) or plan.is_broken
    assert told or plan.calls == calm.calls


@at_most(6)
@given(st.data())
def test_an_apply_makes_nothing_twice_and_nothing_that_was_not_planned(data):
    world, _ = spoil_one(data, CHANGED)
    before = parts(world)
    try:
        plan = world.plan(CHANGED)
        if plan.is_broken or plan.refused:
            return
        world.apply(CHANGED)
    except PdsyncError:
        pass
    writes = world.writes()
    assert all(is_planned(one, plan) for one in writes)
    after = parts(world)
    assert before <= after <= before + Counter(integrations=1)
