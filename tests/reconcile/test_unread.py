"""Answers without what was asked for: not known is not none, and is never written over."""

import httpx
import pytest
from reconcile.wire import altered, at
from reconcile.world import World, changes, ended, results, said

ACCOUNT = """
teams:
  web: {description: Web people, members: [ana.silva@acme.example]}
schedules:
  days:
    time_zone: Europe/London
    layers:
      - {name: Week, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}
  nights:
    time_zone: Europe/London
    rotations:
      - {name: All, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}
escalation_policies:
  shop:
    name: Shop
    escalation_rules: [{escalation_delay_in_minutes: 10, targets: [days]}]
services:
  cart:
    name: Cart
    escalation_policy: shop
    integrations: {events: {name: Events, type: events_api_v2}}
"""
NOTHING = object()
"""In place of a part: it is left out."""


@pytest.fixture
def world():
    world = altered(World)
    world.applied(ACCOUNT)
    world.forget()
    return world


def put(body, path, came):
    """The body with something else, or nothing, at a path."""
    step, *rest = path
    if isinstance(body, dict) and step not in body:
        return body
    if rest:
        changed = put(body[step], rest, came)
    elif came is NOTHING:
        return {name: it for name, it in body.items() if name != step}
    else:
        changed = came
    if isinstance(body, list):
        return [changed if index == step else one for index, one in enumerate(body)]
    return {**body, step: changed}


def having(address, path, came):
    return at(address, lambda body: put(body, path, came))


def one_of(world, kind, plural, name):
    return world.named(kind, plural, name)["id"]


SERVICES = "GET /services?include[]=integrations gave service 'Cart'"
POLICIES = "GET /escalation_policies gave escalation policy 'Shop'"
SCHEDULES = "GET /schedules?include[]=schedule_layers gave schedule 'days'"
RULES = ["escalation_policies", 0, "escalation_rules"]
LAYERS = ["schedules", 0, "schedule_layers"]


@pytest.mark.parametrize(
    ("address", "path", "came", "told"),
    [
        (
            "/services", ["services", 0, "integrations"], NOTHING,
            f"{SERVICES} without `integrations`: integration `cart/events`",
        ),
        (
            "/services", ["services", 0, "integrations"], None,
            f"{SERVICES} with null as `integrations`: integration `cart/events`",
        ),
        (
            "/services", ["services", 0, "integrations"], {},
            f"{SERVICES} with an object as `integrations`: integration `cart/events`",
        ),
        (
            "/escalation_policies", RULES, None,
            f"{POLICIES} with null as `escalation_rules`: escalation policy `shop`",
        ),
        (
            "/escalation_policies", [*RULES, 0, "targets"], NOTHING,
            f"{POLICIES} without `escalation_rules[0].targets`: escalation policy `shop`",
        ),
        (
            "/escalation_policies", [*RULES, 0, "escalation_delay_in_minutes"], "10",
            f"{POLICIES} with a text as `escalation_rules[0].escalation_delay_in_minutes`: "
            "escalation policy `shop`",
        ),
        (
            "/escalation_policies", [*RULES, 0, "escalation_delay_in_minutes"], 7.5,
            f"{POLICIES} with a number that is not whole as "
            "`escalation_rules[0].escalation_delay_in_minutes`: escalation policy `shop`",
        ),
        ("/schedules", LAYERS, NOTHING, f"{SCHEDULES} without `schedule_layers`: schedule `days`"),
        (
            "/schedules", [*LAYERS, 0, "restrictions"], None,
            f"{SCHEDULES} with null as `schedule_layers[0].restrictions`: schedule `days`",
        ),
        (
            "/schedules", [*LAYERS, 0, "users", 0, "user"], NOTHING,
            f"{SCHEDULES} without `schedule_layers[0].users[0].user`: schedule `days`",
        ),
        (
            "/schedules", [*LAYERS, 0, "end"], "soon",
            f"{SCHEDULES} with a text that is no time as `schedule_layers[0].end`: schedule `days`",
        ),
    ],
)  # fmt: skip
def test_a_part_that_did_not_come_is_not_written_over(world, address, path, came, told):
    world.wire.alter = having(address, path, came)
    plan = world.plan(ACCOUNT)
    assert (plan.calls, said(plan)) == ((), [])
    assert plan.refused == (
        f"{told} is not known well enough, and nothing of it is written; try again later",
    )


@pytest.mark.parametrize(
    ("path", "came", "told"),
    [
        (["rotations"], None, "with null as `rotations`"),
        (["rotations"], NOTHING, "without `rotations`"),
        (["rotations", 0, "events"], None, "with null as `rotations[0].events`"),
        (["rotations", 0, "events"], {"a": 1}, "with an object as `rotations[0].events`"),
    ],
)
def test_rotations_that_did_not_come_are_not_made_again(world, path, came, told):
    path_of = f"/v3/schedules/{world.get('/v3/schedules')['schedules'][0]['id']}"
    world.wire.alter = having(path_of, ["schedule", *path], came)
    plan = world.plan(ACCOUNT)
    assert plan.calls == ()
    assert plan.refused == (
        f"GET {path_of} gave schedule 'nights' {told}: schedule `nights` is not known well enough, "
        "and nothing of it is written; try again later",
    )


@pytest.mark.parametrize("came", [NOTHING, None, "nobody"])
def test_members_that_did_not_come_are_nobody_to_add(world, came):
    path = f"/teams/{one_of(world, 'team', 'teams', 'web')}/members"
    world.wire.alter = having(path, ["members"], came)
    plan = world.plan(ACCOUNT)
    assert plan.calls == ()
    assert plan.refused == (
        f"GET {path}: the answer holds no list `members`: team `web` is not known well enough, and "
        "nothing of it is written; try again later",
    )


def test_a_description_that_did_not_come_may_hold_any_mark(world):
    world.wire.alter = having("/services", ["services", 0, "description"], NOTHING)
    plan = world.plan(ACCOUNT)
    assert plan.calls == ()
    assert plan.refused == (
        f"{SERVICES} without `description`: service `cart` is not known well enough, and nothing "
        "of it is written; try again later",
    )


def test_nothing_is_made_beside_what_may_be_it_already(world):
    world.wire.alter = having("/services", ["services", 0, "name"], None)
    plan = world.plan(ACCOUNT + "  other: {escalation_policy: shop}\n")
    (refusal,) = [one for one in plan.refused if "may be any" in one]
    assert refusal == (
        "GET /services?include[]=integrations gave service 'Cart' with something else than a text "
        "as `name`: it may be any of the services that are written, so nothing is created or "
        "adopted; try again later"
    )


def test_null_is_no_text_and_no_list_is_no_part(world):
    world.send("POST", "/services", {"service": {"name": "Bare", "escalation_policy": {
        "id": one_of(world, "policy", "escalation_policies", "Shop"),
        "type": "escalation_policy_reference",
    }}})  # fmt: skip
    text = ACCOUNT + "  bare: {name: Bare, description: null, escalation_policy: shop}\n"
    plan = world.plan(text)
    assert (changes(plan), plan.refused) == ([("adopt", "service", "bare")], ())


def test_a_part_that_nobody_wrote_was_not_asked_for(world):
    world.wire.alter = having("/escalation_policies", RULES, None)
    plan = world.plan(ACCOUNT.replace("    escalation_rules: [{", "    # rules: [{"))
    assert (changes(plan), plan.refused) == ([], ())


def test_what_is_outside_the_selection_stands_in_nobodys_way(world):
    world.wire.alter = having("/escalation_policies", RULES, None)
    changed = ACCOUNT.replace("Web people", "People of the web")
    plan = world.plan(changed, only=(("team", "web"),))
    assert (changes(plan), plan.refused) == ([("update", "team", "web")], ())


def test_a_list_with_an_entry_without_an_id_is_an_error(world):
    from pdsync.errors import PdsyncError

    world.wire.alter = having("/services", ["services", 0, "id"], None)
    with pytest.raises(PdsyncError) as caught:
        world.plan(ACCOUNT)
    assert caught.value.message == (
        "GET /services?include[]=integrations: an entry of the list `services` has no id"
    )


def test_an_answer_to_a_create_that_does_not_tell_its_id_is_looked_up():
    class Silent(httpx.BaseTransport):
        def __init__(self, inner):
            self.inner = inner

        def handle_request(self, request):
            answer = self.inner.handle_request(request)
            made = request.method == "POST" and request.url.path == "/teams"
            return httpx.Response(201, json={"team": None}) if made else answer

    world = World(around=Silent)
    applied = world.apply("teams: {a: {}}")
    assert ended(applied) == {"done"}
    assert world.writes() == [("POST", "/teams")]


def test_what_cannot_be_read_back_is_not_said_to_be_done(world):
    def once_written(_, body):
        written = any(one.method == "PUT" for one in world.sandbox.requests)
        return put(body, ["escalation_policy", "escalation_rules"], None) if written else body

    world.wire.alter = once_written
    applied = world.apply(ACCOUNT.replace("minutes: 10", "minutes: 15"))
    ((result, reason),) = results(applied).values()
    assert result == "failed"
    assert reason.startswith("PagerDuty accepted the call, but it could not be read back: GET /esc")


@pytest.mark.parametrize(
    ("address", "path", "came"),
    [
        ("/users", ["users", 0, "role"], [None]),
        ("/users", ["users", 0, "role"], {}),
        ("/escalation_policies", [*RULES, 0, "targets", 0, "summary"], True),
        ("/schedules", [*LAYERS, 0, "users", 0, "user", "summary"], []),
    ],
)
def test_what_nothing_rests_on_may_be_of_any_type(world, address, path, came):
    world.wire.alter = having(address, path, came)
    assert changes(world.plan(ACCOUNT)) == []


def test_a_rule_whose_id_is_none_is_not_known(world):
    world.wire.alter = having("/escalation_policies", [*RULES, 0, "id"], True)
    (refusal,) = world.plan(ACCOUNT).refused
    assert refusal.startswith(f"{POLICIES} with true or false as `escalation_rules[0].id`")


@pytest.mark.parametrize("came", [NOTHING, None, 7])
def test_somebody_who_comes_without_an_address_may_be_who_is_written(world, came):
    world.wire.alter = having("/users", ["users", 0, "email"], came)
    plan = world.plan(ACCOUNT)
    assert {one.help for one in plan.diagnostics} == {
        "GET /users gave 'Ana Silva' without `email`: it may be theirs; try again later"
    }
