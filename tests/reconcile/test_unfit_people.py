"""People who cannot be on call: refused where a plan writes them, a warning where they stand."""

import pytest
from reconcile.world import changes

ANA, BEN, OLGA = (
    "ana.silva@acme.example",
    "ben.okafor@acme.example",
    "olga.stakeholder@acme.example",
)
LAYERS = """\
schedules:
  rota:
    time_zone: Europe/London
    layers:
      - name: Week
        rotate: weekly
        handoff: Mon 09:00
        members:
          - {who}
          - ben.okafor@acme.example
"""
ROTATIONS = LAYERS.replace("layers:", "rotations:")
POLICY = """\
escalation_policies:
  shop:
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [ben.okafor@acme.example, {who}]
"""
WHY = (
    "they are a stakeholder (role `{}`), and PagerDuty takes none into schedules and "
    "escalation policies"
)
OTHER = "teams: {web: {}}\n"


def told(plan):
    return [(one.severity.value, str(one.place), one.message) for one in plan.diagnostics]


def become(world, email, role):
    """Somebody gets another role, by hand."""
    (user,) = (one for one in world.get("/users", limit=100)["users"] if one["email"] == email)
    fields = {"type": "user", "name": user["name"], "email": email, "role": role}
    world.send("PUT", f"/users/{user['id']}", {"user": fields})
    return user["id"]


@pytest.mark.parametrize(
    ("text", "place", "where"),
    [
        (LAYERS, "policies.yaml:9:13", "layer 'Week' of schedule `rota`"),
        (ROTATIONS, "policies.yaml:9:13", "rotation 'Week' of schedule `rota`"),
        (POLICY, "policies.yaml:5:44", "rule 1 of escalation policy `shop`"),
    ],
)
def test_a_stakeholder_whom_the_plan_would_write_is_refused_at_their_place(
    world, text, place, where
):
    plan = world.plan(text.format(who=OLGA))

    why = WHY.format("read_only_user")
    assert told(plan) == [
        ("error", place, f"{OLGA} is to be on call in {where} and cannot be: {why}")
    ]
    assert plan.diagnostics[0].help == (
        "write somebody else in their place, or give them a role that responds in PagerDuty"
    )


def test_a_limited_stakeholder_is_one_too(world):
    become(world, ANA, "read_only_limited_user")

    ((severity, _, message),) = told(world.plan(LAYERS.format(who=ANA)))

    assert (severity, message.endswith(WHY.format("read_only_limited_user"))) == ("error", True)


@pytest.mark.parametrize(
    "role", ["owner", "admin", "user", "limited_user", "observer", "restricted_access"]
)
def test_whoever_has_another_role_can_be_on_call(world, role):
    become(world, ANA, role)

    world.applied(LAYERS.format(who=ANA))


@pytest.mark.parametrize(
    ("text", "place", "where"),
    [
        (LAYERS, "policies.yaml:9:13", "layer 'Week' of schedule `rota`"),
        (ROTATIONS, "policies.yaml:9:13", "rotation 'Week' of schedule `rota`"),
        (POLICY, "policies.yaml:5:44", "rule 1 of escalation policy `shop`"),
    ],
)
def test_one_who_stands_there_already_is_a_warning_and_the_rest_is_applied(
    world, text, place, where
):
    world.applied(text.format(who=ANA))
    become(world, ANA, "read_only_user")

    plan = world.plan(text.format(who=ANA) + OTHER)

    why = WHY.format("read_only_user")
    assert told(plan) == [
        ("warning", place, f"{ANA} stands in {where} and cannot be on call: {why}")
    ]
    assert changes(world.applied(text.format(who=ANA) + OTHER).plan) == [("create", "team", "web")]


def test_a_change_beside_the_list_leaves_it_a_warning(world):
    world.applied(LAYERS.format(who=ANA))
    become(world, ANA, "read_only_user")

    plan = world.plan(LAYERS.format(who=ANA) + "    description: Our week\n")

    assert [severity for severity, _, _ in told(plan)] == ["warning"]


def test_a_change_of_the_turns_writes_the_list(world):
    world.applied(LAYERS.format(who=ANA))
    become(world, ANA, "read_only_user")

    plan = world.plan(LAYERS.format(who=ANA).replace("weekly", "2 weeks"))

    assert [severity for severity, _, _ in told(plan)] == ["error"]


def test_taking_them_out_is_no_trouble(world):
    world.applied(LAYERS.format(who=ANA))
    become(world, ANA, "read_only_user")

    world.applied(LAYERS.format(who="chloe.martin@acme.example"))


def test_one_outside_the_selection_never_stops(world):
    world.applied(POLICY.format(who=ANA))
    text = POLICY.format(who=ANA) + LAYERS.format(who=OLGA) + OTHER

    assert told(world.plan(text, only=(("team", "web"),))) == []


def test_a_deleted_user_whom_the_plan_would_write_back_is_refused(world):
    world.applied(LAYERS.format(who=ANA))
    ident = become(world, ANA, "limited_user")
    world.send("DELETE", f"/users/{ident}")
    without = LAYERS.partition("        members:")[0].replace("weekly", "2 weeks")

    assert told(world.plan(without + POLICY.format(who="chloe.martin@acme.example"))) == [
        (
            "error",
            "policies.yaml:2:3",
            f"deleted user {ident} is to be on call in layer 'Week' of schedule `rota` and "
            "cannot be: they are not in the account",
        )
    ]


def test_a_deleted_user_who_stands_in_a_list_is_a_warning(world):
    world.applied(LAYERS.format(who=ANA))
    ident = become(world, ANA, "limited_user")
    world.send("DELETE", f"/users/{ident}")
    without = LAYERS.partition("        members:")[0]

    assert told(world.plan(without + POLICY.format(who="chloe.martin@acme.example"))) == [
        (
            "warning",
            "policies.yaml:2:3",
            f"deleted user {ident} stands in layer 'Week' of schedule `rota` and cannot be on "
            "call: they are not in the account",
        )
    ]


MEMBERS = "teams: {shop: {name: Shop, members: [{user: %s, role: %s}]}}\n"


def test_a_stakeholder_is_an_observer_of_a_team_or_nothing(world):
    assert told(world.plan(MEMBERS % (OLGA, "responder"))) == [
        (
            "error",
            "policies.yaml:1:45",
            f"{OLGA} is a stakeholder (role `read_only_user`), and PagerDuty takes those into a "
            "team as observers only",
        )
    ]
    world.applied(MEMBERS % (OLGA, "observer"))


def test_a_stakeholder_who_is_more_in_a_team_already_stays(world):
    world.applied(MEMBERS % (ANA, "responder"))
    become(world, ANA, "read_only_user")

    assert told(world.plan(MEMBERS % (ANA, "responder"))) == []
