"""One request that changes an event, and from when until when the event is on after it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pdsync.kinds._call import Call
from pdsync.kinds._placeholders import NOW, SOON, Moment
from pdsync.kinds._values.instants import written
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.wire import write_event


@dataclass(frozen=True, order=True)
class Edge:
    """A time, and how PagerDuty is told it. Times as they are written to it sort as they follow."""

    rank: int
    at: str = ""
    told: str | Moment | None = field(default=None, compare=False)
    when: datetime | None = field(default=None, compare=False)

    def instant(self, soon: datetime) -> datetime | None:
        """The time as an event has it; None for what has begun, begins now, or never ends."""
        return soon if self.told is SOON else self.when


Range = tuple[Edge, Edge]
BEGUN, AT_ONCE, IN_TIME, NEVER = Edge(0), Edge(1, told=NOW), Edge(2, told=SOON), Edge(4)


@dataclass(frozen=True)
class Had:
    """A live event and its path."""

    event: Event
    path: str

    @property
    def range(self) -> Range:
        """Time in which the event is effective."""
        return since(self.event, BEGUN), until(self.event)

    @property
    def has_begun(self) -> bool:
        """True if nothing but its end may still be changed."""
        return self.event.since is None


@dataclass(frozen=True)
class Step:
    """One request; `takes` is when its event is effective after it, None for one that goes.

    `event` is what it puts in the place of the one that it `had`, None where that only ends.
    """

    call: Call
    takes: Range | None
    had: Had | None = None
    event: Event | None = None

    @property
    def frees(self) -> tuple[Range, ...]:
        """Time in which the event was effective and is not any more."""
        if self.had is None:
            return ()
        start, end = self.had.range
        first, last = self.takes or (end, end)
        parts = (start, min(end, first)), (max(start, last), end)
        return tuple(part for part in parts if part[0] < part[1])

    def undone(self, calls: int) -> Call:
        """Return the call that puts the event back when one of the calls up to here fails.

        One that goes is made anew, and only if it is gone.
        """
        assert self.had is not None  # noqa: S101 - only what was there frees time
        old, method = self.had.event, self.call.method
        if method == "DELETE":
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
    return Edge(3, written(when), written(when), when)


def whole(event: Event, begins: Edge) -> dict[str, Any]:
    """A body with all of an event."""
    return {"event": write_event(event, begins.told)}


def ends(at: Edge) -> dict[str, Any]:
    """A body with nothing but an end."""
    return {"event": {"effective_until": at.told}}
