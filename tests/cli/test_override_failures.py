"""Overrides of which not all comes about: what is said, what is left, what is looked up."""

import json
from itertools import product

import httpx
import pytest
from cli.test_override import EVENING, SHIFTS, standing
from cli.test_swap import ANA, BEN, CLEO, PRIMARY, weekly
from command_line import the_account

from pdsync.cli.terminal.output import Output

SOON = ("--from", "now", "--to", "2026-03-02 16:00", "--instead-of", ANA)
FAULTS = {
    "forbidden": (403, {"error": {"message": "Access Denied", "code": 2010}}),
    "gone": (404, {"error": {"message": "Not Found", "code": 2100}}),
    "conflict": (409, {"error": {"message": "Conflict", "code": 2001}}),
    "a limit": (429, {"error": {"message": "Rate Limit Exceeded", "code": 2020}}),
    "broken": (500, {"error": {"message": "Internal Server Error", "code": 2000}}),
    "a page": (200, "<html>Sign in</html>"),
}


def writes(asked):
    return [method for method, path in asked if "/overrides" in path and method != "GET"]


@pytest.mark.parametrize("asked", [*product(["primary", "front"], ["add", "remove"])])
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_a_write_is_answered_it_is_told_in_words_of_ours(
    fault, asked, account, override, between
):
    key, command = asked
    account(PRIMARY, SHIFTS)
    words = ("add", key, "--user", BEN if key == "primary" else CLEO, *SOON, "--yes", "--anyway")
    if command == "remove":
        assert override(*words).code == 0
        words = ("remove", key, "--at", "now", "--yes", "--anyway")
    before = standing(override)
    status, body = FAULTS[fault]

    def answer(request, _):
        if request.method == "GET":
            return None
        if isinstance(body, str):
            return httpx.Response(status, text=body, headers={"Content-Type": "text/html"})
        return httpx.Response(status, json=body)

    between(answer)
    ended = override(*words, days=1 / 24 if command == "remove" else 0)
    assert ended.code == 1
    assert "Traceback" not in ended.err + ended.out
    assert standing(override) == before


@pytest.mark.parametrize("key", ["primary", "front"])
def test_one_that_runs_ends_and_its_past_stays_whatever_a_deletion_would_do(
    key, account, override, between
):
    account(PRIMARY, SHIFTS)
    words = ("--user", BEN if key == "primary" else CLEO, *SOON)
    assert override("add", key, *words, "--yes", "--anyway").code == 0
    asked = between(lambda request, _: None)
    ended = override("remove", key, "--at", "now", "--yes", "--anyway", days=1 / 24)
    assert (ended.code, ended.err) == (0, "")
    assert writes(asked) == ["PUT" if key == "front" else "DELETE"]
    rows = override("list", key, "--since", "2026-03-02 06:00", "--format", "json").json
    end = "13:01" if key == "front" else "13:00"
    assert [(one["start"][11:16], one["end"][11:16]) for one in rows["overrides"]] == [
        ("12:00", end)
    ]


@pytest.mark.parametrize("command", ["add", "list", "remove"])
def test_a_complaint_is_json_too(command, override):
    ended = override(command, "nothere", "--format", "json")
    form = "pdsync.overrides/1" if command == "list" else "pdsync.override/1"
    assert (ended.code, ended.json["format"]) == (1, form)


def test_at_a_terminal_every_override_stands_below_its_schedule(account, override):
    account(PRIMARY)
    assert override("add", "primary", "--user", CLEO, *EVENING, "--yes").code == 0
    lines = override("list", terminal=True).out.splitlines()
    assert [one[:11] for one in lines[3:]] == ["    Tue 10 ", "      ben.o"]


def test_a_gap_that_a_removal_leaves_is_of_that_day_alone(account, override):
    account(weekly("primary", [ANA, BEN], only="Mon-Fri 09:00-17:00"))
    day = ("--from", "2026-03-14", "--to", "2026-03-15")
    assert override("add", "primary", "--user", CLEO, *day, "--yes").code == 0
    ended = override("remove", "primary", "--at", "2026-03-14 12:00", "--dry-run")
    said = " ".join(ended.out.split())
    assert f"nobody (was {CLEO}) … then all is as before" in said


def test_one_item_that_is_refused_is_told_with_the_way_back(account, override, between):
    account(weekly("primary", [ANA, BEN], only="Mon-Fri 09:00-17:00"))

    def answer(request, carry_out):
        if request.method != "POST":
            return None
        rows = json.loads(carry_out().read())
        rows[1] = {"status": 400, "errors": ["Override is odd"], "override": {}}
        return httpx.Response(201, json=rows)

    between(answer)
    days = ("--from", "2026-03-10", "--to", "2026-03-12")
    ended = override("add", "primary", "--user", CLEO, *days, "--yes")
    assert ended.code == 1
    assert "1 override made, 1 not made." in ended.out
    (line,) = [one.strip() for one in ended.out.splitlines() if " remove " in one]
    assert override(*line.split()[2:], "--yes").code == 0
    # Of the other one only the answer was another.
    assert standing(override) == [("03-11T09:00", "03-11T17:00", CLEO, [BEN])]


@pytest.mark.parametrize("command", ["add", "remove"])
def test_what_changed_while_somebody_was_asked_is_not_overrun(
    command, account, override, monkeypatch
):
    account(PRIMARY)
    assert override("add", "primary", "--user", CLEO, *EVENING, "--yes").code == 0
    words = (
        ("--user", ANA, *EVENING, "--anyway") if command == "add" else ("--at", "2026-03-10 20:00")
    )

    def answering(*_):
        later = ("--from", "2026-03-10 22:00", "--to", "2026-03-11 09:00")
        override("add", "primary", "--user", ANA, *later, "--yes", "--anyway")
        return True

    monkeypatch.setattr(Output, "can_ask", lambda _: True)
    monkeypatch.setattr(Output, "ask", answering)
    ended = override(command, "primary", *words)
    assert (ended.code, len(standing(override))) == (3, 2)
    assert "since this was shown, " in ended.err


def test_an_override_that_somebody_else_removed_is_said_to_be_gone(account, override, between):
    account(SHIFTS)
    assert override("add", "front", "--user", CLEO, *SOON, "--yes", "--anyway").code == 0

    def answer(request, carry_out):
        if request.method != "PUT":
            return None
        carry_out()
        return httpx.Response(404, json={"error": {"message": "Not Found", "code": 2100}})

    between(answer)
    ended = override("remove", "front", "--at", "now", "--yes", days=1 / 24)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[-1] == "PagerDuty has no such override any more."


@pytest.mark.parametrize("key", ["primary", "front"])
def test_a_read_only_token_says_which_key_it_takes(key, account, override, between):
    account(PRIMARY, SHIFTS)
    words = ("--user", BEN if key == "primary" else CLEO, *SOON, "--yes", "--anyway")
    assert override("add", key, *words).code == 0
    status, body = FAULTS["forbidden"]
    between(
        lambda request, _: None if request.method == "GET" else httpx.Response(status, json=body)
    )
    ended = override("add", key, *words[:2], *NEXT_DAY, "--yes", "--anyway")
    removed = override("remove", key, "--at", "now", "--yes", "--anyway")
    assert (ended.code, removed.code, len(standing(override))) == (1, 1, 1)
    needed = "it takes a key that is not read-only, of a user who may change this"
    assert all(needed in " ".join(one.out.split()) for one in (ended, removed))


BROKEN = {"error": {"message": "Internal Server Error", "code": 2000}}
NEXT_DAY = ("--from", "2026-03-03 10:00", "--to", "2026-03-03 16:00", "--instead-of", ANA)


@pytest.mark.parametrize("when", [SOON, NEXT_DAY])
@pytest.mark.parametrize("key", ["primary", "front"])
def test_a_removal_whose_answers_are_lost_is_looked_up(key, when, account, override, between):
    account(PRIMARY, SHIFTS)
    words = ("--user", BEN if key == "primary" else CLEO, *when)
    assert override("add", key, *words, "--yes", "--anyway").code == 0

    def answer(request, carry_out):
        if request.method == "GET":
            return None
        carry_out()
        return httpx.Response(500, json=BROKEN)

    between(answer)
    at = "now" if when is SOON else "2026-03-03 12:00"
    ended = override("remove", key, "--at", at, "--yes", "--anyway", days=1 / 24)
    ends = "Ended" if key == "primary" else "It ends within a minute"
    said = f"{ends}; what is past of it stays." if when is SOON else "Removed."
    assert (ended.code, ended.out.splitlines()[-1]) == (0, said)


@pytest.mark.parametrize("key", ["primary", "front"])
def test_where_it_cannot_be_looked_up_it_is_said_to_be_unknown(key, account, override, between):
    account(PRIMARY, SHIFTS)
    words = ("--user", BEN if key == "primary" else CLEO, *NEXT_DAY)
    assert override("add", key, *words, "--yes", "--anyway").code == 0
    lost = []

    def answer(request, _):
        lost.append(request.method)
        return None if {*lost} == {"GET"} else httpx.Response(500, json=BROKEN)

    between(answer)
    ended = override("remove", key, "--at", "2026-03-03 12:00", "--yes", "--anyway")
    assert ended.code == 1
    assert ended.out.splitlines()[-1].startswith("It is not known whether it stands: ")


@pytest.mark.parametrize("key", ["primary", "front"])
def test_what_was_killed_once_it_was_made_is_not_made_twice(key, account, override, killed_after):
    account(PRIMARY, SHIFTS)
    words = ("add", key, "--user", BEN if key == "primary" else CLEO, *NEXT_DAY, "--yes")
    assert killed_after(1, lambda: override(*words, "--anyway"))
    made = standing(override)
    assert len(made) == 1
    assert (override(*words, "--anyway").code, standing(override)) == (1, made)


@pytest.mark.parametrize("key", ["primary", "front"])
def test_what_was_killed_once_it_was_removed_is_gone(key, account, override, killed_after):
    account(PRIMARY, SHIFTS)
    words = ("--user", BEN if key == "primary" else CLEO, *NEXT_DAY)
    assert override("add", key, *words, "--yes", "--anyway").code == 0
    again = ("remove", key, "--at", "2026-03-03 12:00", "--yes", "--anyway")
    assert killed_after(1, lambda: override(*again))
    assert (override(*again).code, standing(override)) == (1, [])


@pytest.mark.parametrize("key", ["primary", "front"])
def test_an_override_whose_answer_is_lost_is_looked_up(key, account, override, between):
    account(PRIMARY, SHIFTS)

    def answer(request, carry_out):
        if request.method == "GET":
            return None
        carry_out()
        return httpx.Response(500, json=BROKEN)

    asked = between(answer)
    words = ("--user", BEN if key == "primary" else CLEO, *NEXT_DAY)
    ended = override("add", key, *words, "--yes", "--anyway")
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "1 override made.")
    assert (writes(asked), len(standing(override))) == (["POST"], 1)


def test_of_two_that_say_the_same_each_has_its_own_id(account, override, between):
    account(PRIMARY)
    for _ in range(2):
        with the_account() as world:
            schedule, user = (
                world.named(*one)["id"]
                for one in (("schedule", "schedules", "primary"), ("user", "users", "Chloe Martin"))
            )
            span = {"start": "2026-03-10T18:00:00Z", "end": "2026-03-11T09:00:00Z"}
            one = span | {"user": {"id": user, "type": "user_reference"}}
            world.send("POST", f"/schedules/{schedule}/overrides", {"overrides": [one]})
    between(without_ids)
    rows = override("list", "primary", "--format", "json").json["overrides"]
    ids = {one["id"] for one in rows}
    assert (len(rows), len(ids), None in ids) == (2, 2, False)
    gone, stays = sorted(ids)
    assert override("remove", "primary", "--id", gone, "--yes").code == 0
    rows = override("list", "primary", "--format", "json").json["overrides"]
    assert [one["id"] for one in rows] == [stays]


def without_ids(request, carry_out):
    """Tell of a schedule what PagerDuty promises of its overrides, which are no ids."""
    if request.method != "GET" or not request.url.path.startswith("/schedules/P"):
        return None
    answer = carry_out()
    body = json.loads(answer.read())
    part = body.get("schedule", {}).get("overrides_subschedule", {})
    for one in part.get("rendered_schedule_entries", ()):
        one.pop("id", None)
    return httpx.Response(answer.status_code, json=body)


@pytest.mark.parametrize(("key", "told"), [*product(["primary", "front"], [500, 200])])
def test_of_a_lost_one_it_is_not_said_that_it_was_not_made(key, told, account, override, between):
    account(PRIMARY, SHIFTS)
    lost = []

    def answer(request, carry_out):
        if request.method == "POST":
            carry_out()
        lost.append(request.method)
        return None if {*lost} == {"GET"} else httpx.Response(told, json=BROKEN)

    between(answer)
    words = ("--user", BEN if key == "primary" else CLEO, *NEXT_DAY)
    ended = override("add", key, *words, "--yes", "--anyway")
    assert (ended.code, ": not known whether it stands\n" in ended.out) == (1, True)
    assert ended.out.endswith("1 not known: `pdsync override list` has what stands.\n")
