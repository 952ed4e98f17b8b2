"""Turns of a calendar: who is on call from when until when, equal days in one. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.intervals import subtract
from pdsync.oncall import Span
from pdsync.roster._timeline import Stretch, joined
from pdsync.roster.agenda.by_override import ByOverride
from pdsync.units import A_DAY

_WINDOWS = 4
"""So many times a day are looked for; more than that is drawn piece by piece."""


@frozen
class CalendarTurn:
    """Time on call of one person, or of nobody where `person` is None.

    Several `pieces` are the same hours of days that follow each other, such as 09:00 to 17:00 from
    Monday to Friday. `marked` are an override, with whose hours it has, and a gap that a promise
    allows.
    """

    person: str | None
    pieces: tuple[Span, ...]
    marked: bool = False
    instead_of: tuple[str, ...] = ()

    @property
    def start(self) -> datetime:
        """Start of the first piece."""
        return self.pieces[0].start

    @property
    def end(self) -> datetime:
        """End of the last piece."""
        return self.pieces[-1].end

    @property
    def hours(self) -> Span:
        """The longest piece: the first and the last may be cut where nothing more is known."""
        return max(self.pieces, key=lambda one: one.end - one.start)

    def within(self, start: datetime, end: datetime) -> CalendarTurn | None:
        """The pieces of it that reach into a range, not cut; None for none."""
        pieces = tuple(one for one in self.pieces if one.start < end and start < one.end)
        return replace(self, pieces=pieces) if pieces else None


def turns(
    stretches: Iterable[Stretch],
    zone: str,
    overrides: Iterable[ByOverride] = (),
    allowed: Iterable[Span] = (),
) -> tuple[CalendarTurn, ...]:
    """The turns of everybody, and the gaps, by their start; `allowed` are the gaps that may be."""
    course = joined(stretches)
    if not course:
        return ()
    marks: dict[str | None, list[Span]] = defaultdict(list, {None: list(allowed)})
    standing: dict[str | None, list[ByOverride]] = defaultdict(list)
    for one in sorted(overrides, key=lambda it: (it.start, it.end)):
        marks[one.person].append(Span(one.start, one.end))
        standing[one.person].append(one)
    days = _Days(ZoneInfo(zone), Span(course[0].start, course[-1].end))
    found = [
        CalendarTurn(person, pieces, marked, _owners(pieces, standing[person]) if marked else ())
        for person, spans in _spans(course).items()
        for marked, parts in _parted(spans, marks[person])
        for pieces in days.folded(parts)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.person or "")))


def _owners(pieces: Sequence[Span], standing: Iterable[ByOverride]) -> tuple[str, ...]:
    """Return whose hours some pieces are, in the order of time."""
    found = (
        one.instead_of
        for one in standing
        if one.instead_of
        if any(one.start < piece.end and piece.start < one.end for piece in pieces)
    )
    return tuple(dict.fromkeys(found))


def _spans(course: Iterable[Stretch]) -> dict[str | None, list[Span]]:
    """When each is on call, those that touch in one; nobody is None."""
    found: dict[str | None, list[Span]] = {}
    for one in course:
        for person in one.people or (None,):
            mine = found.setdefault(person, [])
            if mine and mine[-1].end == one.start:
                mine[-1] = Span(mine[-1].start, one.end)
            else:
                mine.append(Span(one.start, one.end))
    return found


def _parted(spans: Sequence[Span], marks: Iterable[Span]) -> Iterator[tuple[bool, list[Span]]]:
    """The spans outside of all marks, and those within."""
    ours = [(one.start, one.end) for one in spans]
    outside = subtract(ours, [(one.start, one.end) for one in marks])
    yield False, [Span(*one) for one in outside]
    yield True, [Span(*one) for one in subtract(ours, outside)]


@frozen
class _Days:
    """Days on the clocks of a zone; of what lies outside of `known` nothing is told."""

    zone: ZoneInfo
    known: Span

    def folded(self, spans: Iterable[Span]) -> Iterator[tuple[Span, ...]]:
        """The same hours of days that follow each other in one."""
        runs: list[list[Span]] = []
        for span in spans:
            run = next((one for one in runs[-_WINDOWS:] if self._go_on(one[-1], span)), None)
            if run:
                run.append(span)
            else:
                runs.append([span])
        return map(tuple, runs)

    def _go_on(self, last: Span, span: Span) -> bool:
        """Return True if a span has the hours of the last one, the day after it.

        What was cut where nothing more is known may have had those hours, unless it is longer.
        """
        if max(span.start - last.end, span.end - span.start, last.end - last.start) >= A_DAY:
            return False
        starts = self._wall(span.start) - self._wall(last.start)
        ends = self._wall(span.end) - self._wall(last.end)
        begins_alike = starts == A_DAY or (last.start == self.known.start and starts < A_DAY)
        ends_alike = ends == A_DAY or (span.end == self.known.end and ends < A_DAY)
        return begins_alike and ends_alike

    def _wall(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone).replace(tzinfo=None)
