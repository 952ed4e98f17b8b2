"""Requests that turn the live events of a rotation into the wanted ones, in order. Pure.

PagerDuty refuses events of one rotation that overlap, and of an event that has begun it changes
only the end. So each request is sent when there is room for its event. A request that takes cover
away before a later one gives it back is followed by a third, sent only if the later one fails.

Example: today is Thursday 5 March 2026, 10:00; hand-offs are on Mondays at 09:00, in London.

    live     event E1: ana, ben; first shift 2 March 09:00; since 2 March 10:00, no end
    wanted   ana, chloe, ben

    PUT  …/events/E1   effective_until 10:30 (30 minutes after it is sent)
    POST …/events      ana, chloe, ben; first shift 2 March 09:00; effective_since 10:30
    PUT  …/events/E1   effective_until null, only if the POST fails

Ana keeps her week, Chloe follows on 9 March and Ben on 16 March. With `from: 2026-03-16 09:00` in
the YAML, both times are 16 March 09:00. If `from` then becomes 23 March, both events may still be
changed as needed: first the new one begins later (PUT, whole), then E1 ends later (PUT, its end).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from pdsync.kinds._call import Call
from pdsync.kinds._placeholders import segment
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.requests.order import (
    as_there_is_room,
    exposed_from,
    filler,
    fit,
)
from pdsync.kinds.schedule.rotations.requests.step import (
    AT_ONCE,
    IN_TIME,
    Edge,
    Had,
    Range,
    Step,
    ends,
    since,
    until,
    whole,
)
from pdsync.kinds.schedule.rotations.rotation import Rotation

_Way = Callable[[Event, Event], bool]
_Paired = tuple[list[tuple[Event, Had | None]], list[Had]]


def event_calls(rotation: Rotation, live: Rotation, path: str) -> Iterator[Call]:
    """Yield the calls that turn the events of a live rotation into the wanted ones."""
    steps = _all_steps(rotation, live, path)
    fillers = {at: filler(steps, at) for at in range(len(steps))}
    for at, step in enumerate(steps):
        yield step.call
        undone = [back for back, heir in fillers.items() if heir == at]
        yield from (steps[back].undone(at - back + 1) for back in reversed(undone))


def loses_time(rotation: Rotation, live: Rotation, path: str) -> bool:
    """Return True if a call takes cover away that no later one of the rotation gives back."""
    steps = _all_steps(rotation, live, path)
    return any(step.frees and filler(steps, at) is None for at, step in enumerate(steps))


def events_after(rotation: Rotation, live: Rotation, soon: datetime) -> tuple[Event, ...]:
    """Return the events after their calls, a running event ended at `soon` where it ends."""
    had = _had(live, "")
    events = {one.path: (one.range, one.event) for one in had}
    for step in _all_steps(rotation, live, ""):
        path = step.had.path if step.had else str(step.call.part)
        _, event = events.pop(path, (None, None))
        event = step.event or event
        if step.takes and event:
            events[path] = step.takes, event
    return tuple(_between(event, *span, soon) for span, event in sorted(events.values(), key=_span))


def _span(one: tuple[Range, Event]) -> Range:
    return one[0]


def _between(event: Event, begins: Edge, ends_at: Edge, soon: datetime) -> Event:
    times = {"since": begins.instant(soon), "until": ends_at.instant(soon)}
    return event.model_copy(update=times)


def _all_steps(rotation: Rotation, live: Rotation, path: str) -> list[Step]:
    had = _had(live, path)
    # Take the way of pairing that has room for each step; if both have, the one whose gap, should
    # a run be interrupted, opens later.
    found = [
        as_there_is_room(_steps(live, path, _paired(rotation, had, ways)), had)
        for ways in (_BY_LIKENESS, _BY_TIME)
    ]
    return max(found, key=lambda steps: (fit(steps, had), exposed_from(steps)))


def creation_calls(rotation: Rotation, path: str, name: str) -> Iterator[Call]:
    """Yield the calls that make the events of a new rotation."""
    for number, event in enumerate(rotation.events, start=1):
        yield _made(event, AT_ONCE, path, f"{name}/{number}").call


def ending_calls(live: Rotation, path: str) -> Iterator[Call]:
    """Yield the calls after which no event is in force when others begin soon."""
    for step in filter(None, map(_gone, _had(live, path))):
        yield step.call


def _had(live: Rotation, path: str) -> list[Had]:
    return [Had(one, f"{path}/events/{segment(one.wire['id'])}") for one in live.events]


def _steps(live: Rotation, path: str, paired: _Paired) -> Iterator[Step]:
    """Yield the steps to be done, in no particular order."""
    pairs, left = paired
    # What follows on nothing that runs need not wait for its end.
    runs = any(one.since is None for one in live.events)
    default = IN_TIME if runs else AT_ONCE
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
            yield _ended(one, until(part))


def _paired(rotation: Rotation, had: Sequence[Had], ways: Sequence[_Way]) -> _Paired:
    """Pair each wanted event with the live one that it is, or replaces.

    The second list has the live events that go.
    """
    free = list(had)
    found: dict[int, Had] = {}
    parts = rotation.events
    for is_like in ways:
        for place, part in enumerate(parts):
            one = next((one for one in free if is_like(part, one.event)), None)
            if place not in found and one is not None:
                found[place] = one
                free.remove(one)
    return [(part, found.get(place)) for place, part in enumerate(parts)], free


def _is_the_same(part: Event, live: Event) -> bool:
    return _is_like(part, live) and part.since == live.since


def _is_like(part: Event, live: Event) -> bool:
    """Return True if the live event can become the wanted one by a change of times alone."""
    return (part.turns, part.name) == (live.turns, live.name) and (
        live.since is not None or part.since is None
    )


def _may_become(_: Event, live: Event) -> bool:
    """Return True if everything of the live event may still be changed."""
    return live.since is not None


_BY_LIKENESS = (_is_the_same, _is_like, _may_become)
_BY_TIME = (_is_the_same, _may_become)
"""Pairs by time, for events that are alike and would be in each other's way."""


def _made(event: Event, default: Edge, path: str, name: str) -> Step:
    begins = since(event, default)
    call = Call(
        "POST", f"{path}/events", whole(event, begins), repeatable=False, part=("event", name)
    )
    return Step(call, (begins, until(event)), event=event)


def _moved(event: Event, had: Had, default: Edge) -> Step:
    begins = since(event, default)
    return Step(Call("PUT", had.path, whole(event, begins)), (begins, until(event)), had, event)


def _ended(had: Had, at: Edge) -> Step:
    return Step(Call("PUT", had.path, ends(at)), (had.range[0], at), had)


def _gone(had: Had) -> Step | None:
    """Return the step that ends an event soon; None where it ends by itself before."""
    if not had.has_begun:
        return _removed(had)
    return _ended(had, IN_TIME) if had.range[1] > IN_TIME else None


def _removed(had: Had) -> Step:
    return Step(Call("DELETE", had.path), None, had)
