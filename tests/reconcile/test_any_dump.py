"""A dump of any account plans to adoptions without changes, and to nothing once it is applied."""

import json

import hypothesis.strategies as st
import pytest
from examples import at_most
from hypothesis import HealthCheck, given
from reconcile.any_organisation import ORGANISATION
from reconcile.world import World, changes, said

from pdsync.dump import Wish, dump
from pdsync.errors import ApiError
from pdsync.reconcile import apply_plan, read_everything
from pdsync.source import load_texts

pytestmark = pytest.mark.slow

DAY = 86_400
HOSTILE = (
    *("yes", "1e3", "0x1F", "- dash", "a: b", "#no", "'single'", '"double"', "~", "null", "[x]"),
    *("{a: b}", "12:30", "2026-01-05", "!env HOME", "&anchor", "*alias", "% of", "@home", "`tick`"),
    *("Grüße 🚒", "🔥🔥", "| block", "? what", "back\\slash", "key:", "a  b", "${x}", "{{ y }}"),
    "x" * 90,
)
TEXTS = (*HOSTILE, "two\nlines: 'and'", "  led in", "tab\there", "nel\x85here", "end:\n\n- more", "\u2028")
TYPES = (
    *("events_api_v2", "generic_events_api", "nagios", "pingdom", "keynote", "sql_monitor"),
    *("aws_cloudwatch", "cloudkick", "app_event_transform", "event_transformer_api"),
)
LISTS = ("teams", "schedules", "escalation_policies", "services")
WILD = st.fixed_dictionaries(
    {
        "names": st.lists(st.sampled_from(HOSTILE), min_size=8, max_size=8, unique=True),
        "texts": st.lists(st.sampled_from(TEXTS), min_size=8, max_size=8),
        "types": st.lists(st.sampled_from(TYPES), max_size=3),
        "days": st.sampled_from([0, 3, 40]),
        "gone": st.booleans(),
        "twins": st.booleans(),
        "override": st.booleans(),
    }
)


def attempt(world, *call):
    """Send what the sandbox may refuse: then the account is as it was."""
    try:
        return world.send(*call)
    except ApiError:
        return None


def made(organisation, wild):
    """An account of many people: things with odd names, twins, overrides, people who are gone."""
    world = World()
    attempt_apply(world, organisation)
    names, texts = iter(wild["names"]), iter(wild["texts"])
    for plural in LISTS:
        singular = plural.removesuffix("ies") + "y" if plural.endswith("ies") else plural[:-1]
        for one in world.get(f"/{plural}", limit=2)[plural]:
            body = {"type": singular, "name": next(names), "description": next(texts)}
            attempt(world, "PUT", f"/{plural}/{one['id']}", {singular: body})
    for one in world.get("/schedules", **{"include[]": "schedule_layers"})["schedules"]:
        if wild["twins"]:
            layers = [
                {name: value for name, value in layer.items() if name != "id"}
                for layer in one["schedule_layers"]
            ]
            body = {name: one[name] for name in ("type", "name", "time_zone")}
            body["schedule_layers"] = layers
            attempt(world, "POST", "/schedules", {"schedule": body})
        if wild["override"]:
            user = {"id": users(world)[1]["id"], "type": "user_reference"}
            span = {"start": "2026-03-03T10:00:00Z", "end": "2026-03-03T12:00:00Z", "user": user}
            attempt(world, "POST", f"/schedules/{one['id']}/overrides", {"overrides": [span]})
    (service, *_) = world.get("/services")["services"]
    for number, sort in enumerate(wild["types"]):
        body = {"type": f"{sort}_inbound_integration", "name": HOSTILE[number % 2]}
        attempt(world, "POST", f"/services/{service['id']}/integrations", {"integration": body})
    if wild["gone"]:
        for one in users(world)[:3]:
            attempt(world, "DELETE", f"/users/{one['id']}")
    world.sleep(wild["days"] * DAY)
    return world


def attempt_apply(world, organisation):
    config = world.config(json.dumps(organisation), "ownership: none\n")
    plan = world.plan_of(config)
    apply_plan(plan, world.client, world.running())


def users(world):
    return sorted(world.get("/users", limit=100)["users"], key=lambda one: one["name"])


@given(ORGANISATION, WILD)
@at_most(30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
def test_a_dump_plans_to_adoptions_and_once_applied_to_nothing(organisation, wild):
    world = made(organisation, wild)
    snapshot = read_everything(world.client)

    found = dump(snapshot, Wish("mine"), world.now)

    assert dump(snapshot, Wish("mine"), world.now) == found
    listed = {(live.kind.name, live.id) for live in snapshot.everything()}
    assert {*found.keys} | {(one.kind, one.id) for one in found.unsaid} == listed
    config = load_texts(dict(found.files))
    assert [one for one in config.problems if one.is_error] == []
    plan = world.plan_of(config)
    assert [one for one in said(plan) if "error" in one] == []
    assert [one for one in plan.diagnostics if one.is_error] == []
    assert [(one.key, one.fields) for one in plan.changes if one.fields] == []
    assert {one.action.value for one in plan.changes} <= {"adopt"}
    done = apply_plan(plan, world.client, world.running())
    assert [one for one in done.outcomes if one.result.value != "done"] == []
    assert changes(world.plan_of(config)) == []
