"""What is as it should be is not read further, and is nothing else than what compares as equal."""

from datetime import timedelta
from functools import reduce
from operator import getitem

import pytest
from examples import at_most
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from organisation import ANA, BEN
from reconcile.any_organisation import LAYER, RULE, SCHEDULE, SERVICE, either
from reconcile.wire import Altered
from reconcile.world import World, changes

from pdsync.reconcile.plan import planning
from pdsync.source.edit.scalars import flow_text

BASE = """
escalation_policies:
  pay: {escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]}
  back: {escalation_rules: [{escalation_delay_in_minutes: 9, targets: [ben.okafor@acme.example]}]}
services:
"""
SHOP = "  shop: {name: Shop, description: Sells., escalation_policy: pay}\n"


def cart(service):
    return f"{BASE}  cart: {flow_text(service)}\n"


def both_ways(world, config, monkeypatch, **options):
    """A plan, and the same where everything is compared: changes and diagnostics of each."""
    told = world.plan_of(config, **options)
    with monkeypatch.context() as whole:
        whole.setattr(planning, "is_as_it_should_be", lambda *_: False)
        compared = world.plan_of(config, **options)
    return [(one.changes, one.diagnostics) for one in (told, compared)]


@pytest.mark.slow  # furnishes an account for each example
@at_most(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(was=SERVICE, will=SERVICE)
def test_a_plan_is_the_same_where_everything_is_compared(was, will, monkeypatch):
    world = World()
    world.apply(cart(was))  # fails where the account takes no field of `extra`

    told, compared = both_ways(world, world.config(cart(will)), monkeypatch)

    assert told == compared


def twice(strategy):
    """What is written first and then, which is most often the same."""
    return st.tuples(strategy, st.one_of(st.none(), st.none(), strategy)).map(
        lambda both: (both[0], both[1] or both[0])
    )


POLICY = st.fixed_dictionaries(
    {"escalation_rules": st.lists(RULE, min_size=1, max_size=3)},
    optional={"num_loops": either(0, 2), "team": either("core", None)},
)
TURNS = "{rotate: 1d, handoff: 09:00, members: [ana.silva@acme.example]}"
PEOPLE = f"""
teams: {{core: {{}}}}
schedules:
  layered: {{time_zone: Etc/UTC, layers: [{TURNS}]}}
  shifts: {{time_zone: Etc/UTC, rotations: [{TURNS}]}}
escalation_policies:
"""


@pytest.mark.slow  # furnishes an account for each example
@at_most(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(policies=twice(POLICY))
def test_a_plan_of_a_policy_is_the_same_where_everything_is_compared(policies, monkeypatch):
    was, will = (f"{PEOPLE}  pay: {flow_text(one)}\n" for one in policies)
    world = World()
    world.apply(was)

    told, compared = both_ways(world, world.config(will), monkeypatch)

    assert told == compared


def in_other_words(layer):
    """The ways to say whose turn it is, and to call a layer."""
    lasting = {name: layer[name] for name in layer if name not in {"from", "until"}}
    plain = {name: lasting[name] for name in lasting if name != "handoff"}
    anchor = {"who": layer["members"][-1], "at": "2026-02-03"}
    return either(
        layer,
        lasting,
        lasting | {"anchor": anchor},
        plain | {"rotation_virtual_start": "2026-02-03 09:00"},
        lasting | {"name": f"{layer['name']} [from its hand-off]"},
        plain,
    )


LAYERS = st.fixed_dictionaries(
    {
        "time_zone": either("Etc/UTC", "Asia/Tokyo"),
        "layers": st.lists(
            LAYER.flatmap(in_other_words),
            min_size=1,
            max_size=2,
            unique_by=lambda one: one["name"][:3],
        ),
    },
    optional=SCHEDULE,
)


def without(field):
    return lambda layers: layers[-1].pop(field)


def with_(**values):
    return lambda layers: layers[-1].update(values)


FIELDS = ("name", "start", "end", "rotation_virtual_start", "users", "restrictions")
EDITS = [
    lambda layers: layers.reverse(),
    lambda layers: layers[-1].update(name=f"{layers[-1]['name']} [until its hand-off]"),
    lambda layers: layers[-1]["users"].reverse(),
    lambda layers: layers[-1]["users"].append(layers[-1]["users"][0]),
    *map(without, FIELDS),
    with_(start=None),
    with_(start="2026-02-02T10:00:00Z"),
    with_(end=None),
    with_(start="2026-03-02T10:01:00Z"),
    with_(start="2026-05-02T10:00:00Z"),
    with_(end="2026-03-02T09:00:00Z"),
    with_(end="2027-03-02T09:00:00Z"),
    with_(rotation_virtual_start=None),
    with_(rotation_virtual_start="2026-02-10T09:00:00Z"),
    with_(rotation_turn_length_seconds=7200),
    with_(restrictions=[]),
    with_(restrictions=None),
]
"""What others make of the layers in an answer, the lowest of which is the last."""


@pytest.mark.slow  # furnishes an account for each example
@at_most(100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    schedules=twice(LAYERS),
    days=either(0, 0, 40),
    effective=either("now", "handoff"),
    edit=st.one_of(st.just(len), either(*EDITS)),
)
def test_a_plan_of_layers_is_the_same_where_everything_is_compared(
    schedules, days, effective, edit, monkeypatch
):
    was, will = (f"teams: {{core: {{}}}}\nschedules: {{s: {flow_text(one)}}}" for one in schedules)
    world = World(around=Altered)
    world.apply(was)
    world.now += timedelta(days=days)

    def altered(_, body):
        for one in body.get("schedules", ()):
            if layers := one.get("schedule_layers"):
                edit(layers)
        return body

    world.wire.alter = altered
    told, compared = both_ways(world, world.config(will), monkeypatch, effective=effective)

    assert told == compared


WHOLE = f"""
teams: {{core: {{}}}}
schedules:
  turns:
    time_zone: Etc/UTC
    teams: [core]
    layers:
      - {{rotate: 1d, handoff: 09:00, members: [{ANA}], only: 09:00-17:00}}
escalation_policies:
  pay:
    escalation_rules:
      - {{escalation_delay_in_minutes: 5, targets: [turns, {BEN}]}}
      - {{escalation_delay_in_minutes: 5, targets: [{ANA}]}}
services:
  shop: {{escalation_policy: pay, incident_urgency_rule: low}}
"""
LAYER_0, RULES = ("schedule_layers", 0), "escalation_rules"
SINGULAR = {
    "schedules": "schedule",
    "escalation_policies": "escalation_policy",
    "services": "service",
}


@pytest.mark.parametrize(
    ("section", "path", "came"),
    [
        ("schedules", (*LAYER_0, "users", 0, "user", "type"), "team_reference"),
        ("schedules", (*LAYER_0, "users", 0, "user", "type"), 7),
        ("schedules", (*LAYER_0, "restrictions", 0, "id"), []),
        ("schedules", ("teams", 0, "type"), "user_reference"),
        ("escalation_policies", (RULES, 0, "targets", 0, "type"), "team_reference"),
        ("escalation_policies", (RULES, 1, "targets", 0, "type"), "team_reference"),
        ("escalation_policies", (RULES, 0, "escalation_rule_assignment_strategy"), []),
        ("services", ("escalation_policy", "type"), "schedule_reference"),
        ("services", ("incident_urgency_rule", "id"), []),
        ("services", ("support_hours",), 7),
        ("services", ("scheduled_actions",), None),
    ],
)
def test_what_an_answer_says_otherwise_is_seen(section, path, came, monkeypatch):
    world = World(around=Altered)
    world.applied(WHOLE)

    def altered(_, body):
        for one in [*body.get(section, ()), *filter(None, [body.get(SINGULAR[section])])]:
            *way, last = path
            reduce(getitem, way, one)[last] = came
        return body

    world.wire.alter = altered
    told, compared = both_ways(world, world.config(WHOLE), monkeypatch)

    assert told == compared
    assert [one.kind for one in told[0]] == [SINGULAR[section]]


@pytest.mark.parametrize(
    "by_hand",
    [
        {"name": "shop"},
        {"description": "Sells more.\n\n[managed by pdsync: acme/shop]"},
        {"escalation_policy": "back"},
    ],
)
def test_an_edit_by_hand_of_what_is_written_is_seen(world, by_hand):
    world.applied(BASE + SHOP)
    shop = world.named("service", "services", "Shop")
    if "escalation_policy" in by_hand:
        back = world.named("escalation_policy", "escalation_policies", "back")
        by_hand = {"escalation_policy": {"id": back["id"], "type": "escalation_policy_reference"}}

    world.send("PUT", f"/services/{shop['id']}", {"service": shop | by_hand})

    assert changes(world.plan(BASE + SHOP)) == [("update", "service", "shop")]
