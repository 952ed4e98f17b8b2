"""Deletions: their order, what blocks them, and the limits on them."""

from reconcile.shop import ROTA, open_incident, shop
from reconcile.world import World, changes, ended, results, said


def test_swapping_a_schedule_creates_the_new_updates_the_policy_and_deletes_the_old(world):
    world.applied(shop("a"))
    old = world.named("schedule", "schedules", "a")["id"]
    policy = world.named("policy", "escalation_policies", "Checkout")["id"]
    world.forget()
    world.applied(shop("b"))
    assert world.writes() == [
        ("POST", "/schedules"),
        ("PUT", f"/escalation_policies/{policy}"),
        ("DELETE", f"/schedules/{old}"),
    ]


def test_everything_goes_in_the_order_of_references(world):
    world.applied(shop("a") + "teams: {web: {}}\n")
    world.forget()
    plan = world.plan("teams: {web: {}}")
    assert changes(plan) == [
        ("delete", "service", "cart"),
        ("delete", "escalation_policy", "checkout"),
        ("delete", "schedule", "a"),
    ]
    world.applied("teams: {web: {}}")
    assert [method for method, _ in world.writes()] == ["DELETE"] * 3


def test_a_schedule_that_a_foreign_policy_uses_is_blocked_and_the_policy_never_edited(world):
    world.applied(ROTA.format(key="a") + "teams: {web: {}}\n")
    ident = world.named("schedule", "schedules", "a")["id"]
    rule = {
        "escalation_delay_in_minutes": 5,
        "targets": [{"id": ident, "type": "schedule_reference"}],
    }
    body = {"type": "escalation_policy", "name": "By hand", "escalation_rules": [rule]}
    world.send("POST", "/escalation_policies", {"escalation_policy": body})
    plan = world.plan("teams: {web: {}}")
    assert plan.changes[0].blocked == (
        "used by escalation policy 'By hand' (not in this configuration)",
    )
    world.forget()
    assert ended(world.apply("teams: {web: {}}")) == {"blocked"}
    assert world.writes() == []


def test_what_is_needed_by_something_blocked_is_blocked_too(world):
    world.applied(shop("a") + "teams: {web: {}}\n")
    open_incident(world, "Cart")
    plan = world.plan("teams: {web: {}}")
    assert [bool(change.blocked) for change in plan.changes] == [True, True, True]


def test_the_integrations_of_a_service_go_with_it(world):
    alerts = "integrations: {alerts: {type: events_api_v2}}"
    cart = f"services: {{cart: {{name: Cart, escalation_policy: checkout, {alerts}}}}}\n"
    world.applied(shop("a", service=False) + cart)
    plan = world.plan(shop("a", service=False))
    assert [(change.key, change.blocked) for change in plan.changes] == [("cart", ())]


def test_a_service_with_open_incidents_is_blocked(world):
    world.applied(shop("a"))
    incident = open_incident(world, "Cart")
    plan = world.plan(shop("a", service=False))
    assert plan.changes[0].blocked == (f"open incident 'Down', {incident['html_url']}",)


def test_a_schedule_in_the_policy_of_an_open_incident_is_blocked(world):
    world.applied(shop("a"))
    incident = open_incident(world, "Cart")
    plan = world.plan(shop("b"))
    blocked = {change.key: change.blocked for change in plan.changes}
    assert blocked["a"] == (f"open incident 'Down', {incident['html_url']}",)
    assert results(world.apply(shop("b")))["schedule", "a"][0] == "blocked"


def test_a_team_on_an_account_without_teams_is_an_error(world):
    from pdsync.sandbox import DEFAULT_SEED

    abilities = [name for name in DEFAULT_SEED["abilities"] if name != "teams"]
    poor = World(seed={**DEFAULT_SEED, "abilities": abilities})
    assert said(poor.plan("teams: {web: {}}")) == [
        ("missing-ability", "policies.yaml:1:9", "this account's plan has no teams")
    ]
