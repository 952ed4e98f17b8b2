"""Zones for which the databases of time zones differ, in words. Compares; reads no file itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import zip_longest

from pdsync.frozen import frozen
from pdsync.units import A_DAY, A_SECOND, A_YEAR
from pdsync.zones._databases import Database

_AHEAD = A_YEAR
_Offset = timedelta | None


@frozen
class ChangedRules:
    """A zone whose clocks show other times by one database than by another, in words."""

    zone: str
    message: str
    help: str


def changed_rules(
    zones: Iterable[str], databases: Sequence[Database], now: datetime
) -> Iterator[ChangedRules]:
    """Every zone for which the database in use, the first, differs from another within a year."""
    for name in zones:
        found = (_changed(name, databases[0], other, now) for other in databases[1:])
        yield from [one for one in found if one][:1]


def _changed(name: str, used: Database, other: Database, now: datetime) -> ChangedRules | None:
    """Describe how two databases differ for a zone; None where they tell the same times."""
    ours, theirs = used.zone(name), other.zone(name)
    if ours is None or theirs is None:
        return None
    at = differ_from(ours, theirs, now, now + _AHEAD)
    if at is None:
        return None
    there = at.astimezone(ours)
    begins = f"from {there:%a %-d %b %Y} on" if at > now else "now"
    return ChangedRules(
        name,
        f"the rules of {name} changed in {there.year}; PagerDuty may not have them yet",
        f"compare with `pdsync oncall --verify`: {begins}, clocks there show {_offset(at, ours)} "
        f"by {used}, which pdsync uses, and {_offset(at, theirs)} by {other}",
    )


def _offset(at: datetime, zone: tzinfo) -> str:
    shown = f"{at.astimezone(zone):%z}"
    return f"UTC{shown[:3]}:{shown[3:]}"


def differ_from(one: tzinfo, other: tzinfo, since: datetime, until: datetime) -> datetime | None:
    """The first instant of a range at which the clocks of two zones show another time, if any."""
    pairs = zip_longest(_courses(one, since, until), _courses(other, since, until))
    for ours, theirs in pairs:
        if ours != theirs:
            return min(each[0] for each in (ours, theirs) if each)
    return None


def _courses(zone: tzinfo, since: datetime, until: datetime) -> Iterator[tuple[datetime, _Offset]]:
    """From when on the clocks have which offset; one that lasts for less than a day is missed."""
    at = since
    offset: _Offset = None
    while at < until:
        now = at.astimezone(zone).utcoffset()
        if at == since or now != offset:
            yield _change(zone, at, now, since), now
        at, offset = at + A_DAY, now


def _change(zone: tzinfo, at: datetime, offset: _Offset, since: datetime) -> datetime:
    """Return the instant at which an offset began that was not yet there a day before."""
    before = max(since, at - A_DAY)
    while at - before > A_SECOND:
        middle = before + (at - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            at = middle
        else:
            before = middle
    return at.replace(microsecond=0)
