"""`pdsync oncall --live` and `--verify`: the account, as read and as it renders itself."""

import json

import httpx
import pytest
from command_line import schedule, the_account
from organisation import ACME

from pdsync import sandbox

WITHOUT_PHASE = ACME.replace("        rotation_virtual_start: 2026-01-05 09:00\n", "")


@pytest.fixture(autouse=True)
def _an_account(write, run):
    write(ACME)
    assert run("apply", "--sandbox", "--yes").code == 0


class Altered(httpx.BaseTransport):
    """An account whose own rendering has another text in place of one."""

    def __init__(self, inner, before, after):
        self.inner, self.before, self.after = inner, before, after

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        body = json.loads(answer.read() or "null")
        if isinstance(body, dict) and "final_schedule" in body.get("schedule", {}):
            final = json.dumps(body["schedule"]["final_schedule"])
            body["schedule"]["final_schedule"] = json.loads(final.replace(self.before, self.after))
        return httpx.Response(answer.status_code, json=body)


@pytest.fixture
def altered(monkeypatch):
    """Have the account's own rendering altered on its way."""

    def altered(before, after):
        whole = sandbox.transport
        monkeypatch.setattr(sandbox, "transport", lambda one: Altered(whole(one), before, after))

    return altered


def test_the_account_says_the_same_as_the_yaml_that_made_it(run):
    offline, live = run("oncall", "primary"), run("oncall", "primary", "--live", "--sandbox")

    assert live.out == offline.out.replace("policies/", "pdsync-sandbox.db")


def test_a_schedule_without_a_phase_is_told_by_the_account_alone(run, write):
    write(WITHOUT_PHASE)

    offline = run("oncall", "primary", "--format", "json")
    live = run("oncall", "primary", "--live", "--sandbox", "--format", "json")

    assert (offline.code, live.code) == (1, 0)
    (said,) = offline.json["diagnostics"]
    assert "write who begins there, `anchor: {who: ana" in said["help"], said
    assert schedule(offline)["undecided"] == "schedule primary"
    assert schedule(live)["entries"][0]["users"] == ["ana.silva@acme.example"]


def test_no_configuration_is_needed_to_ask_an_account(run, tmp_path):
    (tmp_path / "policies").rename(tmp_path / "elsewhere")

    ended = run("oncall", "Primary", "--live", "--sandbox", "--format", "json")

    assert [one["name"] for one in ended.json["schedules"]] == ["Primary"]


def test_a_configuration_that_is_named_must_be_there(run):
    ended = run("oncall", "Primary", "--live", "--sandbox", "--config", "elsewhere")

    assert (ended.code, ended.out) == (1, "")
    assert "elsewhere" in ended.err


def test_verify_finds_no_difference(run):
    ended = run("oncall", "--verify", "--sandbox")

    assert ended.code == 0
    assert ended.last_line == "2 schedules: 2 the same, 0 different"
    assert "primary   the same 2 Mar 2026" in ended.out


def test_verify_tells_the_first_difference_and_its_interval(run, altered):
    altered("T09:00:00", "T10:00:00")

    ended = run("oncall", "primary", "--verify", "--sandbox", "--format", "json")

    (found,) = ended.json["verified"]
    assert (ended.code, found["same"]) == (1, False)
    assert found["difference"] == {
        "start": "2026-03-09T09:00:00+00:00",
        "end": "2026-03-09T10:00:00+00:00",
        "here": ["ben.okafor@acme.example"],
        "there": ["ana.silva@acme.example"],
    }


def test_verify_looks_at_the_next_change_of_the_clocks_too(run):
    ended = run("oncall", "primary", "--verify", "--weeks", "1", "--sandbox", "--format", "json")

    (found,) = ended.json["verified"]
    near, change = found["ranges"]
    assert near == {"start": "2026-03-02T12:00:00+00:00", "end": "2026-03-09T12:00:00+00:00"}
    assert change["start"] < "2026-03-29" < change["end"]


def test_verify_says_when_there_is_nothing_to_compare(run):
    ended = run("oncall", "--verify", "--sandbox-file", "new.db")

    assert (ended.code, ended.last_line) == (0, "There are no schedules.")


def test_of_two_overrides_the_newer_one_counts(run):
    with the_account() as world:
        users = [user["id"] for user in world.get("/users")["users"][7:]]
        path = f"/schedules/{world.named('schedule', 'schedules', 'Primary')['id']}/overrides"
        # PagerDuty tells neither when an override was made nor which is the newer one.
        for user, hours in zip(users, [(10, 20), (4, 12)], strict=False):
            world.send("POST", path, {"overrides": [override(user, *hours)]})

    ended = run("oncall", "Primary", "--verify", "--sandbox")

    assert (ended.code, ended.last_line) == (0, "1 schedule: 1 the same, 0 different")


def override(user, start, end):
    times = {"start": f"2026-03-04T{start:02}:00:00Z", "end": f"2026-03-04T{end:02}:00:00Z"}
    return times | {"user": {"id": user, "type": "user_reference"}}


@pytest.fixture
def shift_based():
    """A schedule of the newer API in the same account: days by turns, and one day by somebody."""
    with the_account() as world:
        users = world.get("/users")["users"][:3]
        ids = [user["id"] for user in users]
        given = {"schedule": {"name": "Shifts", "time_zone": "Europe/London"}}
        path = f"/v3/schedules/{world.send('POST', '/v3/schedules', given)['schedule']['id']}"
        rotation = world.send("POST", f"{path}/rotations", {})["rotation"]["id"]
        world.send("POST", f"{path}/rotations/{rotation}/events", {"event": days(ids[:2])})
        world.send("POST", f"{path}/overrides", {"overrides": [stand_in(rotation, ids)]})
    return [user["email"] for user in users]


def days(ids):
    return {
        "name": "Days",
        "start_time": at("2026-03-02T09:00:00Z"),
        "end_time": at("2026-03-02T17:00:00Z"),
        "effective_since": "2026-03-02T12:00:00Z",
        "recurrence": ["RRULE:FREQ=DAILY"],
        "assignment_strategy": {
            "type": "rotating_member_assignment_strategy",
            "shifts_per_member": 1,
            "members": [member(one) for one in ids],
        },
    }


def at(time):
    return {"date_time": time, "time_zone": "Europe/London"}


def member(ident):
    return {"type": "user_member", "user_id": ident}


def stand_in(rotation, ids):
    return {
        "type": "override_shift",
        "rotation_id": rotation,
        "start_time": "2026-03-03T09:00:00Z",
        "end_time": "2026-03-03T12:00:00Z",
        "overridden_member": member(ids[1]),
        "overriding_member": member(ids[2]),
    }


def test_a_shift_based_schedule_is_rendered_with_its_overrides(run, shift_based):
    ended = run(
        *("oncall", "Shifts", "--live", "--sandbox", "--format", "json"),
        *("--since", "2026-03-03T00:00:00Z", "--until", "2026-03-04T00:00:00Z"),
    )

    (found,) = ended.json["schedules"]
    _, second, third = shift_based
    assert found["time_zone"] == "Europe/London"
    assert [(one["start"][11:16], one["users"]) for one in found["entries"]] == [
        ("09:00", [third]),
        ("12:00", [second]),
    ]


def test_a_shift_based_schedule_is_verified_like_the_others(run, shift_based):
    ended = run("oncall", "--verify", "--weeks", "5", "--sandbox", "--format", "json")

    assert ended.code == 0
    assert {one["name"]: one["same"] for one in ended.json["verified"]} == {
        "Office": True,
        "Primary": True,
        "Shifts": True,
    }
