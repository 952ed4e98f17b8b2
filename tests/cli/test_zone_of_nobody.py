"""A live schedule in a time zone that nobody knows: said of that one, and the rest is told."""

import httpx
import pytest
from cli.test_mutated_answers import ACCOUNT

from pdsync import sandbox

NONE = "it is in the time zone 'Mars/Base', which is none"


class OnMars(httpx.BaseTransport):
    """An account whose layered schedules are in a time zone of its own."""

    def __init__(self, inner):
        self.inner = inner

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if request.method != "GET" or not request.url.path.startswith("/schedules"):
            return answer
        text = answer.read().decode().replace("Europe/London", "Mars/Base")
        return httpx.Response(answer.status_code, text=text)


@pytest.fixture(autouse=True)
def _on_mars(write, run, monkeypatch):
    write(ACCOUNT)
    assert run("apply", "--sandbox", "--yes").code == 0
    real = sandbox.transport
    monkeypatch.setattr(sandbox, "transport", lambda one: OnMars(real(one)))


def test_it_is_not_taken_over(run):
    ended = run("dump", "--into", "policies", "--only", "schedule:days", "--sandbox")
    assert (ended.code, ended.err) == (
        1,
        f"error: schedule `days` stays as it is: {NONE}; give it another one there\n",
    )


def test_a_dump_without_it_says_that_its_plan_would_delete_it(run):
    ended = run("dump", "--out", "made", "--stack", "acme", "--sandbox", "--format", "json")
    (unsaid,) = ended.json["unsaid"]
    assert (unsaid["why"], ended.json["left_in_stack"]) == (
        f"{NONE}; give it another one there",
        1,
    )
    plan = run("plan", "--config", "made", "--sandbox", "--format", "json").json
    assert [(one["action"], one["key"]) for one in plan["changes"]] == [("delete", "days")]


@pytest.mark.parametrize(
    "command", [("oncall", "--live"), ("simulate", "cart", "--live")], ids=lambda one: one[0]
)
def test_who_is_on_call_is_not_known_of_it_alone(command, run):
    ended = run(*command, "--sandbox")
    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        f"error[undecided]: schedule days: {NONE}",
    )
    assert ("nights   ana.silva@acme.example" in ended.out) is (command[0] == "oncall")


def test_a_report_tells_the_rest(run):
    assert run("report", "--live", "--out", "page.html", "--sandbox").code == 0
