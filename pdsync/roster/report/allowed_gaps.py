"""Gaps that a promise (`expect:`) allows: times about which it promises nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pdsync import oncall
from pdsync.intervals import gaps, subtract
from pdsync.kinds import EscalationPolicy, Expect, Resource, Schedule, Service, promised
from pdsync.oncall import Span


def allowed_gaps(written: Resource | None, since: datetime, until: datetime) -> tuple[Span, ...]:
    """Return when a schedule's promise lets nobody be on call; without a promise never."""
    if not isinstance(written, Schedule) or written.expect is None:
        return ()
    return _unpromised(written.expect, written.time_zone or "Etc/UTC", since, until)


def allowed_above(
    policy: Resource | None,
    services: Sequence[Resource | None],
    zone: str,
    span: tuple[datetime, datetime],
) -> tuple[Span, ...] | None:
    """Return when a policy's own promise lets nobody be on call, else those of all its services.

    None where neither it nor each of them promises anything.
    """
    for promising in ((policy,), services):
        promises = [_covering(one) for one in promising]
        known = [one for one in promises if one]
        if known and len(known) == len(promises):
            return common([_unpromised(one, zone, *span) for one in known])
    return None


def _covering(written: Resource | None) -> Expect | None:
    """Return what a policy or service promises, where that says when somebody must be there."""
    expect = written.expect if isinstance(written, EscalationPolicy | Service) else None
    return expect if expect and expect.value("coverage") is not None else None


def _unpromised(expect: Expect, zone: str, since: datetime, until: datetime) -> tuple[Span, ...]:
    when = expect.value("coverage")
    if when is None:
        return ()
    layer = promised(when)
    shifts = oncall.final_shifts(oncall.Schedule(zone, (layer,)), since, until)
    return tuple(Span(*one) for one in gaps(((one.start, one.end) for one in shifts), since, until))


def common(each: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Return the times that all of some lists of spans have."""
    found = tuple(each[0]) if each else ()
    for other in each[1:]:
        found = without(found, without(found, other))
    return found


def without(spans: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """Return the parts of some spans that lie outside all others."""
    taken = [(one.start, one.end) for one in others]
    return tuple(Span(*one) for one in subtract([(one.start, one.end) for one in spans], taken))
