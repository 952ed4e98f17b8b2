"""Days and times that `except` leaves out of a rotation, as EXDATE lines. Pure.

An EXDATE leaves out a shift only if it is the very time at which the shift begins (RFC 5545).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds._values.instants import in_range, near
from pdsync.kinds._values.problem import problem
from pdsync.kinds.schedule.handoff import is_date
from pdsync.kinds.schedule.rotations.shifts import Pattern
from pdsync.on_demand import regex
from pdsync.stamps import ical_stamp
from pdsync.units import A_DAY, A_SECOND, DAY

Day = date | datetime
_EXAMPLES = "write a date such as 2026-12-25, or the time of a shift such as 2026-12-28 09:00"
_LINE = regex(r"(EXDATE(?:;[^:]*)?):(.+)", re.IGNORECASE)
_A_DATE = 8
_A_WEEK, _A_YEAR = timedelta(days=8), timedelta(days=366)


def left_out_time(value: object) -> Day:
    """Read a date or an instant; raises a pydantic error for anything else."""
    if isinstance(value, str) and is_date(value):
        try:
            day = date.fromisoformat(value.strip())
        except ValueError:
            raise problem(f"'{value}' is not a valid date", help=_EXAMPLES) from None
        return in_range(day, value)
    return near(value, _EXAMPLES)


def without(pattern: Pattern, days: Sequence[Day]) -> Pattern:
    """Return the shifts without those that begin on some days, or at some times."""
    starts = sorted({start for day in days for start in _starts_on(pattern, day)})
    if not starts:
        return pattern
    line = f"EXDATE:{','.join(map(ical_stamp, starts))}"
    return replace(pattern, recurrence=(*pattern.recurrence, line))


def left_out_ahead(pattern: Pattern, now: datetime) -> tuple[Day, ...]:
    """Return the shifts to come that a pattern leaves out, in the form of `except`.

    A day where all of its shifts are left out, else the time of each.
    """
    ahead = {at for at in pattern.left_out if at > now and _starts_on(pattern, at)}
    found: list[Day] = []
    for at in sorted(ahead):
        day = at.astimezone(ZoneInfo(pattern.zone)).date()
        whole = {*_starts_on(pattern, day)} <= ahead
        found.append(day if whole else at)
    return tuple(dict.fromkeys(found))


def shifts_of_day(pattern: Pattern, day: date) -> tuple[tuple[datetime, ...], bool]:
    """Return the shifts that begin on a day, and True if one of the day before goes on."""
    starts = _starts_on(pattern, day)
    midnight = datetime.combine(day, time(), ZoneInfo(pattern.zone)).astimezone(UTC)
    before = shift_starts(pattern, midnight - timedelta(seconds=pattern.seconds), midnight)
    return starts, any(one + timedelta(seconds=pattern.seconds) > midnight for one in before)


def _starts_on(pattern: Pattern, day: Day) -> tuple[datetime, ...]:
    if isinstance(day, datetime):
        return shift_starts(pattern, day, day + A_SECOND)
    midnights = (
        datetime.combine(one, time(), ZoneInfo(pattern.zone)).astimezone(UTC)
        for one in (day, day + A_DAY)
    )
    return shift_starts(pattern, *midnights)


def shift_starts(pattern: Pattern, since: datetime, until: datetime) -> tuple[datetime, ...]:
    """Return the starts of shifts, those before the first written shift included.

    Where no first shift is written, an INTERVAL may count from several weeks or days: all of them.
    """
    rule, start = oncall.rule_line(pattern.recurrence), pattern.start
    if start is None:
        if pattern.rule["FREQ"] != "HOURLY":
            rule = oncall.rule_without(pattern.recurrence, "INTERVAL")
        start = oncall.latest_on_the_wall(pattern.zone, pattern.second, DAY, since - _A_WEEK)
    event = oncall.Event(start, pattern.seconds, pattern.zone, (rule,), ("anybody",))
    return oncall.shift_starts(oncall.begun_by(event, since), since, until)


@frozen
class Stray:
    """Line of a recurrence without the effect it seems to have: the reason, and what to write.

    Of a date that leaves nothing out, `line` is the number of its line, `written` the
    date there, `day` the day that it means.
    """

    message: str
    help: str
    written: str = ""
    line: int = -1
    day: date | None = None


def strays(pattern: Pattern) -> Iterator[Stray]:
    """Yield each EXDATE at which no shift begins, and an UNTIL before the shift of its own day."""
    for number, line in enumerate(pattern.recurrence):
        found = _LINE.fullmatch(line)
        for text in found[2].split(",") if found else ():
            for one in _stray_date(pattern, found[1] if found else "", text.strip()):
                yield replace(one, line=number)
        if oncall.is_rule(line):
            yield from _early_end(pattern)


def _stray_date(pattern: Pattern, name: str, text: str) -> Iterator[Stray]:
    rule = oncall.rule_line(pattern.recurrence)
    [at] = oncall.left_out_dates((rule, f"{name}:{text}"), pattern.zone)
    there = at.astimezone(ZoneInfo(pattern.zone))
    starts = _starts_on(pattern, there.date())
    bare = len(text) == _A_DATE
    if at in starts and not bare:
        return
    what = "is a date, and" if bare else f"is {there:%H:%M} in {pattern.zone}, and"
    if not starts:
        message = f"{name}:{text} leaves nothing out: no shift begins on {there:%a %-d %b %Y}"
        yield Stray(
            message, "delete it, or write the day on which the shift begins", text, day=there.date()
        )
        return
    first = starts[0].astimezone(ZoneInfo(pattern.zone))
    yield Stray(
        f"{name}:{text} {what} that day's shift begins at {first:%H:%M}: it leaves nothing out",
        f"write EXDATE:{','.join(map(ical_stamp, starts))}, or `except: [{there.date()}]` beside "
        "`shifts:` in its place",
        text,
        day=there.date(),
    )


def _early_end(pattern: Pattern) -> Iterator[Stray]:
    until = pattern.rule.get("UNTIL")
    if not until:
        return
    rule = oncall.rule_without(pattern.recurrence, "UNTIL")
    [end] = oncall.left_out_dates((rule, f"EXDATE:{until}"), pattern.zone)
    there = end.astimezone(ZoneInfo(pattern.zone))
    endless = replace(pattern, recurrence=(rule,))
    starts = _starts_on(endless, there.date())
    if not starts or starts[0] <= end:
        return
    begins = starts[0].astimezone(ZoneInfo(pattern.zone))
    before = shift_starts(endless, end - _A_YEAR, end)[-1:]
    yield Stray(
        f"UNTIL={until} is before the shift of that day, {begins:%a %-d %b %Y}, which begins at "
        f"{begins:%H:%M}: it is left out too",
        f"write UNTIL={ical_stamp(starts[-1])} for it to be the last"
        + "".join(f", or UNTIL={ical_stamp(one)} for the one before" for one in before),
    )
