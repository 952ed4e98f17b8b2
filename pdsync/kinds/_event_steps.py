"""From the events that a rotation has to those that it is to have, one request at a time. Pure.

PagerDuty takes no two events of a rotation that overlap, and changes nothing of one that has begun
but its end. So each step waits until there is room for it; and where it takes cover away that a
later one is to give, a call that waits undoes it, should that one fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pdsync.kinds._base import NOW, SOON, Call
from pdsync.kinds._event import Event
from pdsync.kinds._placeholder import Moment, segment
from pdsync.kinds._rotation import Rotation
from pdsync.kinds._rotation_wire import write_event
from pdsync.kinds._times import written


@dataclass(frozen=True, order=True)
class _Edge:
    """A time, and how PagerDuty is told it. Times as they are written to it sort as they follow."""

    rank: int
    at: str = ""
    told: str | Moment | None = field(default=None, compare=False)


_Range = tuple[_Edge, _Edge]
_BEGUN, _NOW, _SOON, _NEVER = _Edge(0), _Edge(1, told=NOW), _Edge(2, told=SOON), _Edge(4)


@dataclass(frozen=True)
class _Had:
    """A live event and its path."""

    event: Event
    path: str

    @property
    def range(self) -> _Range:
        return _since(self.event, _BEGUN), _until(self.event)

    @property
    def has_begun(self) -> bool:
        return self.event.since is None


@dataclass(frozen=True)
class _Step:
    """One request; `takes` is when its event is effective after it, None for one that goes."""

    call: Call
    takes: _Range | None
    had: _Had | None = None

    @property
    def frees(self) -> tuple[_Range, ...]:
        """When the event was effective and is not any more."""
        if self.had is None:
            return ()
        start, end = self.had.range
        first, last = self.takes or (end, end)
        parts = (start, min(end, first)), (max(start, last), end)
        return tuple(part for part in parts if part[0] < part[1])

    def undone(self, calls: int) -> Call:
        """What puts the event back when one of the calls up to here fails, this one included.

        One that goes is made anew, and only if it is gone.
        """
        assert self.had is not None  # noqa: S101 - only what was there frees time
        old, method = self.had.event, self.call.method
        if method == "DELETE":
            path = self.had.path.rpartition("/")[0]
            body = _whole(old, _since(old, _BEGUN))
            return Call("POST", path, body, repeatable=False, undoes=calls - 1)
        body = _ends(_until(old)) if self.had.has_begun else _whole(old, _since(old, _BEGUN))
        return Call("PUT", self.had.path, body, undoes=calls)


def event_calls(rotation: Rotation, live: Rotation, path: str) -> Iterator[Call]:
    """The calls that turn the events of a live rotation into those of another."""
    steps = _all_steps(rotation, live, path)
    fillers = {at: _filler(steps, at) for at in range(len(steps))}
    for at, step in enumerate(steps):
        yield step.call
        undone = [back for back, filler in fillers.items() if filler == at]
        yield from (steps[back].undone(at - back + 1) for back in reversed(undone))


def loses_time(rotation: Rotation, live: Rotation, path: str) -> bool:
    """Whether it has less time after its calls: whatever takes that over must be made before."""
    steps = _all_steps(rotation, live, path)
    return any(step.frees and _filler(steps, at) is None for at, step in enumerate(steps))


def _all_steps(rotation: Rotation, live: Rotation, path: str) -> list[_Step]:
    had = _had(live, path)
    return _as_there_is_room(_steps(rotation, live, had, path), had)


def creation_calls(rotation: Rotation, path: str, name: str) -> Iterator[Call]:
    """The calls that make the events of a new rotation."""
    for number, event in enumerate(rotation.parts, start=1):
        yield _made(event, _NOW, path, f"{name}/{number}").call


def ending_calls(live: Rotation, path: str) -> Iterator[Call]:
    """The calls after which none of its events is effective when others begin soon."""
    for had in _had(live, path):
        step = _gone(had)
        if step:
            yield step.call


def _had(live: Rotation, path: str) -> list[_Had]:
    raws: Sequence[Any] = live.wire["events"]
    parts = live.parts if raws else ()
    return [
        _Had(part, f"{path}/events/{segment(raw['id'])}")
        for part, raw in zip(parts, raws, strict=True)
    ]


def _steps(rotation: Rotation, live: Rotation, had: list[_Had], path: str) -> Iterator[_Step]:
    """What is to be done, in no particular order."""
    pairs, left = _paired(rotation, had)
    # What follows on nothing that runs need not wait for its end.
    default = _SOON if any(one.has_begun for one in had) else _NOW
    yield from filter(None, map(_gone, left))
    for number, (part, one) in enumerate(pairs, start=1):
        name = f"{live.wire['id']}/{number}"
        if one is None:
            yield _made(part, default, path, name)
        elif (part.turns, part.name, part.since) != (
            one.event.turns, one.event.name, one.event.since,
        ):  # fmt: skip
            yield _moved(part, one, default)
        elif part.until != one.event.until:
            yield _ended(one, _until(part))


def _paired(
    rotation: Rotation, had: Sequence[_Had]
) -> tuple[list[tuple[Event, _Had | None]], list[_Had]]:
    """Each event that is wanted with the live one that it is, or that it takes the place of.

    Also the live ones that go.
    """
    free = list(had)
    found: dict[int, _Had] = {}
    parts = rotation.parts
    for is_like in (_is_the_same, _is_like, _may_become):
        for place, part in enumerate(parts):
            one = next((one for one in free if is_like(part, one.event)), None)
            if place not in found and one is not None:
                found[place] = one
                free.remove(one)
    return [(part, found.get(place)) for place, part in enumerate(parts)], free


def _is_the_same(part: Event, live: Event) -> bool:
    return _is_like(part, live) and part.since == live.since


def _is_like(part: Event, live: Event) -> bool:
    """Whether PagerDuty lets the live one become it with nothing but its times changed."""
    return (part.turns, part.name) == (live.turns, live.name) and (
        live.since is not None or part.since is None
    )


def _may_become(_: Event, live: Event) -> bool:
    """Whether everything of the live one may still be changed."""
    return live.since is not None


def _as_there_is_room(steps: Iterator[_Step], had: Sequence[_Had]) -> list[_Step]:
    """The steps in an order in which no two events ever overlap."""
    there = {one.path: one.range for one in had}
    waiting, found = list(steps), list[_Step]()
    while waiting:
        step = next((one for one in waiting if _has_room(one, there)), waiting[0])
        waiting.remove(step)
        found.append(step)
        path = step.had.path if step.had else f"new {len(found)}"
        there.pop(path, None)
        if step.takes:
            there[path] = step.takes
    return found


def _has_room(step: _Step, there: dict[str, _Range]) -> bool:
    own = step.had.path if step.had else ""
    others = [taken for path, taken in there.items() if path != own]
    return step.takes is None or not any(_overlap(step.takes, one) for one in others)


def _filler(steps: Sequence[_Step], at: int) -> int | None:
    """The first step after one that takes what it frees; None where nothing does."""
    later = range(at + 1, len(steps))
    takes = (n for n in later for free in steps[at].frees if _overlap(steps[n].takes, free))
    return next(takes, None)


def _overlap(one: _Range | None, other: _Range) -> bool:
    return one is not None and one[0] < other[1] and other[0] < one[1]


def _since(event: Event, default: _Edge) -> _Edge:
    return _fixed(event.since) if event.since else default


def _until(event: Event) -> _Edge:
    return _fixed(event.until) if event.until else _NEVER


def _fixed(when: datetime) -> _Edge:
    return _Edge(3, written(when), written(when))


def _made(event: Event, default: _Edge, path: str, name: str) -> _Step:
    begins = _since(event, default)
    call = Call(
        "POST", f"{path}/events", _whole(event, begins), repeatable=False, part=("event", name)
    )
    return _Step(call, (begins, _until(event)))


def _moved(event: Event, had: _Had, default: _Edge) -> _Step:
    begins = _since(event, default)
    return _Step(Call("PUT", had.path, _whole(event, begins)), (begins, _until(event)), had)


def _ended(had: _Had, until: _Edge) -> _Step:
    return _Step(Call("PUT", had.path, _ends(until)), (had.range[0], until), had)


def _gone(had: _Had) -> _Step | None:
    """What makes an event go soon; None where it ends by itself before."""
    if not had.has_begun:
        return _removed(had)
    return _ended(had, _SOON) if had.range[1] > _SOON else None


def _removed(had: _Had) -> _Step:
    return _Step(Call("DELETE", had.path), None, had)


def _whole(event: Event, since: _Edge) -> dict[str, Any]:
    return {"event": write_event(event, since.told)}


def _ends(until: _Edge) -> dict[str, Any]:
    return {"event": {"effective_until": until.told}}
