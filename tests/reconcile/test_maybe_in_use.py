"""What may be in use, because an answer did not come whole, is not deleted."""

import pytest
from reconcile.test_unread import ACCOUNT, having, one_of
from reconcile.wire import altered
from reconcile.world import World


@pytest.fixture
def world():
    world = altered(World)
    world.applied(ACCOUNT)
    return world


RULE = {
    "escalation_delay_in_minutes": 5,
    "targets": [{"id": "PGONE", "type": "schedule_reference"}],
}


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (None, "with null as `escalation_rules`"),
        ([{**RULE, "targets": 7}], "with a number as `escalation_rules[0].targets`"),
    ],
)
def test_what_a_policy_elsewhere_may_point_to_is_not_deleted(world, rules, why):
    body = {
        "type": "escalation_policy",
        "name": "By hand",
        "escalation_rules": [
            {
                "escalation_delay_in_minutes": 5,
                "targets": [{"id": one_of(world, "user", "users", "Ana Silva"), "type": "user"}],
            }
        ],
    }
    world.send("POST", "/escalation_policies", {"escalation_policy": body})
    world.wire.alter = having(
        "/escalation_policies", ["escalation_policies", 0, "escalation_rules"], rules
    )
    gone = ACCOUNT[: ACCOUNT.index("  nights:")] + ACCOUNT[ACCOUNT.index("escalation_policies:") :]
    (change,) = world.plan(gone).changes
    assert change.blocked == (
        "it may be in use: GET /escalation_policies gave escalation policy 'By hand' " + why,
    )
