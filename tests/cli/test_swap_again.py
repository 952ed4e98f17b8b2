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


def test_where_half_of_a_swap_may_be_there_it_must_be_said_which_is_meant(account, swap, rendered):
    """Ana has a turn of Ben's: one of hers may be what he gets for it, or goes for his next."""
    account(PRIMARY)
    assert swap("--and", "2026-03-09", "--yes", schedules=("primary",)).code == 0
    before = rendered()
    ended = swap("--yes", schedules=("primary",), at="2026-03-02")
    assert (ended.code, ended.err.replace("\N{EN DASH}", "-")) == (
        1,
        f"error: {ANA} has {BEN}'s turn Mon 9 Mar 09:00 - Mon 16 Mar 09:00 on primary already, so "
        "two swaps can be meant\n"
        "    = help: write --and 2026-03-09 to give the other half of that one, or --and "
        "2026-03-23 for Mon 23 Mar 09:00 - Mon 30 Mar 09:00\n",
    )
    assert rendered() == before


@pytest.mark.parametrize(
    ("back", "weeks"),
    [("2026-03-23", [BEN, ANA, CLEO, ANA]), ("2026-03-09", [BEN, ANA, CLEO, BEN])],
)
def test_said_so_either_is_made(account, swap, rendered, back, weeks):
    account(PRIMARY)
    assert swap("--and", "2026-03-09", "--yes", schedules=("primary",)).code == 0
    how = ("--and", back, "--yes")
    assert swap(*how, schedules=("primary",), at="2026-03-02").code == 0
    assert [person for _, person in rendered()["primary"][:4]] == weeks


ROTATION = """\
  front:
    time_zone: Europe/London
    rotations:
      - {{rotate: weekly, handoff: Mon 09:00, members: [{members}],
         anchor: {{who: {first}, at: 2026-03-02}}}}
""".format(members=f"{ANA}, {BEN}, {CLEO}", first=ANA)


def test_killed_between_creating_and_changing_on_rotations(
    account, run, swap, rendered, killed_after
):
    """Ben has some days of Cleo's by override, and gives them for a week of Ana's."""
    account(ROTATION)
    days = ("--from", "2026-03-17", "--to", "2026-03-19")
    cover = ("override", "add", "front", "--user", BEN, *days, "--instead-of", CLEO)
    assert run(*cover, "--sandbox", "--yes").code == 0
    file = Path("pdsync-sandbox.db")
    fresh = file.read_bytes()
    how = ("--and", "2026-03-17", "--yes", "--anyway")
    assert swap(*how, schedules=("front",)).code == 0
    whole = rendered()
    file.write_bytes(fresh)
    assert killed_after(1, lambda: swap(*how, schedules=("front",)))
    assert rendered() != whole
    assert swap(*how, schedules=("front",)).code == 0
    assert rendered() == whole


@pytest.mark.parametrize("writes", [1, 2])
def test_killed_while_a_cover_that_runs_goes_over_it_is_finished(
    account, run, rendered, killed_after, writes
):
    """Ben is in for Ana until Thursday, and gives that for a week of Cleo's."""
    account(ROTATION)
    until = ("--from", "now", "--to", "2026-03-05", "--sandbox", "--yes")
    assert run("override", "add", "front", "--user", BEN, *until).code == 0
    pair = ("swap", BEN, CLEO, "--schedule", "front", "--at", "2026-03-02")

    def swap():
        return run(*pair, "--sandbox", "--yes", "--anyway", days=1)

    assert killed_after(writes, swap)
    assert swap().code == 0
    assert [one for one in rendered()["front"] if one[1] != ANA][:3] == [
        ("03-02T13", BEN),
        ("03-03T12", CLEO),
        ("03-09T09", BEN),
    ]
