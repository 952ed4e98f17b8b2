"""What is shown before a question is looked at again after it, before anything is sent."""

import sys

import pytest
from bad_merges import ANA, BEN
from cli.test_swap import CLEO, PRIMARY, weekly
from command_line import PassingTime, the_account
from reconcile.handing_over import person
from reconcile.on_duty import override

from pdsync.cli import main
from pdsync.cli._clock import CommandClock

ASK = "\nMake 2 overrides? [y/N] "


class Answer:
    """A keyboard at which something happens before the answer is typed."""

    def __init__(self, happens):
        self.happens = happens

    def isatty(self):
        return True

    def readline(self):
        self.happens()
        return "y\n"


@pytest.fixture
def swap_while(write, run, capfd, monkeypatch):
    """Swap two weeks, while something happens between the question and the answer."""

    def swap_while(happens, at="2026-03-23", back="2026-03-09", more=""):
        write(f"schedules:\n{PRIMARY}{more}")
        assert run("apply", "--sandbox", "--yes").code == 0
        time = PassingTime()
        monkeypatch.setattr(sys, "stdin", Answer(lambda: happens(time)))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        days = ("--at", at, "--and", back)
        named = ("--schedule", "primary", "--sandbox", "--no-color")
        code = main(
            ("swap", ANA, BEN, *named, *days),
            clock=CommandClock(time.now, time.monotonic, time.sleep),
        )
        said = capfd.readouterr().err.rpartition(ASK)[2].split("\x1b[2K")[-1]
        return code, " ".join(said.replace("\N{EN DASH}", "-").split())

    return swap_while


def overrides():
    with the_account() as world:
        ident = world.named("schedule", "schedules", "primary")["id"]
        span = {"since": "2026-03-01T00:00:00Z", "until": "2026-04-30T00:00:00Z"}
        rows = world.get(f"/schedules/{ident}/overrides", **span)["overrides"]
        return sorted((one["start"], one["end"]) for one in rows)


def test_it_is_made_where_nothing_has_happened(swap_while):
    assert swap_while(lambda _: None) == (0, "")
    assert len(overrides()) == 2


def test_hours_that_somebody_took_meanwhile_are_told_and_nothing_is_made(swap_while):
    def happens(_):
        with the_account() as world:
            override(world, CLEO, "2026-03-24T09:00:00Z", "2026-03-25T09:00:00Z", "primary")

    assert swap_while(happens) == (
        3,
        "Nothing was made: since this was shown, Tue 24 Mar 09:00 - Wed 25 Mar 09:00 "
        f"(Europe/London) on primary went to {CLEO}; run it again.",
    )
    assert len(overrides()) == 1


def test_a_turn_that_ran_is_over_once_its_hand_off_has_passed(swap_while):
    def happens(time):
        time.sleep(7 * 86_400)

    code, said = swap_while(happens, at="2026-03-02", back="2026-03-09")
    assert (code, said) == (
        3,
        "Nothing was made: since this was shown, Mon 2 Mar 12:00 - Mon 9 Mar 09:00 "
        "(Europe/London) on primary is over; run it again.",
    )
    assert overrides() == []


def test_a_turn_that_runs_goes_over_from_the_answer_on(swap_while):
    assert swap_while(lambda time: time.sleep(600), at="2026-03-02", back="2026-03-09")[0] == 0
    assert [start for start, _ in overrides()] == ["2026-03-02T12:10:00Z", "2026-03-09T09:00:00Z"]


def test_somebody_who_was_made_a_stakeholder_meanwhile_takes_nothing(swap_while):
    def happens(_):
        with the_account() as world:
            ident = person(world, BEN)
            world.send("PUT", f"/users/{ident}", {"user": {"role": "read_only_user"}})

    assert swap_while(happens) == (
        3,
        f"Nothing was made: since this was shown, {BEN} has become a stakeholder (role "
        "`read_only_user`), whom PagerDuty takes into no schedule; run it again.",
    )


def test_a_shift_that_somebody_got_meanwhile_is_double_duty(swap_while):
    def happens(_):
        with the_account() as world:
            override(world, BEN, "2026-03-24T09:00:00Z", "2026-03-25T09:00:00Z", "other")

    code, said = swap_while(happens, more=weekly("other", [CLEO]))
    assert (code, said.partition(" would")[0]) == (3, f"Nothing was made: {BEN}")
    assert overrides() == []
