"""Equal shifts of days in a row, and of weeks in a row, as one line. Returns words; hides nothing.

`Mon 30 Nov to Fri 4 Dec, 09:00-17:00` is five shifts of one person, and
`Mon-Thu 17:00-09:00, 30 Nov to 24 Dec` the same nights of four weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime, timedelta

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._times import DASH, day_words, span_words
from pdsync.stamps import read_stamp
from pdsync.wall_times import DAY_NAMES

_FEWEST_WEEKS = 3
"""Fewer are shorter, and sooner read, as they are."""


@frozen
class ShiftRun:
    """Shifts of the same people at one time of day, on days in a row, in each of some weeks."""

    row: Json
    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]
    weeks: int = 1

    @property
    def days(self) -> int:
        """The shifts of one week."""
        return len(self.starts) // self.weeks

    @property
    def by_day(self) -> Hashable | None:
        """What the next day's must have in common; None for shifts that are longer."""
        if self.ends[0] - self.starts[0] >= timedelta(days=1):
            return None
        return self._at

    @property
    def by_week(self) -> Hashable:
        """What the next week's must have in common."""
        return self._at, self.days, self.starts[0].weekday()

    @property
    def _at(self) -> Hashable:
        start, end = self.starts[0], self.ends[0]
        over = (end.date() - start.date()).days
        return tuple(self.row.get("users", ())), start.time(), end.time(), over

    def words(self, year: int) -> str:
        """When they are; dates have their year unless it is `year`."""
        start, end = self.starts[0], self.ends[0]
        if len(self.starts) == 1:
            return span_words(start.isoformat(), end.isoformat(), year)
        over = (end.date() - start.date()).days
        if self.weeks == 1:
            last = day_words(self.starts[-1], year)
            return f"{day_words(start, year)} to {last}, {_clocks(start, end)}"
        first, last = _date(start, year), _date(self.ends[-1], year)
        if self.days == 1 and over > 1:
            times = f"{_weekday(start)} {start:%H:%M} {DASH} {_weekday(end)} {end:%H:%M}"
            return f"{times}, {first} to {last}"
        names = dict.fromkeys((_weekday(start), _weekday(self.starts[self.days - 1])))
        last = _date(self.starts[-1], year)
        return f"{'-'.join(names)} {_clocks(start, end)}, {first} to {last}"


def shift_runs(rows: Iterable[Json]) -> list[ShiftRun]:
    """Join what can be told in one line, in the order in which it begins."""
    days = day_runs(rows)
    weeks = _joined(days, lambda run: run.by_week, _next_week)
    kept = (run if run.weeks >= _FEWEST_WEEKS else None for run in weeks)
    folded = [one for one in kept if one]
    told = {start for one in folded for start in _told(one)}
    rest = [one for one in days if not _told(one) <= told]
    return sorted([*folded, *rest], key=lambda run: run.starts[0])


def day_runs(rows: Iterable[Json]) -> list[ShiftRun]:
    """Join those of days in a row alone, in the order in which they begin."""
    ordered = sorted((_alone(one) for one in rows), key=lambda run: run.starts[0])
    return _joined(ordered, lambda run: run.by_day, _next_day)


def _told(run: ShiftRun) -> set[datetime]:
    return {*run.starts}


def _alone(row: Json) -> ShiftRun:
    return ShiftRun(row, (read_stamp(row["start"]),), (read_stamp(row["end"]),))


def _joined(
    runs: Sequence[ShiftRun],
    alike: Callable[[ShiftRun], Hashable | None],
    follows: Callable[[ShiftRun, ShiftRun], ShiftRun | None],
) -> list[ShiftRun]:
    found: list[ShiftRun] = []
    last: dict[Hashable, int] = {}
    for run in runs:
        key = alike(run)
        at = last.get(key) if key is not None else None
        more = follows(found[at], run) if at is not None else None
        if at is not None and more:
            found[at] = more
            continue
        last[key] = len(found)
        found.append(run)
    return found


def _next_day(run: ShiftRun, one: ShiftRun) -> ShiftRun | None:
    if (one.starts[0].date() - run.starts[-1].date()).days != 1:
        return None
    return ShiftRun(run.row, (*run.starts, *one.starts), (*run.ends, *one.ends))


def _next_week(run: ShiftRun, one: ShiftRun) -> ShiftRun | None:
    if (one.starts[0].date() - run.starts[-run.days].date()).days != len(DAY_NAMES):
        return None
    return ShiftRun(run.row, (*run.starts, *one.starts), (*run.ends, *one.ends), run.weeks + 1)


def _weekday(when: datetime) -> str:
    return DAY_NAMES[when.weekday()]


def _date(when: datetime, year: int) -> str:
    return day_words(when, year).partition(" ")[2]


def _clocks(start: datetime, end: datetime) -> str:
    until = "24:00" if end.hour == end.minute == 0 else f"{end:%H:%M}"
    return f"{start:%H:%M}-{until}"
