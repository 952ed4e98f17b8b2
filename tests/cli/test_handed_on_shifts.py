"""A cover of rotations that is handed on in part: how it is cut, and what a failure leaves."""

import httpx
import pytest
from cli.test_override import SHIFTS, standing
from cli.test_swap import BEN, CLEO

DAN, MAYA = "daniel.weiss@acme.example", "maya.cohen@acme.example"
DAY = ("--from", "2026-03-10 10:00", "--to", "2026-03-10 16:00")
NOON = ("--from", "2026-03-10 12:00", "--to", "2026-03-10 13:00")
CUT = [
    ("03-10T10:00", "03-10T12:00", DAN, [CLEO]),
    ("03-10T12:00", "03-10T13:00", MAYA, [CLEO]),
    ("03-10T13:00", "03-10T16:00", DAN, [CLEO]),
]


@pytest.fixture
def handed(override):
    """Give hours of the one's to the other."""

    def handed(old, new, when, *more):
        words = ("--user", new, *when, "--instead-of", old, "--yes", "--anyway", *more)
        return override("add", "front", *words)

    return handed


@pytest.fixture(autouse=True)
def _a_cover(account, handed):
    account(SHIFTS)
    assert handed(CLEO, DAN, DAY).code == 0


@pytest.fixture
def holders(run):
    """Who is on call on that Tuesday, as the account has it."""

    def holders():
        span = ("--since", "2026-03-10T09:00Z", "--until", "2026-03-10T17:00Z")
        row = run("oncall", "front", "--live", "--sandbox", "--format", "json", *span).json
        entries = row["schedules"][0]["entries"]
        return [(one["start"][11:13], *sorted({*one["users"]} - {BEN})) for one in entries]

    return holders


def test_what_is_kept_is_kept(handed, override, holders):
    assert handed(DAN, MAYA, NOON).code == 0
    assert standing(override) == CUT
    assert holders() == [("09", CLEO), ("10", DAN), ("12", MAYA), ("13", DAN), ("16", CLEO)]


def test_what_is_kept_is_told_as_of_whose_hours_it_is(handed):
    ended = handed(DAN, MAYA, NOON, "--format", "json")
    assert [
        (one["user"], one["instead_of"], one["outcome"]) for one in ended.json["overrides"]
    ] == [
        (DAN, CLEO, "made"),
        (DAN, CLEO, "made"),
        (MAYA, DAN, "changed"),
    ]


def test_a_change_that_is_refused_leaves_everybody_their_hours(handed, holders, between):
    before = holders()
    between(refused("PUT"))
    ended = handed(DAN, MAYA, NOON)
    assert ended.code == 1
    assert holders() == before
    said = " ".join(ended.out.split())
    assert f"! {MAYA} for {DAN}: not made" in said
    assert f"On call then: {BEN} and {DAN}" in said
    assert "To take back" not in said


def test_the_same_again_does_the_rest_and_doubles_nothing(handed, override, killed_after):
    for writes in (1, 2):
        assert killed_after(writes, lambda: handed(DAN, MAYA, NOON)) == (writes == 1)
    assert standing(override) == CUT


def test_whoever_has_their_own_hours_back_needs_no_override(handed, override):
    assert handed(DAN, CLEO, NOON).code == 0
    assert standing(override) == [CUT[0], CUT[2]]
    for one in ("10:00", "12:00"), ("13:00", "16:00"):
        when = ("--from", f"2026-03-10 {one[0]}", "--to", f"2026-03-10 {one[1]}")
        assert handed(DAN, CLEO, when).code == 0
    assert standing(override) == []


def test_a_lost_answer_to_what_goes_is_looked_up(handed, override, between):
    def answer(request, carry_out):
        if request.method != "DELETE":
            return None
        carry_out()
        return httpx.Response(502, text="")

    between(answer)
    ended = handed(DAN, CLEO, DAY)
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "1 override made.")
    assert standing(override) == []


def test_the_way_back_of_a_change_is_told_and_leads_back(handed, run, holders):
    before = holders()
    ended = handed(DAN, MAYA, NOON, "--format", "json")
    (line,) = [one["way_back"] for one in ended.json["overrides"] if one["way_back"]]
    assert line == (
        f"pdsync override add front --user {DAN} --instead-of {MAYA} "
        "--from 2026-03-10T12:00:00+00:00 --to 2026-03-10T13:00:00+00:00 --anyway"
    )
    assert run(*line.split()[1:], "--yes", "--sandbox").code == 0
    assert holders() == before


def refused(method):
    def answer(request, _):
        if request.method == method:
            return httpx.Response(400, json={"error": {"message": "Invalid", "code": 2001}})
        return None

    return answer
