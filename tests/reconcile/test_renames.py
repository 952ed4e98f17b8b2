"""A key and a name that change together look like one that goes and one that comes."""

import json

import httpx
import pytest
from reconcile.names import named
from reconcile.world import World, changes

SAME = "minutes: 5, targets: [ana.silva@acme.example]"
POLICIES = f"escalation_policies: {{all: {{escalation_rules: [{{escalation_delay_in_{SAME}}}]}}}}\n"


def services(**rows):
    """YAML of services by key: a name, and the names of integrations."""
    lines = [POLICIES + "services:"]
    for key, (name, *integrations) in rows.items():
        written = ", ".join(f"{one}: {{type: events_api_v2}}" for one in integrations)
        lines.append(
            f"  {key}: {{name: {name}, escalation_policy: all, integrations: {{{written}}}}}"
        )
    return "\n".join([*lines, ""])


def risks(plan):
    return {(one.action.value, one.key): one.risks for one in plan.changes if one.risks}


OLD = services(shop=("Checkout API", "alerts", "mail"), rest=("Rest",))
NEW = services(store=("Checkout APIs", "alerts", "mail"), rest=("Rest",))
GO = (
    "lost with it, keys included, the integrations 'alerts' and 'mail': what sends events "
    "with them is not heard any more"
)
AS_OLD = "a rename? write `was: shop` on `store`: then this one is kept, and gets its name"
AS_NEW = (
    "a rename? write `was: shop` on it: then service `shop` is kept and gets its name, and "
    "nothing is deleted"
)
REFUSED = (
    "service `shop` would be deleted and `store` created: if that is a rename, write `was: shop` "
    "on `store`, and it keeps the integrations 'alerts' and 'mail', keys included; if not, allow "
    "it with `--allow-deletes 1`"
)


def test_a_service_with_integrations_that_looks_renamed_is_a_risk_and_refused(world):
    world.applied(OLD)
    plan = world.plan(NEW)
    assert risks(plan) == {("create", "store"): (AS_NEW,), ("delete", "shop"): (GO, AS_OLD)}
    assert plan.refused == (REFUSED,)


def test_was_makes_a_rename_of_it_that_keeps_every_key(world):
    world.applied(OLD)
    world.applied(NEW.replace("{name: Checkout APIs", "{was: shop, name: Checkout APIs"))
    assert [method for method, _ in world.writes()].count("DELETE") == 0


def test_allow_deletes_says_that_it_is_none(world):
    world.applied(OLD)
    assert world.plan(NEW, allow_deletes=1).refused == ()
    world.applied(NEW, allow_deletes=1)


def test_services_of_one_policy_with_the_same_integrations_look_renamed_whatever_their_names(
    world,
):
    world.applied(OLD)
    plan = world.plan(NEW.replace("Checkout APIs", "Webshop"))
    assert plan.refused == (REFUSED,)


def test_services_of_a_policy_that_looks_renamed_too_are_of_the_same(world):
    world.applied(OLD)
    text = NEW.replace("Checkout APIs", "Webshop").replace("{all:", "{alls:")
    plan = world.plan(text.replace("escalation_policy: all", "escalation_policy: alls"))
    assert plan.refused == (REFUSED.replace("deletes 1", "deletes 2"),)


@pytest.mark.parametrize("name", ["Checkout API v1", "Checkou", "Chekcout API 1", "checkout APIs"])
def test_three_letters_at_most_look_renamed(world, name):
    old = "Checkout A" if name == "Checkou" else "Checkout API"
    world.applied(services(shop=(old,), rest=("Rest",)))
    plan = world.plan(services(store=(name,), rest=("Rest",)))
    assert risks(plan) == {("create", "store"): (AS_NEW,), ("delete", "shop"): (AS_OLD,)}


def test_services_of_other_integrations_and_other_names_are_two(world):
    world.applied(OLD)
    text = services(store=("Webshop", "alerts"), rest=("Rest",))
    assert (risks(world.plan(text)), world.plan(text).refused) == ({("delete", "shop"): (GO,)}, ())


@pytest.mark.parametrize("plural", ["teams", "schedules", "escalation_policies"])
def test_others_that_look_renamed_are_a_risk_and_not_refused(world, plural):
    world.applied(named(plural, old="Payments", rest="Rest"))
    plan = world.plan(named(plural, new="Payment", rest="Rest"))
    assert [bool(one.risks) for one in plan.changes] == [True, True]
    assert plan.refused == ()


def test_a_service_without_integrations_that_looks_renamed_is_a_risk(world):
    world.applied(services(shop=("Checkout",), rest=("Rest",)))
    plan = world.plan(services(store=("Checkouts",), rest=("Rest",)))
    assert risks(plan) == {("create", "store"): (AS_NEW,), ("delete", "shop"): (AS_OLD,)}
    assert plan.refused == ()


@pytest.mark.parametrize("name", ["Checkout API v12", "A"])
def test_four_letters_or_a_whole_name_is_another_thing(world, name):
    old = "B" if name == "A" else "Checkout API"
    world.applied(services(shop=(old,), rest=("Rest",)))
    assert risks(world.plan(services(store=(name,), rest=("Rest",)))) == {}


def test_each_that_goes_is_paired_with_the_nearest_that_comes(world):
    world.applied(named("teams", a="Team North", b="Team South", c="Rest"))
    plan = world.plan(named("teams", d="Team Souths", e="Team Norths", c="Rest"))
    assert {
        key: told[0][:37] for (action, key), told in risks(plan).items() if action == "delete"
    } == {
        "a": "a rename? write `was: a` on `e`: then",
        "b": "a rename? write `was: b` on `d`: then",
    }


def test_a_deletion_names_the_integrations_although_none_is_written(world):
    world.applied(OLD)
    before = world.client.requests
    plan = world.plan(POLICIES + "services: {rest: {name: Rest, escalation_policy: all}}\n")
    assert risks(plan) == {("delete", "shop"): (GO,)}
    assert [one.path for one in world.sandbox.requests[-9:]].count("/services/") == 0
    assert world.client.requests - before < 12


class Untold(httpx.BaseTransport):
    """PagerDuty telling no integrations in lists; of one service, only if `whole`."""

    def __init__(self, inner, *, whole):
        self.inner, self.whole = inner, whole

    def handle_request(self, request):
        response = self.inner.handle_request(request)
        is_list = request.url.path == "/services" and request.method == "GET"
        is_one = request.url.path.startswith("/services/") and not self.whole
        if not (is_list or (is_one and request.method == "GET")):
            return response
        body = json.loads(response.read())
        for one in body.get("services", [body.get("service")]):
            one.pop("integrations", None)
        return httpx.Response(200, json=body)


@pytest.mark.parametrize(
    ("whole", "told"),
    [
        (True, GO),
        (
            False,
            "lost with it, keys included, integrations that PagerDuty does not tell: what "
            "sends events with them is not heard any more",
        ),
    ],
)
def test_integrations_that_the_list_does_not_tell_are_read_with_the_service(world, whole, told):
    world.applied(OLD)
    other = World(account=world.account, around=lambda inner: Untold(inner, whole=whole))
    plan = other.plan(POLICIES + "services: {rest: {name: Rest, escalation_policy: all}}\n")
    assert risks(plan) == {("delete", "shop"): (told,)}
    assert changes(plan) == [("delete", "service", "shop")]
