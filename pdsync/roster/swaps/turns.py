"""Turns that a person has on a schedule of a roster, and hours that go to somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfoNotFoundError

from pdsync.frozen import frozen
from pdsync.kinds import Undecided
from pdsync.oncall import HeldTurn, Span, held_turns
from pdsync.roster._roster import Roster
from pdsync.roster.agenda.answers import NEWER, UndecidedTopic


@frozen(order=True)
class OnCallHandover:
    """Stretch of a schedule that goes from one person to another: what one override says.

    `old` is None for hours that nobody has. `owner` and `part` tell whose turn of which rotation or
    custom shift it is, in a shift-based schedule, on which several can be on call.
    """

    schedule: str
    span: Span
    old: str | None
    new: str
    owner: str | None = None
    part: str | None = None


def handovers(schedule: str, turn: HeldTurn, new: str) -> tuple[OnCallHandover, ...]:
    """Return the stretches of a turn as they go to somebody else."""
    return tuple(
        OnCallHandover(schedule, span, turn.holder, new, turn.owner, turn.part)
        for span in turn.spans
    )


def turns_on(
    roster: Roster, schedule: str, since: datetime, until: datetime
) -> tuple[HeldTurn, ...]:
    """Return everybody's turns on a schedule with a stretch in [since, until).

    Raises UndecidedTopic where they cannot be told.
    """
    if schedule not in roster.resources["schedule"]:
        raise UndecidedTopic(schedule, roster.unread.get(schedule, ""))
    try:
        return held_turns(roster.within(schedule, since, until), since, until)
    except Undecided as reason:
        raise UndecidedTopic(schedule, str(reason), path=reason.path) from None
    except ZoneInfoNotFoundError:
        why = f"its time zone is not known on this machine; {NEWER}"
        raise UndecidedTopic(schedule, why, path=("time_zone",)) from None


def of_person(turns: Iterable[HeldTurn], person: str) -> tuple[HeldTurn, ...]:
    """Return those turns that a person has."""
    return tuple(one for one in turns if one.holder == person)
