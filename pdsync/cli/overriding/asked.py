"""Schedules, people and times that a command about overrides is given; complaints about these."""

from __future__ import annotations

from datetime import datetime

from pdsync.cli._asking import RosterSource
from pdsync.cli._person import person_of
from pdsync.cli.arguments.when import on_the_clock
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.swaps.people import unfit_people
from pdsync.oncall import Span
from pdsync.roster import Identity, Topic
from pdsync.stamps import zoned_stamp

NOW = "now"
UTC_CLOCKS = "Etc/UTC"


def span_of(since: str, until: str, zone: str, now: datetime) -> Span:
    """Return what --from and --to mean on the clocks of a zone; raises UsageProblem."""
    start = now if since == NOW else on_the_clock("--from", since, zone)
    end = on_the_clock("--to", until, zone)
    if start < now:
        raise UsageProblem(
            f"--from: {zoned_stamp(start, zone)} is past",
            hint="write a later time, or `--from now` to begin at once",
        )
    if end <= start:
        raise UsageProblem("--to is not after --from", hint="write a later --to")
    return Span(start, end)


def clocks_of(rosters: RosterSource, topic: Topic, written: str | None) -> str:
    """Return the zone whose clocks a command goes by: --time-zone, else the schedule's own."""
    return written or rosters.zone(topic) or UTC_CLOCKS


def fit_person(rosters: RosterSource, option: str, word: str) -> Identity:
    """Return somebody who can be on call; raises UsageProblem."""
    who = person_of(rosters, word)
    if why := unfit_people(rosters).get(who.token):
        raise UsageProblem(
            f"{option}: {who.email} cannot be on call: {why}",
            hint="give them a role that responds in PagerDuty, or name somebody else",
        )
    return who
