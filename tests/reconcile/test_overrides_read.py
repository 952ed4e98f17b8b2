"""Overrides as a plan reads them: alone, since the list of schedules gave the layers."""

import pytest
from reconcile.on_duty import ANA, BEN, CHLOE, MAYA, THREE, override
from reconcile.wire import altered
from reconcile.world import World

from pdsync.render.plan import plan_json

WEDNESDAY = "2026-03-04T12:00:00Z", "2026-03-04T18:00:00Z"
LATE = "2026-03-04T15:00:00Z", "2026-03-04T21:00:00Z"
SWAPPED = THREE.replace(f"{BEN}, {CHLOE}", f"{CHLOE}, {BEN}")


@pytest.fixture
def world():
    made = altered(World)
    made.applied(THREE)
    made.forget()
    return made


def row(world):
    (found,) = plan_json(world.plan(SWAPPED))["oncall"]["schedules"]
    return found


def paths(world):
    """Paths of requests about one schedule; ids are left out."""
    parts = [one.path.split("/") for one in world.sandbox.requests if one.method == "GET"]
    return ["/".join(("", *one[3:])) for one in parts if one[1] == "schedules" and one[2:]]


def test_what_the_list_told_of_a_schedule_is_not_asked_for_again(world):
    override(world, MAYA, *WEDNESDAY)
    world.forget()
    assert [one["user"] for one in row(world)["overrides"]] == [MAYA]
    assert paths(world) == ["/overrides"]


@pytest.mark.parametrize(("older", "newer"), [(MAYA, ANA), (ANA, MAYA)])
def test_of_two_that_overlap_the_account_says_which_is_newer(world, older, newer):
    for one in (older, newer):
        override(world, one, *(WEDNESDAY if one == MAYA else LATE))
    world.now = world.now.replace(day=4, hour=16)
    world.forget()
    assert row(world)["now"]["old"] == [newer]
    assert paths(world) == ["/overrides", ""]


def test_two_that_touch_need_no_more(world):
    override(world, MAYA, *WEDNESDAY)
    override(world, ANA, WEDNESDAY[1], LATE[1])
    world.forget()
    assert [one["user"] for one in row(world)["overrides"]] == [MAYA, ANA]
    assert paths(world) == ["/overrides"]


@pytest.mark.parametrize("answer", [{}, {"overrides": None}, {"overrides": [{"start": 7}]}])
def test_what_a_plan_does_is_not_known_where_they_do_not_come(world, answer):
    world.wire.alter = lambda request, body: (
        answer if request.url.path.endswith("/overrides") else body
    )
    assert row(world)["unknown"]["reason"].startswith("GET /schedules/")
