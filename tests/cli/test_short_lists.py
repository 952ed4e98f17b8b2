"""A list that may not be all there is, where the account is only asked: that is said."""

import json

import httpx
import pytest
from cli.test_mutated_answers import ACCOUNT
from command_line import the_account
from report_page import Page

from pdsync import sandbox


class Listing(httpx.BaseTransport):
    """An account in whose lists at one path a part is another."""

    def __init__(self, inner, path, **other):
        self.inner, self.path, self.other = inner, path, other

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if request.url.path != self.path:
            return answer
        return httpx.Response(200, json=json.loads(answer.read()) | self.other)


@pytest.fixture
def listing(write, run, monkeypatch):
    """Have another part in the lists of one path."""
    write(ACCOUNT)
    assert run("apply", "--sandbox", "--yes").code == 0
    real = sandbox.transport

    def listing(path, **other):
        monkeypatch.setattr(sandbox, "transport", lambda one: Listing(real(one), path, **other))

    return listing


def told(ended):
    """The warnings, on one line."""
    return " ".join(ended.err.split())


COMMANDS = [
    ("oncall", "cart", "--live"),
    ("simulate", "--all", "--live"),
    ("report", "--live", "--out", "page.html"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
def test_a_short_list_is_said_where_nothing_is_written(command, listing, run):
    listing("/escalation_policies", total=2)
    ended = run(*command, "--sandbox")
    assert (ended.code, "GET /escalation_policies" in told(ended), "(1 of 2)" in told(ended)) == (
        0, True, True,
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
def test_a_list_that_was_not_counted_is_said_where_nothing_is_written(command, listing, run):
    listing("/services", total=None)
    said = told(run(*command, "--sandbox"))
    assert "does not say how many services there are (its `total` is no number)" in said


@pytest.mark.parametrize(
    "command",
    ["oncall --live", "oncall --verify --weeks 1", "simulate cart --live"],
)
def test_a_short_list_is_in_the_json_and_no_reason_to_fail(command, listing, run):
    listing("/services", total=2)
    ended = run(*command.split(), "--sandbox", "--format", "json")
    found = [one["rule"] for one in ended.json["diagnostics"]]
    assert (ended.code, found) == (0, ["short-list"])


def test_of_services_that_were_not_listed_nothing_is_proved(listing, run):
    listing("/services", total=2)
    ended = run("simulate", "--all", "--live", "--sandbox")
    assert (ended.code, ended.last_line) == (1, "1 service: 1 proved, 0 not; not all were listed")
    row = run("simulate", "--all", "--live", "--sandbox", "--format", "json").json
    assert (row["complete"], [one["rule"] for one in row["diagnostics"]]) == (False, ["short-list"])
    assert run("simulate", "cart", "--all", "--live", "--sandbox").code == 0


def test_that_no_services_were_listed_is_not_that_there_are_none(listing, run):
    listing("/services", services=[], total=2)
    ended = run("simulate", "--all", "--live", "--sandbox")
    assert (ended.code, ended.last_line) == (1, "No services were listed.")


def test_a_short_list_is_on_the_page_of_a_report(listing, run):
    listing("/services", total=2)
    ended = run("report", "--live", "--out", "-", "--sandbox")
    first = Page(ended.out).text.partition("Worth a look")[2]
    assert "GET /services" in first
    assert "listed fewer services than there are, twice (1 of 2)" in first


def levels(run, *options):
    """Who is on call on each level of a service."""
    ended = run("oncall", "cart", "--live", "--sandbox", "--format", "json", *options)
    (service,) = ended.json["services"]
    return [one["entries"][0]["users"] for one in service["levels"]]


NOBODY_LISTED = [{"users": [], "total": 6}, {"users": [], "total": None}]


@pytest.mark.parametrize("other", NOBODY_LISTED, ids=("short", "not counted"))
def test_who_is_missing_in_a_list_of_people_is_not_taken_for_deleted(other, listing, run):
    before = levels(run)
    listing("/users", **other)
    assert levels(run) == before
    assert run("simulate", "cart", "--live", "--sandbox").code == 0


def test_who_is_gone_when_asked_for_alone_is_deleted(listing, run):
    with the_account() as world:
        ident = world.named("user", "users", "Ana Silva")["id"]
        world.send("DELETE", f"/users/{ident}")
    listing("/users", users=[], total=6)
    (first, second) = levels(run)
    assert (first, second) == (
        [f"deleted user {ident}"],
        ["chloe.martin@acme.example", f"deleted user {ident}"],
    )


@pytest.mark.parametrize("other", NOBODY_LISTED, ids=("short", "not counted"))
def test_a_plan_says_of_nobody_that_they_are_not_in_the_account(other, listing, run):
    listing("/users", **other)
    ended = run("plan", "--sandbox", "--format", "json")
    found = [one for one in ended.json["diagnostics"] if one["rule"] == "unknown-reference"]
    assert {one["message"].split(" (")[0] for one in found} == {
        f"the account lists no user '{one}@acme.example'"
        for one in ("ana.silva", "ben.okafor", "chloe.martin")
    }
    (advice,) = {one["help"] for one in found}
    assert advice.startswith("GET /users ")
    assert advice.endswith(
        ": what is missing there may exist all the same; "
        "try again later, or check how it is written"
    )


def test_shift_based_schedules_are_promised_no_count_and_need_none(listing, run):
    listing("/v3/schedules", total=None)
    ended = run("oncall", "cart", "--live", "--sandbox")
    assert (ended.code, ended.err) == (0, "")


def test_what_cannot_be_compared_does_not_count_as_the_same(listing, run):
    listing("/schedules", schedules=[{"id": "PNOTHER", "name": "other"}], total=1)
    ended = run("oncall", "--verify", "--weeks", "1", "--sandbox")
    assert (ended.code, ended.last_line) == (
        1,
        "2 schedules: 1 the same, 0 different, 1 not compared",
    )
