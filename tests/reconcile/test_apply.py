"""Apply: the calls of the plan and no other, failures that stop only what depends on them."""

import httpx
import pytest
from reconcile.shop import ROTA, shop
from reconcile.wire import is_write
from reconcile.world import changes, ended, results

from pdsync.kinds import NOW


def placeholders_filled(call, applied):
    ids = {f"${{{o.change.kind}:{o.change.key}}}": o.id for o in applied.outcomes if o.id}
    path = call.path
    for placeholder, ident in ids.items():
        path = path.replace(placeholder, ident)
    return call.method, path


def test_it_sends_the_calls_of_the_plan_and_no_other(world):
    applied = world.apply(shop("a"))
    planned = [placeholders_filled(call, applied) for call in applied.plan.calls]
    assert world.writes() == planned


def test_a_plan_reads_only(world):
    world.plan(shop("a"))
    assert world.writes() == []


def test_a_failure_stops_only_what_depends_on_it_and_the_next_run_continues(bent):
    def refuse_schedules(request, answer):
        if is_write(request, "/schedules"):
            return httpx.Response(400, json={"error": {"message": "No", "code": 2001}})
        return answer()

    bent.wire.bend = refuse_schedules
    applied = bent.apply(shop("a") + "teams: {web: {}}\n")
    assert results(applied) == {
        ("team", "web"): ("done", None),
        ("schedule", "a"): ("failed", "POST /schedules: 400 No (code 2001)"),
        ("escalation_policy", "checkout"): (
            "skipped",
            "it needs schedule `a`, which is failed",
        ),
        ("service", "cart"): (
            "skipped",
            "it needs escalation policy `checkout`, which is skipped",
        ),
    }
    bent.wire.bend = lambda request, answer: answer()
    bent.applied(shop("a") + "teams: {web: {}}\n")


def test_a_create_whose_answer_was_lost_is_found_and_not_repeated(bent):
    def lose_the_answer(request, answer):
        response = answer()
        if is_write(request, "/services"):
            raise httpx.ReadError("gone")
        return response

    bent.wire.bend = lose_the_answer
    applied = bent.apply(shop("a"))
    assert ended(applied) == {"done"}
    assert [path for _, path in bent.writes()].count("/services") == 1


def test_a_create_that_stays_unclear_is_unknown_and_the_next_run_settles_it(bent):
    def never_arrives(request, answer):
        if is_write(request, "/schedules"):
            raise httpx.ReadError("gone")
        return answer()

    bent.wire.bend = never_arrives
    before = bent.now
    applied = bent.apply(ROTA.format(key="a"))
    assert ended(applied) == {"unknown"}
    assert (bent.now - before).total_seconds() >= 30
    assert bent.writes() == []
    bent.wire.bend = lambda request, answer: answer()
    bent.applied(ROTA.format(key="a"))


def test_a_field_that_did_not_take_is_named_and_a_failure(bent):
    bent.applied("teams: {web: {description: Old.}}")

    def pretend(request, answer):
        if is_write(request, "/teams"):
            return httpx.Response(200, json={"team": {"id": "P1"}})
        return answer()

    bent.wire.bend = pretend
    applied = bent.apply("teams: {web: {description: New.}}")
    assert results(applied)["team", "web"] == (
        "failed",
        "PagerDuty accepted the call, but did not take `description`: "
        "read back, it differs from what was written",
    )


def test_interrupted_it_finishes_the_call_in_flight_and_sends_no_more(bent):
    pressed = []

    def press_ctrl_c(request, answer):
        pressed.extend([True] * is_write(request))
        return answer()

    bent.wire.bend = press_ctrl_c
    applied = bent.apply("teams: {a: {}, b: {}}", interrupted=lambda: bool(pressed))
    assert applied.interrupted
    assert results(applied) == {
        ("team", "a"): ("done", None),
        ("team", "b"): ("skipped", "interrupted before its turn"),
    }
    assert len(bent.writes()) == 1


def test_a_refusal_at_the_deletion_is_reported_as_blocked(bent):
    bent.applied("teams: {a: {}, b: {}}")

    def in_use(request, answer):
        if request.method == "DELETE":
            error = {"message": "Invalid Input Provided", "code": 2001, "errors": ["In use"]}
            return httpx.Response(400, json={"error": error})
        return answer()

    bent.wire.bend = in_use
    applied = bent.apply("teams: {a: {}}")
    assert ended(applied) == {"blocked"}


def test_what_was_deleted_by_hand_is_created_again(world):
    world.applied("teams: {a: {}}")
    world.send("DELETE", f"/teams/{world.named('team', 'teams', 'a')['id']}")
    assert changes(world.plan("teams: {a: {}}")) == [("create", "team", "a")]


def overridden(world):
    world.applied(ROTA.format(key="a"))
    ident = world.named("schedule", "schedules", "a")["id"]
    user = world.get("/users")["users"][0]["id"]
    override = {
        "start": "2026-03-10T00:00:00Z",
        "end": "2026-03-11T00:00:00Z",
        "user": {"id": user, "type": "user_reference"},
    }
    world.send("POST", f"/schedules/{ident}/overrides", {"overrides": [override]})
    return ident


def dropping_overrides(world, ident):
    """PagerDuty losing every override when the schedule is written."""

    def bend(request, answer):
        response = answer()
        if request.method == "PUT":
            window = "since=2026-03-01T00:00:00Z&until=2026-04-01T00:00:00Z"
            listed = world.wire.inner.handle_request(
                httpx.Request(
                    "GET",
                    f"https://api.pagerduty.com/schedules/{ident}/overrides?{window}",
                    headers=request.headers,
                )
            )
            for one in httpx.Response(200, content=listed.read()).json()["overrides"]:
                address = f"https://api.pagerduty.com/schedules/{ident}/overrides/{one['id']}"
                world.wire.inner.handle_request(
                    httpx.Request("DELETE", address, headers=request.headers)
                )
        return response

    return bend


DAILY = ROTA.format(key="a").replace("1 week", "1 day")


def test_overrides_survive_a_write_of_their_schedule(bent):
    ident = overridden(bent)
    bent.applied(DAILY)
    window = {"since": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z"}
    assert len(bent.get(f"/schedules/{ident}/overrides", **window)["overrides"]) == 1


def test_a_lost_override_is_a_failure_that_prints_it(bent):
    bent.wire.bend = dropping_overrides(bent, overridden(bent))
    result, reason = results(bent.apply(DAILY))["schedule", "a"]
    assert result == "failed"
    assert "from 2026-03-10 00:00 to 2026-03-11 00:00 (Europe/London)" in reason


def test_restore_overrides_puts_a_lost_one_back_by_a_call_of_the_plan(bent):
    ident = overridden(bent)
    bent.wire.bend = dropping_overrides(bent, ident)
    plan = bent.plan(DAILY, restore_overrides=True)
    assert [bool(call.if_lost) for call in plan.calls] == [False, True]
    applied = bent.apply(DAILY, restore_overrides=True)
    assert ended(applied) == {"done"}
    window = {"since": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z"}
    assert len(bent.get(f"/schedules/{ident}/overrides", **window)["overrides"]) == 1


def test_the_present_instant_is_filled_in_when_the_call_is_sent(world):
    plan = world.plan(ROTA.format(key="a"))
    assert plan.calls[0].body["schedule"]["schedule_layers"][0]["start"] == NOW
    world.applied(ROTA.format(key="a"))


@pytest.mark.parametrize(
    ("status", "again"), [(400, False), (403, False), (409, True), (503, True)]
)
def test_what_pagerduty_refuses_is_refused_again_and_so_is_what_needs_it(bent, status, again):
    def refuse_schedules(request, answer):
        if is_write(request, "/schedules"):
            return httpx.Response(status, json={"error": {"message": "No", "code": 2001}})
        return answer()

    bent.wire.bend = refuse_schedules
    applied = bent.apply(shop("a", service=False))
    assert [(one.change.key, one.again) for one in applied.outcomes] == [
        ("a", again),
        ("checkout", again),
    ]
