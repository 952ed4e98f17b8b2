"""Requests that change one event, with its effective range before and after. Pure."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Any

from pdsync.frozen import frozen
from pdsync.kinds._call import Call
from pdsync.kinds._placeholders import NOW, SOON, Moment
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.wire import write_event
from pdsync.stamps import utc_stamp


@frozen(order=True)
class Edge:
    """Start or end of an effective range, and its form in a request. Edges sort by time."""

    rank: int
    at: str = ""
    told: str | Moment | None = field(default=None, compare=False)
    when: datetime | None = field(default=None, compare=False)

    def instant(self, soon: datetime) -> datetime | None:
        """Return the instant as an event has it; None for begun, beginning now, or never ending."""
        return soon if self.told is SOON else self.when


Range = tuple[Edge, Edge]
# Rank 3 is for fixed times, whose texts sort as the times do: see `_fixed`.
BEGUN, AT_ONCE, IN_TIME, NEVER = Edge(0), Edge(1, told=NOW), Edge(2, told=SOON), Edge(4)


@frozen
class Had:
    """Live event and its path."""

    event: Event
    path: str

    @property
    def range(self) -> Range:
        """Time in which the event is effective."""
        return since(self.event, BEGUN), until(self.event)

    @property
    def has_begun(self) -> bool:
        """True if only its end may still be changed (PagerDuty's rule for active events)."""
        return self.event.since is None


@frozen
class Step:
    """Request that changes an event; `takes` is its range after it, None if it is deleted.

    `event` replaces the event that the step `had`; None where only the end changes.
    """

    call: Call
    takes: Range | None
    had: Had | None = None
    event: Event | None = None

    @property
    def frees(self) -> tuple[Range, ...]:
        """Ranges in which the event was effective before the request and is not after it."""
        if self.had is None:
            return ()
        start, end = self.had.range
        first, last = self.takes or (end, end)
        parts = (start, min(end, first)), (max(start, last), end)
        return tuple(part for part in parts if part[0] < part[1])

    def undone(self, calls: int) -> Call:
        """Return the call that restores the event if one of the next calls fails.

        A deleted event is made anew, and only if it is gone.
        """
        assert self.had is not None  # noqa: S101 - only what was there frees time
        old, method = self.had.event, self.call.method
        if method == "DELETE":
            # If the DELETE itself fails the event is still there: it is not among the calls undone.
            path = self.had.path.rpartition("/")[0]
            body = whole(old, since(old, BEGUN))
            return Call("POST", path, body, repeatable=False, undoes=calls - 1)
        body = ends(until(old)) if self.had.has_begun else whole(old, since(old, BEGUN))
        return Call("PUT", self.had.path, body, undoes=calls)


def overlap(one: Range | None, other: Range) -> bool:
    """Return True if two times, of which the first may be None, overlap."""
    return one is not None and one[0] < other[1] and other[0] < one[1]


def since(event: Event, default: Edge) -> Edge:
    """Return the instant at which an event begins."""
    return _fixed(event.since) if event.since else default


def until(event: Event) -> Edge:
    """Return the instant at which an event ends."""
    return _fixed(event.until) if event.until else NEVER


def _fixed(when: datetime) -> Edge:
    return Edge(3, utc_stamp(when), utc_stamp(when), when)


def whole(event: Event, begins: Edge) -> dict[str, Any]:
    """Return a body with all fields of an event."""
    return {"event": write_event(event, begins.told)}


def ends(at: Edge) -> dict[str, Any]:
    """Return a body with only an end."""
    return {"event": {"effective_until": at.told}}
