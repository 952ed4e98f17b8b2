"""Labels and hours of turns, in words. Draws nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from pdsync.oncall import Span
from pdsync.render._times import DASH, time_words
from pdsync.render.agenda.marked import override_words
from pdsync.render.page.calendar.bars import Label
from pdsync.render.page.people import Faces
from pdsync.roster import Calendar, CalendarTurn, Frame
from pdsync.series import all_of
from pdsync.units import A_DAY

_OVERRIDE = "⇄ "
"""Before the name of somebody who is on call by an override."""


class Wording:
    """Words for the turns of one calendar."""

    def __init__(self, calendar: Calendar, faces: Faces, frame: Frame) -> None:
        self._faces = faces
        self._zone = ZoneInfo(calendar.zone)
        self._candidates = len(calendar.candidates)
        self._known = Span(*frame.range(calendar.zone))

    def looks(self, turn: CalendarTurn) -> str:
        """The class of a bar."""
        if turn.person is None:
            return "gap ok" if turn.marked else "gap"
        return "who" if self._candidates else self._faces.of(turn.person).looks

    def label(self, turn: CalendarTurn) -> Label:
        """Everything that a bar may say."""
        full, short = self._names(turn)
        mark = _OVERRIDE if turn.person is not None and turn.marked else ""
        faces = [self._faces.of(one) for one in turn.instead_of]
        told = []
        if faces:
            told.append(f"{mark}{full}, for {all_of([one.label for one in faces])}")
            told.append(f"{mark}{short}, for {all_of([one.short for one in faces])}")
        names = dict.fromkeys((*told, f"{mark}{full}", f"{mark}{short}"))
        return Label(tuple(names), self._brief(turn))

    def _names(self, turn: CalendarTurn) -> tuple[str, str]:
        if turn.person is None:
            return "nobody", "nobody"
        if self._candidates:
            return f"one of {self._candidates}", f"1 of {self._candidates}"
        face = self._faces.of(turn.person)
        return face.label, face.short

    def title(self, turn: CalendarTurn, shown: str, *more: str) -> str:
        """The hours of a turn, before them what the bar does not say in full."""
        full, _ = self._names(turn)
        marks = [] if full in shown else [full]
        if turn.marked:
            people = (self._faces.of(one).label for one in turn.instead_of)
            by_override = override_words(people)
            marks.append(by_override if turn.person is not None else "as promised")
        return ", ".join([*marks, *more, self._hours(turn)])

    def is_plain(self, turn: CalendarTurn) -> bool:
        """Return True if its title is a name, and whole minutes from when until when."""
        is_somebodys = not turn.marked and self.looks(turn) not in {"gap", "who"}
        ends = [self._there(one) for one in (turn.start, turn.end)]
        is_whole = len(turn.pieces) == 1 and all(self._edges(turn))
        return is_somebodys and is_whole and not any(one.second for one in ends)

    def _hours(self, turn: CalendarTurn) -> str:
        told = self._range(turn)
        return f"{told}, each day {self._clocks(turn.hours)}" if len(turn.pieces) > 1 else told

    def _range(self, turn: CalendarTurn) -> str:
        """From when until when, as far as that is known."""
        begins, ends = self._edges(turn)
        start, end = self._there(turn.start), self._there(turn.end)
        if not begins:
            return f"until {_words(end)}" if ends else "all of these days"
        if not ends:
            return f"from {_words(start)}"
        if start.date() == end.date():
            return f"{_words(start)}{DASH}{_clock(end)}"
        return f"{_words(start)} {DASH} {_words(end)}"

    def _edges(self, turn: CalendarTurn) -> tuple[bool, bool]:
        """Return whether it is known when a turn begins, and when it ends."""
        return self._known.start < turn.start, turn.end < self._known.end

    def _brief(self, turn: CalendarTurn) -> str:
        """The hours of each day, or when a long turn begins or ends."""
        if len(turn.pieces) > 1:
            return self._clocks(turn.hours)
        begins, ends = self._edges(turn)
        if turn.end - turn.start < A_DAY:
            return self._clocks(turn.hours) if begins and ends else ""
        if begins:
            return f"from {_clock(self._there(turn.start))}"
        return f"until {_clock(self._there(turn.end))}" if ends else ""

    def _clocks(self, span: Span) -> str:
        return f"{_clock(self._there(span.start))}{DASH}{_clock(self._there(span.end))}"

    def _there(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone)


def _words(there: datetime) -> str:
    return time_words(there.isoformat(), there.year)


def _clock(there: datetime) -> str:
    return there.strftime("%H:%M:%S" if there.second else "%H:%M")
