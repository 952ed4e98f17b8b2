"""Swaps: which turn of one person is meant, and against which of another's it goes.

Worked example, weekly turns from Monday, ana and ben with cleo:

    primary     ana 7 Dec   ben 14 Dec   cleo 21 Dec
    secondary   ben 7 Dec   cleo 14 Dec  ana 21 Dec

`swap ana ben --at 2026-12-07` exchanges 7 and 14 December on primary. That alone would leave ben on
both schedules in the first week. With secondary named too, his turn there goes against ana's next
one: whoever of the two has the turn of the date gives it for the other's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.intervals import subtract
from pdsync.oncall import HeldTurn, Span
from pdsync.roster._clocks import zone_of
from pdsync.roster._roster import Roster
from pdsync.roster.swaps.turns import OnCallHandover, handovers, of_person, turns_on
from pdsync.units import A_DAY

_REACHES = (timedelta(weeks=9), timedelta(weeks=53))
"""How far ahead somebody's next turn is looked for: most come soon."""
_NOWHERE = "Etc/UTC"


@frozen
class TurnExchange:
    """Two turns of a schedule that change hands: what is left of each from now on.

    Times are to be told in `zone`. `running` are those turns that have begun, and `there` are the
    stretches that changed hands before.
    """

    schedule: str
    zone: str
    first: HeldTurn
    second: HeldTurn
    running: tuple[HeldTurn, ...] = ()
    there: tuple[OnCallHandover, ...] = ()

    @property
    def handovers(self) -> tuple[OnCallHandover, ...]:
        """Every stretch that is to change hands, in order."""
        given = handovers(self.schedule, self.first, self.second.holder)
        given += handovers(self.schedule, self.second, self.first.holder)
        return tuple(sorted(left for one in given for left in self._left(one)))

    def _left(self, one: OnCallHandover) -> Iterator[OnCallHandover]:
        there = [(it.span.start, it.span.end) for it in self.there if it.new == one.new]
        for start, end in subtract([(one.span.start, one.span.end)], there):
            yield replace(one, span=Span(start, end))


@frozen
class TurnsFound:
    """Turns of a person that a date may mean on a schedule, and all that they have from now on.

    `day` is None where their next turn after another's is looked for. Times are to be told in
    `zone`.
    """

    schedule: str
    zone: str
    person: str
    day: date | None
    meant: tuple[HeldTurn, ...]
    theirs: tuple[HeldTurn, ...]


class NotOneTurn(Exception):
    """A date of which a person has no turn on a schedule, or several: those are in `found`."""

    def __init__(self, found: TurnsFound) -> None:
        super().__init__(f"{found.person} has {len(found.meant)} turns on {found.schedule}")
        self.found = found


@frozen
class AskedSwap:
    """Two people, by token, and the dates of their turns; `other` None: the next one."""

    first: str
    second: str
    at: date
    other: date | None
    now: datetime


def newly_exchanged(
    roster: Roster, schedules: Sequence[str], asked: AskedSwap
) -> tuple[TurnExchange, ...]:
    """Return what changes hands on each of some schedules.

    On several of them the second person's turn of the date goes against the first's where the first
    has none; and where neither has, what either has of the other date. Raises NotOneTurn, and
    UndecidedTopic.
    """
    boards = [_Board.of(roster, schedule, asked) for schedule in schedules]
    has_turn = [bool(board.meant(asked.first, asked.at)) for board in boards]
    if len(boards) == 1 or not any(has_turn):
        return (boards[0].exchange(asked.first, asked.second, asked.at, asked.other),)
    led = [
        board.exchange(asked.first, asked.second, asked.at, asked.other)
        for board, leads in zip(boards, has_turn, strict=True)
        if leads
    ]
    back = asked.other or min(
        one.second.begins.astimezone(ZoneInfo(one.zone)).date() for one in led
    )
    found = iter(led)
    return tuple(
        next(found) if leads else board.follow(asked, back)
        for board, leads in zip(boards, has_turn, strict=True)
    )


@frozen
class _Board:
    """Turns of two people on one schedule, from now on."""

    schedule: str
    zone: str
    turns: tuple[HeldTurn, ...]
    now: datetime

    @classmethod
    def of(cls, roster: Roster, schedule: str, asked: AskedSwap) -> _Board:
        zone = zone_of(roster, "schedule", schedule) or _NOWHERE
        latest = max(asked.at, asked.other or asked.at)
        there = max(asked.now, _midnight(latest, zone))
        both = {asked.first, asked.second}
        found: tuple[HeldTurn, ...] = ()
        for reach in _REACHES:
            turns = turns_on(roster, schedule, asked.now, there + reach)
            found = tuple(one for one in turns if one.holder in both)
            later = {one.holder for one in found if one.begins >= there + A_DAY}
            if later == both:
                break
        return cls(schedule, zone, found, asked.now)

    def meant(self, person: str, day: date) -> tuple[HeldTurn, ...]:
        """Return a person's turns that begin on a day, else those that last the whole of it."""
        theirs = of_person(self.turns, person)
        begun = tuple(one for one in theirs if self._day(one.begins) == day)
        return begun or tuple(one for one in theirs if self._lasts(one, day))

    def exchange(self, one: str, other: str, at: date, back: date | None) -> TurnExchange:
        """Return a turn of one person against one of another's; `back` None: their next."""
        first = self._only(one, at, self.meant(one, at))
        if back is not None:
            return self._made(first, self._only(other, back, self.meant(other, back)))
        return self._made(first, self._next(other, first.ends))

    def follow(self, asked: AskedSwap, back: date) -> TurnExchange:
        """Return what changes hands where the first person has no turn of the date."""
        first, second = asked.first, asked.second
        if self.meant(second, asked.at):
            found = self.exchange(second, first, asked.at, self._back(first, asked.other))
        elif self.meant(first, back):
            found = self.exchange(first, second, back, None)
        else:
            if not self.meant(second, back):
                raise self._not_one(first, asked.at, ())
            found = self.exchange(second, first, back, None)
        ours, theirs = found.first, found.second
        return self._made(ours, theirs) if ours.holder == first else self._made(theirs, ours)

    def _back(self, person: str, other: date | None) -> date | None:
        return other if other and self.meant(person, other) else None

    def _next(self, person: str, after: datetime) -> HeldTurn:
        theirs = [one for one in of_person(self.turns, person) if one.begins >= after]
        earliest = min((one.begins for one in theirs), default=None)
        return self._only(person, None, [one for one in theirs if one.begins == earliest])

    def _made(self, first: HeldTurn, second: HeldTurn) -> TurnExchange:
        running = tuple(one for one in (first, second) if one.begins < self.now)
        return TurnExchange(
            self.schedule, self.zone, self._left(first), self._left(second), running
        )

    def _left(self, turn: HeldTurn) -> HeldTurn:
        left = turn.within(self.now, turn.ends)
        assert left is not None  # noqa: S101 - turns are asked for from now on
        return left

    def _only(self, person: str, day: date | None, meant: Sequence[HeldTurn]) -> HeldTurn:
        if len(meant) != 1:
            raise self._not_one(person, day, meant)
        return meant[0]

    def _not_one(self, person: str, day: date | None, meant: Sequence[HeldTurn]) -> NotOneTurn:
        theirs = of_person(self.turns, person)
        return NotOneTurn(TurnsFound(self.schedule, self.zone, person, day, tuple(meant), theirs))

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def _lasts(self, turn: HeldTurn, day: date) -> bool:
        """Return True for a turn that has all of a day, with a stretch in it."""
        start, end = _midnight(day, self.zone), _midnight(day + A_DAY, self.zone)
        is_whole = turn.handoffs.start <= start and end <= turn.handoffs.end
        return is_whole and turn.within(start, end) is not None


def _midnight(day: date, zone: str) -> datetime:
    """Return the first instant of a day on the clocks of a zone."""
    return datetime.combine(day, time(), ZoneInfo(zone))
