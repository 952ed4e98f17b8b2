"""What is as it should be is not read further, and is nothing else than what compares as equal."""

import pytest
from examples import at_most
from hypothesis import HealthCheck, given
from reconcile.any_organisation import SERVICE
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


@pytest.mark.slow  # furnishes an account for each example
@at_most(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(was=SERVICE, will=SERVICE)
def test_a_plan_is_the_same_where_everything_is_compared(was, will, monkeypatch):
    world = World()
    world.apply(cart(was))  # fails where the account takes no field of `extra`
    config = world.config(cart(will))
    told = world.plan_of(config)

    with monkeypatch.context() as whole:
        whole.setattr(planning, "is_as_it_should_be", lambda *_: False)
        compared = world.plan_of(config)

    assert (told.changes, told.diagnostics) == (compared.changes, compared.diagnostics)


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
