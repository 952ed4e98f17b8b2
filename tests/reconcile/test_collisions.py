"""Writes that collide: the rest goes one at a time, which is said once, and nothing is lost."""

import httpx
import pytest
from reconcile.crews import shuffled, watched
from reconcile.test_writers import policy, text
from reconcile.wire import is_write
from reconcile.world import ended, results

from pdsync.render.plan import apply_json

MADE = text(policies=[policy(key) for key in "abcdefgh"])
SAID = "POST /escalation_policies: 409 Version Conflict"


def colliding(times=1, status=409):
    """PagerDuty refusing the second policy so many times."""
    left = iter(range(times))

    def bend(request, answer):
        if is_write(request) and b'"name": "b"' in request.read() and next(left, None) is not None:
            return httpx.Response(status, json={"error": {"message": "Version Conflict"}})
        return answer()

    return bend


@pytest.fixture
def told(bent):
    shuffled(bent, 4, choose=lambda count: 0)
    said = []
    bent.how["notice"] = said.append
    return said


def test_after_the_first_sign_the_rest_goes_one_at_a_time_and_that_is_said_once(bent, told):
    bent.wire.bend = colliding(times=2)
    pairs = watched(bent)
    assert ended(bent.applied(MADE)) == {"done"}
    assert told == [f"The rest goes one at a time, since writes may collide: {SAID}"]
    assert {key[-1] for pair in pairs for key in pair} == set("abcde")


def test_the_sign_is_in_the_json(bent, told):
    bent.wire.bend = colliding()
    assert apply_json(bent.apply(MADE))["collision"] == SAID


def test_without_a_sign_nothing_is_said(bent, told):
    assert apply_json(bent.apply(MADE))["collision"] is None
    assert told == []


def test_one_writer_collides_with_nobody(bent, told):
    bent.wire.bend = colliding()
    bent.how["writers"] = 1
    assert apply_json(bent.apply(MADE))["collision"] is None
    assert told == []


TEAM = text(
    teams="t",
    policies=[policy(key) for key in "abcd"] + [policy("e", team="t"), policy("f", team="t")],
)


def losing(world, times):
    """A collision, after which lists of members are empty so many times."""
    bend, left = colliding(), iter(range(times))

    def lost(request, answer):
        if request.url.path.endswith("/members") and next(left, None) is not None:
            return httpx.Response(200, json={"members": [], "more": False, "total": 0})
        return bend(request, answer)

    world.wire.bend = lost


def test_after_a_collision_the_members_of_the_teams_are_read_until_they_show(bent, told):
    losing(bent, times=2)
    assert ended(bent.apply(TEAM)) == {"done"}


def test_a_member_that_a_collision_lost_is_a_failure_that_names_team_and_person(bent, told):
    losing(bent, times=100)
    found = results(bent.apply(TEAM))
    reason = (
        "PagerDuty accepted the call, but writes collided and Ana Silva did not come onto the "
        "team t: add them to it"
    )
    assert found["escalation_policy", "e"] == found["escalation_policy", "f"] == ("failed", reason)
    assert found["escalation_policy", "a"] == ("done", None)


def test_without_a_collision_no_members_are_read(bent, told):
    bent.apply(TEAM)
    assert [one.path for one in bent.sandbox.requests if one.path.endswith("/members")] == []


def test_a_sign_at_the_very_end_is_in_the_json_alone(bent, told):
    bent.wire.bend = colliding()
    assert bent.apply(text(policies=[policy("a"), policy("b")])).collision == SAID
    assert told == []


def test_what_did_not_take_is_told_although_the_members_cannot_be_read(bent, told):
    bent.applied(TEAM)
    listed = bent.get("/escalation_policies")["escalation_policies"]
    ids = {one["name"]: one["id"] for one in listed}
    left = iter(["once"])

    def bend(request, answer):
        path = request.url.path
        if path.endswith("/members"):
            return httpx.Response(403, json={"error": {"message": "Access Denied"}})
        if is_write(request) and path.endswith(ids["b"]) and next(left, None):
            return httpx.Response(409, json={"error": {"message": "Version Conflict"}})
        if is_write(request) and path.endswith(ids["c"]):
            return httpx.Response(200, json={})
        return answer()

    bent.wire.bend = bend
    applied = bent.apply(TEAM.replace("minutes: 5", "minutes: 6"))

    reason = (
        "PagerDuty accepted the call, but did not take `escalation_rules`: "
        "read back, it differs from what was written"
    )
    assert "/members: 403 Access Denied" in (applied.problem or "")
    assert results(applied)["escalation_policy", "c"] == ("failed", reason)
    assert results(applied)["escalation_policy", "e"] == ("done", None)
