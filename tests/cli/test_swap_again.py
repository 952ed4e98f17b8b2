"""A swap that was killed in between, or is asked for once more: what is left of it is made."""

from pathlib import Path

import pytest
from bad_merges import ANA, BEN
from cli.test_swap import CLEO, PRIMARY, weekly

SECONDARY = weekly("secondary", [BEN, CLEO, ANA])
LEAD = weekly("lead", [CLEO, BEN, ANA])


@pytest.fixture
def swap(run):
    def swap(*args, schedules, at="2026-03-23", **how):
        named = [word for one in schedules for word in ("--schedule", one)]
        return run("swap", ANA, BEN, *named, "--at", at, *args, "--sandbox", **how)

    return swap


@pytest.fixture
def rendered(run):
    """Everybody's shifts on all schedules, as the account has them."""

    def rendered():
        span = ("--since", "2026-03-02T13:00Z", "--until", "2026-05-04T08:00Z")
        row = run("oncall", "--live", "--sandbox", "--format", "json", *span).json
        return {
            found["key"]: [(one["start"][5:13], *one["users"]) for one in found["entries"]]
            for found in row["schedules"]
        }

    return rendered


@pytest.mark.parametrize("order", [("primary", "secondary", "lead"), ("secondary", "primary")])
def test_killed_between_two_schedules_the_same_command_finishes_it(
    account, swap, rendered, killed_after, order
):
    account(PRIMARY, SECONDARY, LEAD)
    file = Path("pdsync-sandbox.db")
    fresh = file.read_bytes()
    how = ("--yes", "--anyway")
    assert swap(*how, schedules=order).code == 0
    whole = rendered()
    for writes in range(1, len(order) + 1):
        file.write_bytes(fresh)
        assert killed_after(writes, lambda: swap(*how, schedules=order))
        assert (rendered() == whole) == (writes == len(order))
        ended = swap(*how, schedules=order)
        assert (ended.code, rendered() == whole) == (0, True), (writes, ended.out)


def test_a_turn_that_ran_at_the_first_run_is_finished_too(account, swap, rendered, killed_after):
    account(PRIMARY, SECONDARY)
    both = {"schedules": ("primary", "secondary"), "at": "2026-03-02"}
    assert killed_after(1, lambda: swap("--yes", **both))
    assert swap("--yes", **both).code == 0
    assert [rendered()[key][0] for key in both["schedules"]] == [
        ("03-02T13", BEN),
        ("03-02T13", ANA),
    ]


def test_it_says_what_is_there_already_and_makes_the_rest(account, swap):
    account(PRIMARY, SECONDARY)
    assert swap("--yes", "--anyway", schedules=("primary",)).code == 0
    ended = swap("--dry-run", schedules=("primary", "secondary"))
    text = " ".join(ended.out.split())
    assert f"{ANA} to {BEN}: 167 h, theirs already" in text
    assert ended.err == "Nothing was made: this was a dry run.\n"


def test_once_all_is_there_nothing_is_left_to_make(account, swap, rendered):
    account(PRIMARY)
    assert swap("--yes", schedules=("primary",)).code == 0
    before = rendered()
    ended = swap("--yes", schedules=("primary",))
    assert (ended.code, ended.err) == (
        0,
        "Nothing is left to make: each has the other's turn already.\n",
    )
    assert rendered() == before


def test_a_turn_that_came_by_another_swap_is_exchanged_like_any(account, swap, rendered):
    """Another pair of weeks is another swap, though one of them has changed hands before."""
    account(PRIMARY)
    assert swap("--and", "2026-03-09", "--yes", schedules=("primary",)).code == 0
    assert swap("--yes", schedules=("primary",), at="2026-03-02").code == 0
    assert rendered()["primary"][:4] == [
        ("03-02T13", BEN),
        ("03-09T09", ANA),
        ("03-16T09", CLEO),
        ("03-23T09", ANA),
    ]
