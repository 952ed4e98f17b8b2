"""What no list of the account shows, or what is gone when it is read: all else is told."""

import json

import httpx
import pytest

from pdsync import sandbox

SHOP = """\
schedules:
  hidden:
    time_zone: Europe/London
    layers:
      - {name: Week, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example],
         anchor: {who: ana.silva@acme.example, at: 2026-01-05}}
  shown:
    time_zone: Europe/London
    layers:
      - {name: Week, rotate: weekly, handoff: Mon 09:00, members: [ben.okafor@acme.example],
         anchor: {who: ben.okafor@acme.example, at: 2026-01-05}}
escalation_policies:
  shop:
    name: Shop
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [hidden]}
      - {escalation_delay_in_minutes: 10m, targets: [shown]}
  other:
    name: Other
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [shown]}]
services:
  cart: {name: Cart, escalation_policy: shop}
  till: {name: Till, escalation_policy: other}
"""
WITHOUT = SHOP.replace(SHOP[SHOP.index("  hidden:") : SHOP.index("  shown:")], "").replace(
    "[hidden]", "[{id: ID, type: schedule}]"
)
ROTATED = SHOP.replace("layers:", "rotations:", 1)


class Shy(httpx.BaseTransport):
    """An account that hides a schedule: its list does, or only the answer for it alone."""

    def __init__(self, inner, *, listed):
        self.inner, self.listed = inner, listed

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if request.method != "GET" or "/schedules" not in request.url.path:
            return answer
        body = json.loads(answer.read() or "null")
        if body.get("schedule", {}).get("name") == "hidden":
            return httpx.Response(404, json={"error": {"message": "Not Found", "code": 2100}})
        found = body.get("schedules")
        if found and not self.listed:
            body["schedules"] = [
                one for one in found if "hidden" not in {one.get("name"), one.get("summary")}
            ]
            body["total"] = len(body["schedules"])
        return httpx.Response(answer.status_code, json=body)


@pytest.fixture
def shy(write, run, monkeypatch):
    """Hide the schedule of level 1."""
    whole = sandbox.transport

    def shy(*, listed, text=SHOP):
        write(text)
        assert run("apply", "--sandbox", "--yes").code == 0
        told = run("oncall", "hidden", "--live", "--sandbox", "--format", "json").json
        ident = told["schedules"][0]["id"]
        monkeypatch.setattr(sandbox, "transport", lambda one: Shy(whole(one), listed=listed))
        write(WITHOUT.replace("ID", ident))
        return ident

    return shy


UNLISTED = (
    "no list of the account shows it, as of a private team, to this token, or of what is very new"
)


GONE = "GET {}/{}: 404 Not Found (code 2100)"
WAYS = {
    "no list shows it": (SHOP, ""),
    "no list shows its rotations": (ROTATED, ""),
    "it is gone when it is read": (SHOP, "/schedules"),
    "its rotations are gone when they are read": (ROTATED, "/v3/schedules"),
}


@pytest.fixture(params=WAYS)
def unknown(request, shy):
    """A policy that points to it; returns what it is called, and why nothing is known of it."""
    text, path = WAYS[request.param]
    ident = shy(listed=bool(path), text=text)
    return ("hidden", GONE.format(path, ident)) if path else (ident, UNLISTED)


def why_not(ended):
    return [one["message"] for one in ended.json["diagnostics"]]


def levels(ended):
    (policy,) = ended.json["escalation_policies"]
    return [one["undecided"] or one["entries"][0]["users"] for one in policy["levels"]]


def test_a_level_that_is_not_known_says_why_and_the_others_are_told(unknown, run):
    name, why = unknown
    ended = run("oncall", "shop", "--live", "--sandbox", "--format", "json")
    assert ended.code == 1
    assert levels(ended) == [f"schedule {name}", ["ben.okafor@acme.example"]]
    assert why_not(ended) == [f"schedule {name}: {why}"]


def test_what_is_gone_when_it_is_read_is_not_left_out(shy, run):
    ident = shy(listed=True, text=ROTATED)
    ended = run("oncall", "--live", "--sandbox", "--format", "json")
    assert ended.code == 1
    told = {one["name"]: one["undecided"] for one in ended.json["schedules"]}
    assert told == {"hidden": "schedule hidden", "shown": None}
    assert why_not(ended) == [f"schedule hidden: {GONE.format('/v3/schedules', ident)}"]


def test_an_incident_whose_first_level_is_not_known_says_why(unknown, run):
    name, why = unknown
    ended = run("simulate", "cart", "--live", "--sandbox")
    assert (ended.code, ended.out) == (1, "")
    assert f"schedule {name}: {why}" in ended.err


def test_other_services_are_proved_beside_one_that_is_not_known(unknown, run):
    name, why = unknown
    ended = run("simulate", "--all", "--live", "--sandbox", "--format", "json")
    assert ended.code == 1
    assert {one["key"]: one["proved"] for one in ended.json["services"]} == {
        "cart": False,
        "till": True,
    }
    assert why_not(ended) == [f"schedule {name}: {why}"]


def test_a_report_tells_the_rest(unknown, run, tmp_path):
    name, why = unknown
    assert run("report", "--live", "--sandbox", "--out", "r.html").code == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "ben.okafor" in page or "Ben Okafor" in page
    assert f"{name}: {why}" in page


MOVED = """\
schedules:
  shown:
    time_zone: Europe/London
    layers:
      - {name: Week, rotate: weekly, handoff: Mon 09:00, members: [chloe.martin@acme.example],
         anchor: {who: chloe.martin@acme.example, at: 2026-01-05}}
escalation_policies:
  shop: {name: Shop, num_loops: 2}
  other:
    name: Other
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [shown]}]
services:
  cart: {name: Cart, escalation_policy: shop}
  till: {name: Till, escalation_policy: shop}
"""


def test_a_plan_says_what_it_cannot_tell_and_tells_the_rest(shy, run, write):
    ident = shy(listed=False)
    write(MOVED)
    ended = run("plan", "--sandbox", "--format", "json")
    oncall = ended.json["oncall"]
    assert ended.code == 0
    (till,) = oncall["services"]
    assert till["unknown"] == {"schedule": ident, "reason": UNLISTED}
    told = {(one["key"], one["level"]): one["follows"] for one in oncall["levels"]}
    (changed,) = oncall["schedules"]
    assert changed["now"]["new"] == ["chloe.martin@acme.example"]
    assert told == {("shop", 2): changed["id"], ("other", 1): changed["id"]}


class Spoilt(httpx.BaseTransport):
    """An account whose own rendering of every schedule comes as something else."""

    def __init__(self, inner):
        self.inner = inner

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        body = json.loads(answer.read() or "null")
        if isinstance(body, dict) and "final_schedule" in body.get("schedule", {}):
            body["schedule"]["final_schedule"] = {"rendered_schedule_entries": [7]}
        return httpx.Response(answer.status_code, json=body)


@pytest.mark.parametrize(
    "asked",
    [
        ("oncall", "shown", "--since", "2026-02-20", "--until", "2026-03-20"),
        ("oncall", "shown", "--at", "2026-02-20 12:00"),
    ],
)
def test_who_was_on_call_is_not_known_where_the_account_does_not_tell(shy, run, monkeypatch, asked):
    shy(listed=True)
    whole = sandbox.transport
    monkeypatch.setattr(sandbox, "transport", lambda one: Spoilt(whole(one)))
    ended = run(*asked, "--live", "--sandbox", "--format", "json")
    assert ended.code == 1
    assert [one["undecided"] for one in ended.json["schedules"]] == ["schedule shown"]
    (why,) = why_not(ended)
    assert why.endswith("gave schedule 'shown' without who is on call, or with something else")
