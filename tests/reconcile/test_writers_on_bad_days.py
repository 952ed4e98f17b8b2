"""Four writers on a sandbox that has bad days, on which writes that share anything collide."""

import sys

import pytest
from reconcile.test_writers import BEN, policy, rota, service, text
from reconcile.test_writers_killed import contents
from reconcile.world import World, changes, ended

from pdsync.sandbox import Habits

pytestmark = pytest.mark.slow  # several runs of each

MADE = text(
    teams="tu",
    schedules=[rota("a", teams="[t]"), rota("b", teams="[t, u]"), rota("c")],
    policies=[
        policy("p", BEN, team="t"),
        policy("q", "b", team="t"),
        policy("r", team="u"),
        policy("s", BEN, team="u"),
    ],
    services=[
        service(key, "p", integrations="{x: {type: events_api_v2}, y: {type: events_api_v2}}")
        for key in "kl"
    ],
)


@pytest.fixture(autouse=True)
def _threads_take_turns_all_the_time():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def members(world):
    found = {}
    for team in world.get("/teams")["teams"]:
        told = world.get(f"/teams/{team['id']}/members")["members"]
        found[team["name"]] = sorted(one["user"]["summary"] for one in told)
    return found


@pytest.fixture(scope="module")
def calm():
    world = World()
    world.applied(MADE)
    return contents(world), members(world)


@pytest.mark.parametrize("seed", range(8))
def test_they_never_meet_arrive_within_some_runs_and_make_nothing_twice(seed, calm):
    world = World(habits=Habits(rate_limit=0, hostile=seed))
    world.how = {"writers": 4}
    for _ in range(6):
        done = world.apply(MADE)
        assert "Version Conflict" not in (done.collision or "")
        assert "locked" not in (done.collision or "")
        if ended(done) <= {"done"}:
            break
    after = World.on(world.account)
    after.now = world.now  # a layer may have been made later than all tests begin
    assert changes(after.plan(MADE)) == []
    assert (contents(after), members(after)) == calm
    assert calm[1] == {"t": ["Ana Silva", "Ben Okafor"], "u": ["Ana Silva", "Ben Okafor"]}
