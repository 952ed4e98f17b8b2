"""What an apply reads once all is sent: what it changed, and not the account again."""

from collections import Counter

import pytest
from reconcile.rotas import ANA, BEN
from reconcile.shift_rotas import weekdays
from reconcile.test_reading import account
from reconcile.world import World, ended

WEEK = "{name: Week, rotate: weekly, handoff: Mon 09:00, members: [%s]}"
TEXT = f"""
teams:
  web: {{description: Web, members: [{{user: {ANA}}}]}}
  shop: {{description: Shop, members: [{{user: {ANA}}}]}}
schedules:
  days: {{time_zone: Europe/London, layers: [{WEEK % ANA}]}}
  nights: {{time_zone: Australia/Sydney, layers: [{WEEK % ANA}]}}
  desk: {{time_zone: Europe/London, rotations: [{{{weekdays(ANA, BEN)}}}]}}
  phone: {{time_zone: Europe/London, rotations: [{{{weekdays(ANA, BEN)}}}]}}
escalation_policies:
  first: {{escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [days]}}]}}
services:
  cart:
    description: Cart
    escalation_policy: first
    integrations: {{events: {{type: events_api_v2}}}}
  pay: {{description: Pay, escalation_policy: first}}
  mail: {{description: Mail, escalation_policy: first}}
"""


@pytest.fixture(scope="module")
def furnished():
    world = World()
    world.applied(TEXT)
    return world.account


@pytest.fixture
def world(furnished):
    copy = World()
    furnished.store.db.backup(copy.account.store.db)
    return copy


def read_after(world, text):
    """Apply; return what was asked for after the last write, with names for ids."""
    names = {
        one["id"]: one.get("name") or one["summary"]
        for path in ("teams", "schedules", "v3/schedules", "escalation_policies", "services")
        for one in world.get(f"/{path}")[path.rpartition("/")[2]]
    }
    world.forget()
    assert ended(world.apply(text)) == {"done"}
    sent = world.sandbox.requests
    last = max(n for n, one in enumerate(sent) if one.method != "GET")
    paths = [one.path.split("/") for one in sent[last + 1 :]]
    return sorted("/".join(names.get(part, part) for part in path) for path in paths)


CART = "description: Cart"
PAY = "  pay: {description: Pay, escalation_policy: first}\n"
DAYS = f"London, layers: [{WEEK % ANA}]"
EVENTS = "integrations: {events: {type: events_api_v2}"
DESK = f"desk: {{time_zone: Europe/London, rotations: [{{{weekdays(ANA, BEN)}}}]}}"


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("description: Pay", "description: Paid", ["/services/pay"]),
        (PAY, "", ["/services/pay"]),
        ("in_minutes: 5", "in_minutes: 6", ["/escalation_policies/first"]),
        ("description: Shop", "description: Shops", ["/teams/shop", "/teams/shop/members"]),
        (f"{ANA}}}]}}\nsch", f"{BEN}}}]}}\nsch", ["/teams/shop", "/teams/shop/members"]),
    ],
    ids=["service", "deletion", "policy", "team", "members"],
)
def test_what_was_changed_is_read_by_its_id(world, old, new, read):
    assert old in TEXT
    assert read_after(world, TEXT.replace(old, new)) == read


def test_a_new_integration_is_read_with_its_service_and_looked_for_in_all(world):
    more = TEXT.replace(EVENTS, f"{EVENTS}, more: {{type: events_api_v2}}")
    assert read_after(world, more) == ["/services", "/services/cart"]


def test_a_changed_schedule_is_read_once_for_itself_and_once_for_who_is_on_call(world):
    changed = TEXT.replace(DAYS, DAYS.replace(ANA, f"{ANA}, {BEN}"))
    assert read_after(world, changed) == ["/schedules/days"] * 2


def test_of_shift_based_schedules_only_the_one_that_was_changed_is_read(world):
    changed = TEXT.replace(DESK, DESK.replace(BEN, f"{BEN}, {ANA}"))
    assert {path.split("/")[3] for path in read_after(world, changed)} == {"desk"}


def test_more_than_a_list_has_pages_are_read_by_the_list(world):
    changed = TEXT.replace("description: Pay", "description: P").replace(CART, "description: C")
    assert read_after(world, changed) == ["/services"]


def test_a_new_schedule_is_looked_for_in_the_lists_that_may_show_another(world):
    new = TEXT.replace(
        "  days:", f"  more: {{time_zone: Europe/London, layers: [{WEEK % BEN}]}}\n  days:"
    )
    found = Counter(path.rpartition("/")[0] + "/" for path in read_after(world, new))
    assert found == {"/": 3, "/v3/": 2, "/schedules/": 1}


@pytest.mark.slow
def test_a_first_apply_of_many_reads_the_lists_and_who_is_on_call():
    text, seed = account(200, 20, 20)
    world = World(seed=seed)
    assert ended(world.apply(text)) == {"done"}
    posts = [n for n, one in enumerate(world.sandbox.requests) if one.method == "POST"]
    paths = [one.path for one in world.sandbox.requests[posts[-1] + 1 :]]
    kinds = Counter("one" if path.startswith("/schedules/") else path for path in paths)
    lists = {"/services": 2, "/escalation_policies": 1, "/schedules": 3, "/v3/schedules": 1}
    assert (len(posts), kinds) == (240, {**lists, "one": 20})
