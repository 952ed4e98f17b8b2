"""Replacements of a schedule: who is on call by an override, and when. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pdsync import oncall
from pdsync.kinds import Undecided
from pdsync.oncall import AnySchedule, Span
from pdsync.roster._roster import Roster
from pdsync.roster.report.turns import Replacement


def replacements(
    roster: Roster, schedule: str, since: datetime, until: datetime
) -> tuple[Replacement, ...]:
    """The overrides of a schedule in a range; none where it is not known."""
    try:
        made = roster.within(schedule, since, until)
    except Undecided:
        return ()
    return tuple(one for one in _all(made) if one.span.start < until and since < one.span.end)


def _all(made: AnySchedule) -> Iterator[Replacement]:
    for one in made.overrides:
        person = one.user if isinstance(one, oncall.Override) else one.overriding
        yield Replacement(person, Span(one.start, one.end))
