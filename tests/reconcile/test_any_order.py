"""In whatever order the calls of several writers are over, the end is that of one writer."""

import re

import httpx
import pytest
from examples import at_most
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from reconcile.crews import shuffled
from reconcile.test_writers import policy, rota, service, text
from reconcile.test_writers_killed import HELD, contents
from reconcile.wire import Bent, is_write
from reconcile.world import World, changes, results

pytestmark = pytest.mark.slow  # two accounts for each example

PEOPLE = st.sampled_from([f"{name}@acme.example" for name in ("ana.silva", "ben.okafor")])
TEAMS = st.sampled_from(["t", "u", None])
ID = re.compile("/P[A-Z0-9]{6}")
SOME = at_most(8, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def configurations(draw):
    """Some of each kind, which belong to some teams and refer to some others."""
    schedules = draw(st.lists(st.sampled_from("abc"), unique=True))
    policies = draw(st.lists(st.sampled_from("pqrs"), unique=True, min_size=1))
    services = draw(st.lists(st.sampled_from("klmno"), unique=True))
    words = st.sampled_from(["Old", "New"])

    def belonging(field, team):
        return {field: f"[{team}]" if field == "teams" else team} if team else {}

    return text(
        teams="tu",
        schedules=[rota(key, **belonging("teams", draw(TEAMS))) for key in schedules],
        policies=[
            policy(
                key,
                draw(st.sampled_from(schedules) if schedules else PEOPLE),
                delay=draw(st.integers(5, 6)),
                **belonging("team", draw(TEAMS)),
            )
            for key in policies
        ],
        services=[
            service(key, draw(st.sampled_from(policies)), description=draw(words), **inside)
            for key in services
            for inside in [{"integrations": draw(st.sampled_from(INSIDE))}]
        ],
    )


INSIDE = ["{}", "{x: {type: events_api_v2}}", "{x: {type: events_api_v2}, y: {type: nagios}}"]


def refusing(names):
    """PagerDuty taking nothing that has one of these names."""
    said = [f'"name": "{name}"' for name in names]

    def bend(request, answer):
        if is_write(request) and any(words in request.read().decode() for words in said):
            return httpx.Response(400, json={"error": {"message": "No", "code": 2001}})
        return answer()

    return bend


def ends(before, after, refused, crew):
    """What becomes of each change, what is there then, and what is left to do."""
    world = World(around=Bent)
    world.applied(before, HELD)
    crew(world)
    world.wire.bend = refusing(refused)
    done = world.apply(after, HELD)
    told = [
        (address, result, reason and ID.sub("/ID", reason))
        for address, (result, reason) in results(done).items()
    ]
    return told, contents(world), changes(world.plan(after, HELD))


@given(
    configurations(),
    configurations(),
    st.lists(st.sampled_from("abpqklmxy"), unique=True, max_size=2),
    st.randoms(use_true_random=False),
)
@SOME
def test_the_end_is_that_of_one_writer(before, after, refused, chance):
    alone = ends(before, after, refused, lambda world: None)
    several = ends(
        before,
        after,
        refused,
        lambda world: shuffled(world, chance.randint(2, 8), chance.randrange),
    )
    assert several == alone
