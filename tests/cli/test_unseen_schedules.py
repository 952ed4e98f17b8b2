"""Shift-based schedules of which no list comes (404) are not known, and not none."""

import httpx
import pytest
from cli.test_mutated_answers import ACCOUNT
from report_page import Page

from pdsync import sandbox

LAYERED = """
schedules:
  days:
    time_zone: Europe/London
    layers:
      - {name: Week, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}
"""
ANOTHER = """
  late:
    time_zone: Europe/London
    layers:
      - {name: Week, rotate: weekly, handoff: Mon 09:00, members: [ben.okafor@acme.example]}
"""
ROTATED = """
  nights:
    time_zone: Europe/London
    rotations:
      - {name: All, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}
"""
NONE = "this account has no shift-based schedules, or they are not this token's to see"
NAMED = "though escalation policies name shift-based schedules ("


class Without(httpx.BaseTransport):
    """An account that answers nothing below a path."""

    def __init__(self, inner, status):
        self.inner, self.status = inner, status

    def handle_request(self, request):
        if not request.url.path.startswith("/v3/schedules"):
            return self.inner.handle_request(request)
        return httpx.Response(self.status, json={"error": {"message": "No", "code": 2100}})


@pytest.fixture
def unseen(write, run, monkeypatch):
    """Apply an account, and show no shift-based schedules of it any more."""

    def unseen(text, status=404):
        write(text)
        assert run("apply", "--sandbox", "--yes").code == 0
        real = sandbox.transport
        monkeypatch.setattr(sandbox, "transport", lambda one: Without(real(one), status))

    return unseen


def said(ended):
    """All that was printed, on one line."""
    return " ".join(f"{ended.err} {ended.out}".split())


def test_one_with_rotations_is_not_made_where_none_can_be_seen(unseen, write, run):
    unseen(LAYERED)
    write(LAYERED + ROTATED)
    ended = run("apply", "--sandbox", "--yes")
    refused = (
        f"Refused: GET /v3/schedules answered 404: {NONE}, so no schedule with `rotations` is "
        "created or adopted; use a token that may read them"
    )
    assert (ended.code, refused in said(ended)) == (3, True)


def test_one_with_layers_is_made_in_an_account_that_seems_to_have_no_others(unseen, write, run):
    unseen(LAYERED)
    write(LAYERED + ANOTHER)
    ended = run("apply", "--sandbox", "--yes")
    assert (ended.code, f"GET /v3/schedules answered 404: {NONE}" in said(ended)) == (0, True)
    assert "see that none of them is called 'late'" in said(ended)
    again = run("plan", "--sandbox")
    assert (again.code, "v3" in said(again)) == (0, False)


@pytest.mark.parametrize("status", [404, 402])
def test_nothing_is_made_beside_those_that_policies_name(status, unseen, write, run):
    unseen(ACCOUNT, status)
    write(ACCOUNT.replace("schedules:", f"schedules:{ANOTHER.rstrip()}", 1))
    ended = run("apply", "--sandbox", "--yes")
    assert ended.code == 3
    assert f"GET /v3/schedules answered {status}, {NAMED}" in said(ended)
    assert "so no schedule is created or adopted; use a token that may read them" in said(ended)


def test_a_plan_of_an_account_whose_product_lacks_them_says_nothing_of_them(unseen, run):
    unseen(LAYERED, 402)
    assert "v3" not in said(run("plan", "--sandbox"))


@pytest.mark.parametrize("command", [("oncall", "--live"), ("simulate", "cart", "--live")])
def test_questions_say_what_they_could_not_see(command, unseen, run):
    unseen(ACCOUNT)
    ended = run(*command, "--sandbox")
    told = f"warning[unread-answer]: GET /v3/schedules answered 404, {NAMED}"
    assert told in said(ended)


def test_a_report_says_what_it_could_not_see(unseen, run):
    unseen(LAYERED)
    ended = run("report", "--live", "--out", "-", "--sandbox")
    assert f"GET /v3/schedules answered 404: {NONE}" in Page(ended.out).text


def test_what_is_not_managed_says_what_it_could_not_see(unseen, run):
    unseen(LAYERED)
    ended = run("plan", "--unmanaged", "--sandbox")
    assert f"GET /v3/schedules answered 404: {NONE}" in said(ended)


def test_a_dump_says_what_is_not_in_it(unseen, run):
    unseen(LAYERED)
    ended = run("dump", "--out", "made", "--stack", "acme", "--sandbox", "--format", "json")
    assert (ended.code, ended.json["unseen"]) == (0, [f"GET /v3/schedules answered 404: {NONE}"])
    ended = run("dump", "--out", "again", "--stack", "acme", "--sandbox")
    assert f"Beware: GET /v3/schedules answered 404: {NONE}; none is in it." in said(ended)


def test_nothing_is_made_where_the_list_stops_coming_during_an_apply(write, run, monkeypatch):
    write(LAYERED + ROTATED)
    real, asked = sandbox.transport, []

    class Stopping(Without):
        def handle_request(self, request):
            if request.url.path == "/v3/schedules":
                asked.append(request.method)
            planned = asked.count("GET") <= 2
            return (self.inner if planned else super()).handle_request(request)

    monkeypatch.setattr(sandbox, "transport", lambda one: Stopping(real(one), 404))
    ended = run("apply", "--sandbox", "--yes")
    why = "whether another run has made it could not be read: GET /v3/schedules gave no list"
    assert (ended.code, why in said(ended), "POST" in asked) == (1, True, False)
