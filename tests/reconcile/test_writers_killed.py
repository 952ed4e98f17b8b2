"""Four writers that are killed after any call, or lose any answer: the next run ends it."""

from collections import Counter
from contextlib import suppress
from itertools import count
from threading import Lock

import httpx
import pytest
from reconcile.names import Killed
from reconcile.test_writers import ANA, policy, rota, service, text
from reconcile.wire import is_write
from reconcile.world import World, ended

pytestmark = pytest.mark.slow  # many applies

MADE = text(
    teams="t",
    schedules=[rota("a"), rota("b", teams="[t]")],
    policies=[policy("p", "a", team="t"), policy("q", "b"), policy("r")],
    services=[
        service("k", "p", integrations="{x: {type: events_api_v2}}"),
        service("l", "q", integrations="{x: {type: events_api_v2}, y: {type: events_api_v2}}"),
        service("m", "r"),
    ],
)
CHANGED = (
    MADE.replace("delay_in_minutes: 5", "delay_in_minutes: 6")
    .replace("policy: p,", "policy: p, description: New.,")
    .replace("policy: q,", "policy: q, description: New.,")
    .replace("  m: {escalation_policy: r", "  m: {escalation_policy: q")
    .replace("  q: {", "  q: {name: r, ")
    .replace("  r: {", "  r: {name: q, ")
    .replace("x: {type", "x: {name: Ex, type")
    .replace("Europe/London", "Europe/Paris")
    .replace("t: {}", f"t: {{members: [{ANA}]}}")
)
WENT = {"first": ("", MADE), "later": (MADE, CHANGED)}
HELD = "stack: acme\nsafety: {max_deletes: 99, max_delete_percent: 100}\n"


class Mishap(httpx.BaseTransport):
    """What befalls the write of some number; `dead` is whoever sent it."""

    def __init__(self, inner, how):
        self.inner = inner
        self.how = how
        self.at = self.seen = 0
        self.dead = False
        self.lock = Lock()

    def handle_request(self, request):
        if self.dead:
            raise Killed
        if not is_write(request):
            return self.inner.handle_request(request)
        with self.lock:
            self.seen += 1
            mine = self.seen == self.at
        if mine and self.how == "never arrives":
            raise httpx.ReadError("gone")
        response = self.inner.handle_request(request)
        if mine and self.how == "killed":
            self.dead = True
        if self.dead:
            raise Killed  # whatever is under way beside it is not answered either
        if mine and self.how == "answer lost":
            raise httpx.ReadError("gone")
        return response


def befallen(how):
    """A world, and the wire to it."""
    world = World(around=lambda inner: Mishap(inner, how))
    return world, world.wire


def mishaps(went, how):
    """For each write, the outcome of a run that comes to grief there, and its world after it."""
    before, after = WENT[went]
    for number in count(1):
        world, wire = befallen(how)
        if before:
            world.applied(before, HELD)
        wire.at = wire.seen + number
        world.how = {"writers": 4}
        found = None
        with suppress(Killed):
            found = world.apply(after, HELD)
        if wire.seen < wire.at:
            break
        wire.at, wire.dead = 0, False
        yield found, world, after
    assert number > 10


def contents(world):
    """How many there are of each name."""
    kinds = ("teams", "schedules", "escalation_policies", "services")
    found = Counter((kind, one["name"]) for kind in kinds for one in world.get(f"/{kind}")[kind])
    services = world.get("/services", **{"include[]": "integrations"})["services"]
    return found + Counter(
        (one["name"], inside["name"]) for one in services for inside in one["integrations"]
    )


def as_it_should_be(went):
    before, after = WENT[went]
    world = World()
    if before:
        world.applied(before, HELD)
    world.applied(after, HELD)
    return contents(world)


@pytest.mark.parametrize("went", WENT)
def test_killed_after_any_call_the_next_run_does_the_rest_and_nothing_twice(went):
    wanted = as_it_should_be(went)
    for _, world, after in mishaps(went, "killed"):
        world.applied(after, HELD)
        assert contents(world) == wanted


@pytest.mark.parametrize("went", WENT)
def test_whichever_answer_is_lost_all_is_done_and_nothing_twice(went):
    wanted = as_it_should_be(went)
    for found, world, _ in mishaps(went, "answer lost"):
        assert ended(found) == {"done"}
        assert contents(world) == wanted


@pytest.mark.parametrize("went", WENT)
def test_whichever_call_never_arrives_the_next_run_settles_it(went):
    wanted = as_it_should_be(went)
    for found, world, after in mishaps(went, "never arrives"):
        assert ended(found) <= {"done", "unknown", "skipped"}
        world.applied(after, HELD)
        assert contents(world) == wanted
