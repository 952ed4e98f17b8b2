"""Swaps as they are asked for: which people, schedules and turns; complaints about these."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pdsync.cli._asking import RosterSource
from pdsync.cli._context import CommandContext
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.swaps.announcement import Announcement
from pdsync.cli.swaps.naming import words_of
from pdsync.cli.swaps.people import day_of, somebody
from pdsync.cli.swaps.swap_notes import covers_that_stay, schedules_too
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.render import SWAP, made_by
from pdsync.render.swaps import exchange_json, exchange_text, exchange_words
from pdsync.roster import (
    AskedSwap,
    HalfSwapped,
    Identity,
    NotOneTurn,
    OnCallHandover,
    TurnExchange,
    TurnsFound,
    UndecidedTopic,
    exchanged,
)
from pdsync.series import all_of

_AHEAD = timedelta(weeks=54)
_FIRST_DAY = time()
_NOTHING_LEFT = "Nothing is left to make: each has the other's turn already."


@frozen
class Swap:
    """Turns that are exchanged between two people."""

    people: tuple[Identity, Identity]
    exchanges: tuple[TurnExchange, ...]
    asked: AskedSwap

    @property
    def handovers(self) -> tuple[OnCallHandover, ...]:
        """Every stretch that changes hands."""
        return tuple(one for exchange in self.exchanges for one in exchange.handovers)

    def told(self, rosters: RosterSource, context: CommandContext, now: datetime) -> Announcement:
        """Say what changes hands."""
        words = words_of(rosters)
        rows = [exchange_json(one, words) for one in self.exchanges]
        output = context.output
        people = [{"email": one.email, "name": one.name, "id": one.id} for one in self.people]
        row = {**made_by(SWAP), "source": rosters.label, "people": people, "swaps": rows}
        blocks = exchange_text(rows, rosters.label, output.out_style, now.year)
        notes = tuple(covers_that_stay(rosters.roster, self.exchanges, words, now))
        too = schedules_too(rosters.roster, self.exchanges, self.asked)
        apart = " ".join(f"--schedule {shlex.quote(words.word(one))}" for one in too)
        return Announcement(tuple(blocks), row, notes, nothing=_NOTHING_LEFT, apart=apart or None)


def swap_of(rosters: RosterSource, options: dict[str, Any], now: datetime) -> Swap:
    """Return the turns that the options mean; raises UsageProblem and PdsyncError."""
    first, second = (somebody(rosters, options[name]) for name in ("first", "second"))
    if first.token == second.token:
        raise UsageProblem(f"both people are {first.email}", hint="name two people")
    at = day_of("--at", options["at"], now)
    other = day_of("--and", options["other"], now) if options["other"] is not None else None
    topics = [rosters.one(word, "schedule") for word in dict.fromkeys(options["schedules"])]
    latest = datetime.combine(max(at, other or at), _FIRST_DAY, now.tzinfo)
    known = rosters.knowing(topics, now, max(now, latest) + _AHEAD)
    asked = AskedSwap(first.token, second.token, at, other, now)
    try:
        found = exchanged(known.roster, [one.token for one in topics], asked)
    except HalfSwapped as why:
        raise half_swapped(why, known, now) from None
    except NotOneTurn as why:
        raise not_one_turn(why.found, known, now) from None
    except UndecidedTopic as why:
        raise known.problem(why) from None
    return Swap((first, second), found, asked)


def half_swapped(found: HalfSwapped, rosters: RosterSource, now: datetime) -> PdsyncError:
    """Say what has changed hands already, and how to tell which of two swaps is meant."""
    words, begun = words_of(rosters), found.begun
    first, second = (words.names.person(one.holder) for one in (begun.first, begun.second))
    where = words.names.of("schedule", begun.schedule)
    when, other = exchange_words((begun.second, found.new.second), begun.zone, now.year)
    done, new = (
        one.begins.astimezone(ZoneInfo(begun.zone)).date()
        for one in (begun.second, found.new.second)
    )
    return UsageProblem(
        f"{first} has {second}'s turn {when} on {where} already, so two swaps can be meant",
        hint=f"write --and {done} to give the other half of that one, or --and {new} for {other}",
    )


def not_one_turn(found: TurnsFound, rosters: RosterSource, now: datetime) -> PdsyncError:
    """Say which turns somebody has, where a date means none of them or several."""
    words = words_of(rosters)
    who, where = words.names.person(found.person), words.names.of("schedule", found.schedule)
    turns: Sequence[str] = exchange_words(found.meant or found.theirs, found.zone, now.year)
    on = f"on {found.day}" if found.day else "after that one"
    several = len(found.meant) > 1
    message = f"{who} has {'several turns' if several else 'no turn'} {on} on {where}"
    if not turns:
        return UsageProblem(message, hint=f"{who} has no turn on {where} from now on")
    clocks = f"on the clocks of {found.zone}"
    option = "--at" if found.day else "--and"
    theirs = "they are" if several else "theirs are"
    return UsageProblem(message, hint=f"{theirs} {all_of(turns)}, {clocks}; write one's {option}")
