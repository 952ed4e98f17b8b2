"""A list that the account's plan does not have (402) is a sentence, whichever list it is."""

import httpx
import pytest
from cli.test_mutated_answers import ACCOUNT

from pdsync import sandbox

LISTS = ("/users", "/schedules", "/escalation_policies", "/services")


class Without(httpx.BaseTransport):
    """An account that does not have what is at one path."""

    def __init__(self, inner, path):
        self.inner, self.path = inner, path

    def handle_request(self, request):
        if request.url.path != self.path:
            return self.inner.handle_request(request)
        error = {"message": "Account does not have the abilities", "code": 2014}
        return httpx.Response(402, json={"error": error})


@pytest.fixture
def without(write, run, monkeypatch):
    """Apply an account, and take one list from it."""

    def without(path):
        write(ACCOUNT)
        assert run("apply", "--sandbox", "--yes").code == 0
        real = sandbox.transport
        monkeypatch.setattr(sandbox, "transport", lambda one: Without(real(one), path))

    return without


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("command", [("plan",), ("oncall", "--live")], ids=lambda one: one[0])
def test_a_list_that_every_account_has_is_named_where_it_is_refused(command, path, without, run):
    without(path)
    ended = run(*command, "--sandbox")
    first, advice = ended.err.strip().splitlines()
    assert (ended.code, first) == (
        1,
        f"error: GET {path}: 402 Account does not have the abilities (code 2014)",
    )
    assert "the account's PagerDuty plan lacks an ability that this needs" in advice


def test_who_is_on_call_takes_no_teams(without, run):
    without("/teams")
    ended = run("oncall", "--live", "--sandbox")
    assert (ended.code, ended.err) == (0, "")


def test_teams_that_are_written_are_said_to_be_missing(without, run):
    without("/teams")
    ended = run("plan", "--sandbox")
    assert ended.code == 1
    assert "error[missing-ability]: this account's plan has no teams" in ended.err
    assert "No plan: 1 error." in ended.err


def test_a_team_that_is_named_is_said_to_be_missing_where_it_is_named(without, run, write):
    without("/teams")
    write("escalation_policies:\n  shop: {name: Shop, teams: [{name: Web}]}\n")
    ended = run("plan", "--sandbox")
    assert ended.code == 1
    assert "error[unknown-reference]: this account's plan has no teams\n" in ended.err
    assert "= help: take it out here, or ask PagerDuty to add the ability\n" in ended.err
