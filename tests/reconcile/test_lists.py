"""Lists that are short, not counted, or contradict themselves: what a plan may rest on them."""

import pytest
from reconcile.shop import shop
from reconcile.wire import altered, at
from reconcile.world import SETTINGS, World, changes, said

SHIFTS = """
schedules:
  nights:
    time_zone: Europe/London
    rotations:
      - {members: [ana.silva@acme.example], rotate: 1 day, handoff: "09:00"}
"""


@pytest.fixture
def world():
    return altered(World)


def without_total(path):
    return at(path, lambda body: {name: it for name, it in body.items() if name != "total"})


def test_a_short_list_refuses_creates_of_its_kind(world):
    world.applied("teams: {a: {}}")
    world.wire.alter = at("/teams", lambda body: {**body, "teams": []})
    plan = world.plan("teams: {a: {}}")
    assert changes(plan) == [("create", "team", "a")]
    assert plan.refused == (
        "GET /teams listed fewer teams than there are, twice (0 of 1): what is missing there may "
        "exist all the same, so nothing is created or adopted; try again later",
    )


def test_a_short_list_is_said_to_be_short_where_nothing_relies_on_it(world):
    world.applied("teams: {a: {}}")
    world.wire.alter = at("/services", lambda body: {**body, "total": 2})
    plan = world.plan("teams: {a: {}}")
    assert (changes(plan), plan.refused) == ([], ())
    assert said(plan) == [
        (
            "short-list",
            None,
            "GET /services listed fewer services than there are, twice (0 of 2): what is missing "
            "there may exist all the same",
        )
    ]


@pytest.mark.parametrize("total", [None, "1", True, {}])
def test_a_list_that_is_not_counted_refuses_creates_of_its_kind(world, total):
    world.wire.alter = at("/teams", lambda body: {**body, "total": total})
    assert world.plan("teams: {a: {}}").refused == (
        "GET /teams does not say how many teams there are (its `total` is no number): what is "
        "missing there may exist all the same, so nothing is created or adopted; try again later, "
        "or accept that with `safety: {uncounted: [teams]}` in pdsync.yaml",
    )


def test_a_list_that_is_not_counted_refuses_adoptions_of_its_kind(world):
    world.send("POST", "/teams", {"team": {"name": "a"}})
    world.wire.alter = without_total("/teams")
    plan = world.plan("teams: {a: {}}")
    assert changes(plan) == [("adopt", "team", "a")]
    assert len(plan.refused) == 1


def test_what_is_included_is_part_of_the_request_that_is_named(world):
    events = "integrations: {events: {type: events_api_v2}}"
    text = shop("a").replace("{name: Cart,", f"{{name: Cart, {events},")
    world.wire.alter = without_total("/services")
    (refusal,) = world.plan(text).refused
    assert refusal.startswith("GET /services?include[]=integrations does not say how many")


def test_creates_of_other_kinds_go_on(world):
    world.wire.alter = without_total("/services")
    assert world.plan("teams: {a: {}}").refused == ()


def test_deletions_by_mark_need_no_count(world):
    world.applied("teams: {a: {}, b: {}}")
    world.wire.alter = without_total("/teams")
    plan = world.plan("teams: {a: {}}")
    assert (changes(plan), plan.refused) == ([("delete", "team", "b")], ())


def test_updates_need_no_count(world):
    world.applied("teams: {a: {}}")
    world.wire.alter = without_total("/teams")
    plan = world.plan("teams: {a: {description: New}}")
    assert (changes(plan), plan.refused) == ([("update", "team", "a")], ())


def test_an_account_that_never_counts_can_be_accepted(world):
    world.wire.alter = without_total("/teams")
    settings = SETTINGS + "safety: {uncounted: [teams]}\n"
    assert world.plan("teams: {a: {}}", settings).refused == ()


def test_only_what_has_a_list_of_its_own_can_be_accepted_uncounted(world):
    config = world.config("teams: {}", SETTINGS + "safety: {uncounted: [services, integrations]}\n")
    (found,) = config.problems
    assert str(found.place) == "pdsync.yaml:2:32"
    assert found.message == "'integrations' is not possible here"


def test_one_id_with_two_contents_refuses_every_change(world):
    world.applied("teams: {a: {}}")

    def twice(body):
        (team,) = body["teams"]
        return {**body, "teams": [team, {**team, "name": "other"}]}

    world.wire.alter = at("/teams", twice)
    ident = world.get("/teams")["teams"][0]["id"]
    assert world.plan("teams: {a: {description: New}}").refused == (
        f"GET /teams listed {ident} twice, with different contents: which of them is right is not "
        "known, so nothing is changed; try again later",
    )


def test_a_short_list_of_open_incidents_lets_nothing_be_deleted(world):
    from pdsync.errors import PdsyncError

    world.applied(shop("a"))
    world.wire.alter = at("/incidents", lambda body: {**body, "total": 1})
    with pytest.raises(PdsyncError) as caught:
        world.plan("teams: {}")
    assert caught.value.message == (
        "GET /incidents listed fewer open incidents than there are, twice: what they would keep "
        "from being deleted is not known"
    )


class TestTheListOfWhichNoTotalIsPromised:
    def readings(self, world):
        asked = (one for one in world.sandbox.requests if one.path == "/v3/schedules")
        return [dict(one.query)["limit"] for one in asked if one.method == "GET"]

    def test_it_is_whole_when_pages_of_another_size_hold_the_same(self, world):
        plan = world.plan(SHIFTS)
        assert (changes(plan), plan.refused) == ([("create", "schedule", "nights")], ())
        assert self.readings(world) == ["100", "50"]

    def test_it_is_read_once_where_it_is_counted_all_the_same(self, world):
        world.wire.alter = at("/v3/schedules", lambda body: {**body, "total": 0})
        plan = world.plan(SHIFTS)
        assert (changes(plan), plan.refused) == ([("create", "schedule", "nights")], ())
        assert self.readings(world) == ["100"]

    def test_it_is_read_once_where_no_schedule_is_created(self, world):
        world.applied(SHIFTS)
        world.forget()
        assert changes(world.plan(SHIFTS + "teams: {a: {}}\n")) == [("create", "team", "a")]
        assert self.readings(world) == ["100"]

    def test_it_is_not_whole_when_they_hold_others(self, world):
        world.applied(SHIFTS)

        def shy(request, body):
            is_list = request.url.path == "/v3/schedules"
            return (
                {**body, "schedules": []} if is_list and "limit=100" in str(request.url) else body
            )

        world.wire.alter = shy
        assert world.plan(SHIFTS).refused == (
            "GET /v3/schedules listed other schedules when it was asked again: what is missing "
            "there may exist all the same, so nothing is created or adopted; try again later, or "
            "accept that with `safety: {uncounted: [schedules]}` in pdsync.yaml",
        )

    def test_it_is_not_whole_when_it_does_not_say_that_it_ends(self, world):
        world.wire.alter = at("/v3/schedules", lambda body: {**body, "more": None})
        (refusal,) = world.plan(SHIFTS).refused
        assert refusal.startswith(
            "GET /v3/schedules listed schedules and does not say that they are all, twice: "
        )
