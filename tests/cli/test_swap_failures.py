"""Swaps of which not all comes about: what is said, what is left, what is looked up."""

import json

import httpx
import pytest
from cli.test_swap import ANA, BEN, CLEO, PRIMARY, weekly


@pytest.fixture(autouse=True)
def _an_account(write, run):
    write(f"schedules:\n{PRIMARY}" + weekly("other", [CLEO, ANA, BEN]))
    assert run("apply", "--sandbox", "--yes").code == 0


@pytest.fixture
def swap(run):
    def swap(*args, schedules=("primary",), at="2026-03-23", back="2026-03-09"):
        named = [word for one in schedules for word in ("--schedule", one)]
        how = ("--at", at, "--and", back, "--sandbox", "--yes", "--anyway")
        return run("swap", ANA, BEN, *named, *how, *args)

    return swap


def posts_of(asked):
    return [path for method, path in asked if method == "POST" and path.endswith("/overrides")]


def is_post(request):
    return request.method == "POST" and request.url.path.endswith("/overrides")


def test_one_that_is_refused_inside_an_accepted_request_is_told_with_the_way_back(swap, between):
    def answer(request, carry_out):
        if not is_post(request):
            return None
        rows = json.loads(carry_out().read())
        rows[1] = {"status": 400, "errors": ["Override is odd"], "override": {}}
        return httpx.Response(201, json=rows)

    between(answer)
    ended = swap()
    assert ended.code == 1
    said = " ".join(ended.out.split())
    assert "PagerDuty refused it (status 400): Override is odd" in said
    assert "1 override made, 1 not made." in said
    assert "To take back what was made: pdsync override remove primary --id P" in said


def test_an_answer_that_was_lost_is_looked_up_and_nothing_is_doubled(swap, between):
    def answer(request, carry_out):
        if not is_post(request):
            return None
        carry_out()
        return httpx.Response(502, text="<html>Bad Gateway</html>")

    asked = between(answer)
    ended = swap()
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "2 overrides made.")
    assert len(posts_of(asked)) == 1


def test_a_request_that_was_lost_on_its_way_is_sent_once_more(swap, between):
    lost = []

    def answer(request, _):
        if not is_post(request) or lost:
            return None
        lost.append(request)
        return httpx.Response(504, text="")

    asked = between(answer)
    assert swap().code == 0
    assert len(posts_of(asked)) == 2


def test_after_a_schedule_that_failed_nothing_more_is_sent(swap, between):
    def answer(request, _):
        if is_post(request):
            return httpx.Response(403, json={"error": {"message": "Access Denied", "code": 2010}})
        return None

    asked = between(answer)
    ended = swap(schedules=("primary", "other"), at="2026-03-02", back="2026-03-09")
    assert ended.code == 1
    assert len(posts_of(asked)) == 1
    assert "0 overrides made, 4 not made." in ended.out
    assert "nothing is sent after what failed" in ended.out


def test_where_the_account_puts_others_on_call_nothing_is_made(swap, between):
    def answer(request, carry_out):
        if request.method != "GET" or "since" not in request.url.params:
            return None
        found = carry_out()
        body = json.loads(found.read())
        if "schedule" not in body:
            return httpx.Response(found.status_code, json=body)
        entries = body["schedule"]["final_schedule"]["rendered_schedule_entries"]
        body["schedule"]["final_schedule"]["rendered_schedule_entries"] = entries[:1]
        return httpx.Response(found.status_code, json=body)

    asked = between(answer)
    ended = swap()
    assert (ended.code, posts_of(asked)) == (3, [])
    assert "`pdsync oncall --verify` says where" in ended.err


def test_what_the_account_did_not_take_is_seen_when_it_is_read_back(swap, between):
    def answer(request, _):
        if not is_post(request):
            return None
        rows = [
            {"status": 201, "override": {"id": f"P{number}"} | one}
            for number, one in enumerate(json.loads(request.read())["overrides"])
        ]
        return httpx.Response(201, json=rows)

    between(answer)
    ended = swap()
    assert ended.code == 1
    assert "schedule primary has ben.okafor@acme.example on call from 2026-03-09 09:00" in ended.err


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"at": "monday"}, "--at cannot be 'monday'"),
        ({"schedules": ["primry"]}, "did you mean primary?"),
        ({"back": "2026-13-01"}, "--and cannot be '2026-13-01'"),
        ({"back": "9999-12-31"}, "--and 9999-12-31 is too far ahead"),
        ({"at": "2027-03-03"}, "a year ahead: write a date until 2027-03-02"),
    ],
)
def test_what_is_written_wrongly_is_told(swap, wrong, message):
    ended = swap(**wrong)
    assert ended.code == 1
    assert message in ended.err


def test_two_people_must_be_two(run):
    ended = run(
        "swap", ANA, "Ana Silva", "--schedule", "primary", "--at", "2026-03-02", "--sandbox"
    )
    assert (ended.code, ended.err) == (
        1,
        "error: both people are ana.silva@acme.example\n    = help: name two people\n",
    )


def test_a_complaint_is_json_too(swap):
    ended = swap("--format", "json", at="2026-03-10")
    assert (ended.code, ended.json["format"]) == (1, "pdsync.swap/1")


def test_a_schedule_of_another_stack_is_said_to_be_anothers(swap, write):
    write("teams: {shop: {name: Shop}}", settings="stack: other\n")
    ended = swap("--dry-run")
    assert ended.code == 0
    assert "Schedule primary is of the stack acme, not of this configuration." in ended.out


def test_whoever_is_named_directly_at_all_hours_is_told_and_not_refused(run, write):
    policy = (
        "escalation_policies:\n  shop:\n    escalation_rules:\n"
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{BEN}]}}\n"
    )
    write(f"schedules:\n{PRIMARY}{policy}")
    assert run("apply", "--sandbox", "--yes", "--allow-deletes", "1").code == 0
    args = ("--schedule", "primary", "--at", "2026-03-02", "--sandbox", "--dry-run")
    ended = run("swap", ANA, BEN, *args)
    assert ended.code == 0
    assert (
        "ben.okafor@acme.example is named directly too, at all hours: level 1 of shop." in ended.out
    )
