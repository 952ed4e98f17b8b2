"""A dump of any account plans to adoptions without changes, and to nothing once it is applied."""

import json

import hypothesis.strategies as st
import pytest
from examples import at_most
from hypothesis import given
from reconcile.any_organisation import ORGANISATION
from reconcile.world import World, changes

from pdsync.dump import Wish, dump
from pdsync.errors import ApiError
from pdsync.reconcile import apply_plan, read_everything
from pdsync.source import load_texts

pytestmark = pytest.mark.slow

DAY = 86_400
NAMES = (
    *("yes", "1e3", "0x1F", "- dash", "a: b", "#no", "'single'", '"double"', "~", "null", "[x]"),
    *("{a: b}", "12:30", "2026-01-05", "!env HOME", "&anchor", "*alias", "% of", "@home", "`tick`"),
    *("Grüße 🚒", "🔥🔥", "| block", "? what", "back\\slash", "key:", "a  b", "${x}", "{{ y }}"),
    *("x" * 90, "zero\u200bwidth", "end ", "One", "one"),
)
TEXTS = (
    *NAMES,
    *("two\nlines: 'and'", "  led in", "tab\there", "nel\x85here", "end:\n\n- more", "\u2028"),
    *("Theirs.\n\n[managed by pdsync: theirs/thing]", "[managed by pdsync: mine/kept protected]"),
)
TYPES = (
    *("events_api_v2", "generic_events_api", "nagios", "pingdom", "keynote", "sql_monitor"),
    *("aws_cloudwatch", "cloudkick", "app_event_transform", "event_transformer_api"),
)
SECTIONS = (
    *(("/teams", "teams", "team"), ("/schedules", "schedules", "schedule")),
    *(("/services", "services", "service"), ("/v3/schedules", "schedules", "schedule")),
    ("/escalation_policies", "escalation_policies", "escalation_policy"),
)
WILD = st.fixed_dictionaries(
    {
        "names": st.lists(st.sampled_from(NAMES), min_size=11, max_size=11),
        "texts": st.lists(st.sampled_from(TEXTS), min_size=11, max_size=11),
        "types": st.lists(st.sampled_from(TYPES), max_size=3),
        "days": st.sampled_from([0, 3, 40]),
        "gone": st.booleans(),
        "twins": st.booleans(),
        "override": st.booleans(),
        "marked": st.booleans(),
    }
)


def attempt(world, *call):
    """Send what the sandbox may refuse: then the account stays as it was."""
    try:
        return world.send(*call)
    except ApiError:
        return None


def made(organisation, wild):
    """An account that people have lived in for a while."""
    world = World()
    settings = "stack: mine\n" if wild["marked"] else "ownership: none\n"
    plan = world.plan_of(world.config(json.dumps(organisation), settings))
    apply_plan(plan, world.client, world.running())
    oddly_called(world, iter(wild["names"]), iter(wild["texts"]))
    for one in world.get("/schedules", **{"include[]": "schedule_layers"})["schedules"]:
        if wild["twins"]:
            again(world, one)
        if wild["override"]:
            user = {"id": users(world)[1]["id"], "type": "user_reference"}
            span = {"start": "2026-03-03T10:00:00Z", "end": "2026-03-03T12:00:00Z", "user": user}
            attempt(world, "POST", f"/schedules/{one['id']}/overrides", {"overrides": [span]})
    (service, *_) = world.get("/services")["services"]
    for number, sort in enumerate(wild["types"]):
        body = {"type": f"{sort}_inbound_integration", "name": NAMES[number % 2]}
        attempt(world, "POST", f"/services/{service['id']}/integrations", {"integration": body})
    for one in users(world)[:3] if wild["gone"] else ():
        attempt(world, "DELETE", f"/users/{one['id']}")
    world.sleep(wild["days"] * DAY)
    return world


def oddly_called(world, names, texts):
    for path, plural, singular in SECTIONS:
        for one in world.get(path, limit=2)[plural]:
            body = {"type": singular, "name": next(names), "description": next(texts)}
            attempt(world, "PUT", f"{path}/{one['id']}", {singular: body})


def again(world, schedule):
    """Another schedule of the same name."""
    layers = [
        {name: value for name, value in layer.items() if name != "id"}
        for layer in schedule["schedule_layers"]
    ]
    body = {name: schedule[name] for name in ("type", "name", "time_zone")}
    attempt(world, "POST", "/schedules", {"schedule": {**body, "schedule_layers": layers}})


def users(world):
    return sorted(world.get("/users", limit=100)["users"], key=lambda one: one["name"])


@given(ORGANISATION, WILD)
@at_most(10, deadline=None)
def test_a_dump_plans_to_adoptions_and_once_applied_to_nothing(organisation, wild):
    world = made(organisation, wild)
    snapshot = read_everything(world.client)

    found = dump(snapshot, Wish("mine"), world.now)

    everything = [live for live in snapshot.everything() if live.kind.marked]
    told = {*found.keys} | {(one.kind, one.id) for one in found.unsaid}
    left = [live for live in everything if (live.kind.name, live.id) not in told]
    assert {live.mark.stack for live in left} <= {"theirs"}
    assert len(left) == sum(found.others.values())
    config = load_texts(dict(found.files))
    assert [one for one in config.problems if one.is_error] == []
    plan = world.plan_of(config)
    assert [one for one in plan.diagnostics if one.is_error] == []
    assert [(one.key, one.fields) for one in plan.changes if one.fields] == []
    assert {one.action.value for one in plan.changes} <= {"adopt"}
    done = apply_plan(plan, world.client, world.running())
    assert [one for one in done.outcomes if one.result.value != "done"] == []
    assert changes(world.plan_of(config)) == []
