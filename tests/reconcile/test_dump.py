"""Accounts of which a dump cannot say all: what it lists, and that the rest plans to adoptions."""

import json

import pytest
from reconcile.wire import Altered
from reconcile.world import World
from recorded_schedules import LAYERED, seed_of

from pdsync.dump import Wish, dump
from pdsync.reconcile import apply_plan, read_everything
from pdsync.source import load_texts

SHOP = """\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    layers:
      - {name: Weekly, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}
escalation_policies:
  web:
    name: Web
    escalation_rules: [{escalation_delay_in_minutes: 10, targets: [primary]}]
services:
  cart:
    name: Cart
    escalation_policy: web
    integrations: {events: {type: events_api_v2}}
"""


@pytest.fixture
def world():
    world = World(around=Altered)
    world.apply(SHOP, "ownership: none\n")
    return world


def told(world):
    """What is unsaid, and the errors and fields of a plan of the rest."""
    found = dump(read_everything(world.client), Wish("mine"), world.now)
    config = load_texts(dict(found.files))
    plan = world.plan_of(config)
    problems = [one for one in (*config.problems, *plan.diagnostics) if one.is_error]
    unsaid = [(one.kind, one.name, one.sentence) for one in found.unsaid]
    changes = {(one.action.value, one.key, one.fields) for one in plan.changes}
    return unsaid, problems, changes


def each(plural, **fields):
    """Change fields of all in the answers that list or show something."""

    def alter(_, body):
        for one in (*body.get(plural, ()), body.get(plural.removesuffix("s"))):
            if one:
                one |= {name: value(one.get(name)) for name, value in fields.items()}
        return body

    return alter


PRIMARY, WEB, CART = (("adopt", key, ()) for key in ("primary", "web", "cart"))


def test_a_schedule_in_a_zone_that_nobody_knows_is_listed_and_left_out(world):
    world.wire.alter = each("schedules", time_zone=lambda _: "Mars/Base")
    why = "it is in the time zone 'Mars/Base', which is none; give it another one there"
    assert told(world) == ([("schedule", "Primary", why)], [], {WEB, CART})


def test_an_integration_of_a_type_that_nobody_knows_is_adopted_by_its_id(world):
    def alter(_, body):
        for one in body.get("services", ()):
            for inside in one.get("integrations", ()):
                inside["type"] = "pigeon_inbound_integration"
        return body

    world.wire.alter = alter
    why = "`type`: 'pigeon_inbound_integration' is no type of integration"
    assert told(world) == ([("integration", "events", why)], [], {PRIMARY, WEB, CART})


def test_a_name_that_no_yaml_can_say_is_listed_and_left_out(world):
    world.wire.alter = each("services", name=lambda name: f"{name}\u200b")
    why = "this name has an invisible character, U+200B; give it another name there"
    assert told(world) == ([("service", "Cart\u200b", why)], [], {PRIMARY, WEB})


def test_a_policy_to_a_schedule_that_is_hidden_is_adopted_with_a_warning(world):
    def alter(request, body):
        hidden = request.url.path == "/schedules"
        return {**body, "schedules": [], "total": 0} if hidden else body

    world.wire.alter = alter
    assert told(world) == ([], [], {WEB, CART})

    found = dump(read_everything(world.client), Wish("mine"), world.now)
    plan = world.plan_of(load_texts(dict(found.files)))
    (warned,) = [one for one in plan.diagnostics if one.rule == "unknown-reference"]
    assert warned.message.startswith("the account has no schedule with the id P")
    assert "is a schedule that this token does not see" in found.files["shared.yaml"]


def test_a_description_without_room_for_a_mark_is_listed_and_left_out(world):
    world.wire.alter = each("schedules", description=lambda _: "x" * 1000)
    why = "its description leaves no room for a mark: make it 14 characters shorter"
    assert told(world) == ([("schedule", "Primary", why)], [], {WEB, CART})


def test_a_field_that_pagerduty_has_added_is_listed_and_can_be_said_by_extra(world):
    world.wire.alter = each("schedules", colour=lambda _: "red")
    why = "pdsync does not read it; `extra:` can say it"
    assert told(world) == ([("schedule", "Primary", why)], [], {PRIMARY, WEB, CART})

    found = dump(read_everything(world.client), Wish("mine"), world.now)
    text = found.files["shared.yaml"].replace(
        "    layers:", "    extra: {colour: red}\n    layers:"
    )
    plan = world.plan_of(load_texts({**found.files, "shared.yaml": text}))
    assert [(one.key, one.fields) for one in plan.changes if one.fields] == []


@pytest.mark.parametrize("name", LAYERED)
def test_a_recorded_schedule_is_adopted_as_it_is(shared, name):
    case = json.loads((shared / "cases" / "schedules" / f"{name}.json").read_text("utf-8"))
    assert told(World(seed=seed_of(case["schedule"]))) == ([], [], {("adopt", "recorded", ())})


SHIFTS = """\
schedules:
  hours:
    name: Hours
    time_zone: America/Los_Angeles
    rotations: [{shifts: Mon-Fri 10:00-11:00, members: [ana.silva@acme.example]}]
"""


def test_the_recorded_rotation_is_adopted_as_it_is_in_words(shared):
    file = shared / "cases" / "schedules" / "25-v3-upgrade-guide.json"
    (recorded,) = json.loads(file.read_text("utf-8"))["schedule"]["rotations"]
    world = World(around=Altered)
    world.apply(SHIFTS, "ownership: none\n")

    def alter(_, body):
        for rotation in (body.get("schedule") or {}).get("rotations", ()):
            members = rotation["events"][0]["assignment_strategy"]["members"]
            (event,) = recorded["events"]
            strategy = event["assignment_strategy"] | {"members": members}
            rotation["events"] = [event | {"assignment_strategy": strategy}]
        return body

    world.wire.alter = alter
    assert told(world) == ([], [], {("adopt", "hours", ())})
    text = dump(read_everything(world.client), Wish("mine"), world.now).files["shared.yaml"]
    assert (
        text.partition("rotations:\n")[2]
        == """\
      - name: Weekday business hours
        shifts: Mon-Fri 09:00-17:00
        members: [ana.silva@acme.example]
"""
    )


ODD = "Office\u200b "
AN_EVENT = "shifts: Mon-Fri 10:00-11:00, members: [ana.silva@acme.example]"


@pytest.mark.parametrize(
    ("rotation", "at"),
    [
        (f"{{{AN_EVENT}}}", "rotations"),
        (
            f"{{events: [{{{AN_EVENT}, until: 2026-06-01}}, {{{AN_EVENT}, from: 2026-06-01}}]}}",
            "events",
        ),
    ],
    ids=["one event", "several events"],
)
def test_the_odd_name_of_shifts_is_left_to_the_account(rotation, at):
    world = World(around=Altered)
    world.apply(SHIFTS.partition("[")[0] + f"[{rotation}]\n", "ownership: none\n")

    def alter(_, body):
        for one in (body.get("schedule") or {}).get("rotations", ()):
            for event in one["events"]:
                event["name"] = ODD
        return body

    world.wire.alter = alter
    assert told(world) == ([], [], {("adopt", "hours", ())})
    text = dump(read_everything(world.client), Wish("mine"), world.now).files["shared.yaml"]
    said = text.partition(f"{at}:\n")[2]
    assert ("name:" in said, "# Its name stays as it is in PagerDuty" in said) == (False, True)


@pytest.mark.parametrize("name", ["Weekly\u200b", " Weekly ", "  "])
def test_the_odd_name_of_a_layer_is_adopted_as_it_is(world, name):
    def alter(_, body):
        for one in (*body.get("schedules", ()), body.get("schedule")):
            for layer in (one or {}).get("schedule_layers", ()):
                layer["name"] = name
        return body

    world.wire.alter = alter
    assert told(world) == ([], [], {PRIMARY, WEB, CART})


def test_a_dump_asks_about_as_much_as_a_plan_without_changes(world):
    world.forget()
    found = dump(read_everything(world.client), Wish("mine"), world.now)
    asked = len(world.sandbox.requests)
    config = load_texts(dict(found.files))
    apply_plan(world.plan_of(config), world.client, world.running())
    world.forget()
    assert world.plan_of(config).changes == ()
    assert asked <= 1.5 * len(world.sandbox.requests)


@pytest.mark.parametrize(
    ("window", "only"),
    [
        (
            {"type": "daily_restriction", "duration_seconds": 86_399},
            "duration_seconds: 86399",
        ),
        (
            {"type": "weekly_restriction", "start_day_of_week": 6, "duration_seconds": 172_799},
            "start_day_of_week: 6",
        ),
        ({"type": "daily_restriction", "duration_seconds": 86_340}, "only: 09:00-08:59"),
    ],
)
def test_a_window_that_is_no_whole_minutes_is_adopted_as_it_is(world, window, only):
    alone = {**window, "start_time_of_day": "09:00:00"}
    (primary,) = world.get("/schedules", **{"include[]": "schedule_layers"})["schedules"]
    layers = [{**one, "restrictions": [alone]} for one in primary["schedule_layers"]]
    body = {"type": "schedule", "time_zone": "Europe/London", "schedule_layers": layers}
    world.send("PUT", f"/schedules/{primary['id']}", {"schedule": body})

    assert told(world) == ([], [], {PRIMARY, WEB, CART})
    text = dump(read_everything(world.client), Wish("mine"), world.now).files["shared.yaml"]
    assert only in text


@pytest.mark.parametrize(
    ("plural", "kind", "name", "rest"),
    [
        ("services", "service", "Cart", {PRIMARY, WEB}),
        ("escalation_policies", "escalation_policy", "Web", {PRIMARY, CART}),
    ],
)
def test_a_description_as_long_as_any_may_be_is_listed_too(world, plural, kind, name, rest):
    body = {"type": kind, "description": "x" * 1024}
    world.send("PUT", f"/{plural}/{world.named(kind, plural, name)['id']}", {kind: body})

    unsaid, problems, changes = told(world)

    assert [one[:2] for one in unsaid] == [(kind, name)]
    assert (problems, changes) == ([], rest)


def test_somebody_who_was_deleted_and_has_several_places_is_told_of_once(world):
    (ana,) = [one for one in world.get("/users")["users"] if one["name"] == "Ana Silva"]
    (primary,) = world.get("/schedules", **{"include[]": "schedule_layers"})["schedules"]
    layers = [{**one, "users": [*one["users"] * 2]} for one in primary["schedule_layers"]]
    body = {"type": "schedule", "time_zone": "Europe/London", "schedule_layers": layers}
    world.send("PUT", f"/schedules/{primary['id']}", {"schedule": body})
    world.send("DELETE", f"/users/{ana['id']}")

    text = dump(read_everything(world.client), Wish("mine"), world.now).files["shared.yaml"]

    assert text.count(f"# {ana['id']} was deleted in PagerDuty") == 1
