"""Kinds with a list below each parent: a module of kinds each, and one of the sandbox."""

import httpx
import pytest
from reconcile.world import World, changes, fields, said

pytestmark = pytest.mark.usefixtures("made_up")

POLICY = """
escalation_policies:
  pay:
    escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]
"""
SERVICE = f"{POLICY}services:\n  cart:\n    name: Cart\n    escalation_policy: pay\n"


def team(*memberships):
    return "teams:\n  web:\n    memberships:\n" + "".join(f"      {one}\n" for one in memberships)


ANA = "ana: {user: ana.silva@acme.example, role: manager}"
BEN = "ben: {user: ben.okafor@acme.example, role: responder}"


def roles(world):
    ident = world.named("team", "teams", "web")["id"]
    found = world.get(f"/teams/{ident}/members")["members"]
    return {one["user"]["summary"]: one["role"] for one in found}


def test_a_member_is_written_changed_and_read_back_and_others_are_left_alone(world):
    world.applied(team(ANA))
    world.applied(team(BEN))
    assert roles(world) == {"Ana Silva": "manager", "Ben Okafor": "responder"}
    plan = world.plan(team(ANA.replace("manager", "observer")))
    assert changes(plan) == [("update", "membership", "web/ana")]
    assert fields(plan) == {"/role": ("manager", "observer")}
    world.applied(team(ANA.replace("manager", "observer")))
    assert roles(world) == {"Ana Silva": "observer", "Ben Okafor": "responder"}


def test_a_member_goes_only_where_the_yaml_says_so(world):
    world.applied(team(ANA, BEN))
    gone = team(ANA, BEN.replace("responder", "responder, absent: true"))
    assert changes(world.plan(gone)) == [("delete", "membership", "web/ben")]
    world.applied(gone)
    assert roles(world) == {"Ana Silva": "manager"}


def test_a_member_of_a_new_parent_is_written_when_that_is_there(world):
    world.applied(team(ANA))
    ident = world.named("team", "teams", "web")["id"]
    ana = next(one for one in world.get("/users")["users"] if one["name"] == "Ana Silva")["id"]
    assert world.writes() == [("POST", "/teams"), ("PUT", f"/teams/{ident}/users/{ana}")]


def test_a_member_is_about_what_its_key_says_where_nothing_else_does(world):
    assert said(world.plan(team("nobody: {role: manager}"))) == [
        (
            "invalid-value",
            "policies.yaml:4:7",
            "'nobody' is not an e-mail address; people are written by e-mail",
        )
    ]


def variables(*written):
    inside = "".join(f"      {one}\n" for one in written)
    return f"{SERVICE}    cache_variables:\n{inside}"


def variables_of(world):
    ident = world.named("service", "services", "Cart")["id"]
    return f"/event_orchestrations/services/{ident}/cache_variables"


def listed(world):
    found = world.get(variables_of(world))["cache_variables"]
    return {one["name"]: one["keeps"] for one in found}


DEPLOY, NODES = "deploy: {name: Deploy}", "nodes: {keeps: count}"


def test_a_child_that_no_list_of_parents_has_is_made_changed_and_read_back(world):
    world.applied(variables(DEPLOY, NODES))
    assert listed(world) == {"Deploy": "recent_value", "nodes": "count"}
    world.forget()
    changed = variables("deploy: {name: Deploy, keeps: count}")
    assert changes(world.plan(changed)) == [("update", "cache_variable", "cart/deploy")]
    world.applied(changed)
    ((method, at),) = world.writes()
    assert (method, at.rpartition("/")[0]) == ("PUT", variables_of(world))
    assert listed(world) == {"Deploy": "count", "nodes": "count"}


def test_a_child_is_removed_where_the_yaml_says_so_alone(world):
    world.applied(variables(DEPLOY, NODES))
    assert changes(world.plan(SERVICE)) == []
    world.applied(variables("deploy: {name: Deploy, absent: true}"))
    assert listed(world) == {"nodes": "count"}


def test_a_child_of_which_there_are_two_is_pointed_out(world):
    world.applied(variables(NODES))
    world.send("POST", variables_of(world), {"cache_variable": {"name": "nodes"}})
    (twins,) = world.plan(variables("nodes: {keeps: recent_value}")).twins
    assert twins.said.startswith("2 live cache variables are called 'nodes' in service `cart`: ")


def test_a_child_that_another_run_has_made_is_not_made_again(world):
    world.applied(SERVICE)
    plan = world.plan(variables(NODES))
    world.send("POST", variables_of(world), {"cache_variable": {"name": "nodes"}})
    (outcome,) = world.carry_out(plan).outcomes
    assert (outcome.result, outcome.reason[:65]) == (
        "failed",
        "not made: since the plan was made, the account has a cache variab",
    )


def test_a_child_whose_creation_got_no_answer_is_found(world):
    world.applied(SERVICE)
    losing = World(account=world.account, around=Losing)
    losing.applied(variables(NODES))
    assert listed(world) == {"nodes": "count"}


class Losing(httpx.BaseTransport):
    """Loses the answer to every POST."""

    def __init__(self, inner):
        self.inner = inner

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if request.method == "POST":
            raise httpx.ReadError("the connection was cut", request=request)
        return answer
