"""Calls that change rotations into the wanted ones, with nobody ever without cover. Pure.

`event_requests.py` changes the events of one rotation. A rotation that is removed while others
begin soon goes on until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from pdsync.kinds._call import Call
from pdsync.kinds._kind import Draft
from pdsync.kinds._placeholders import SOON, IdOf, segment
from pdsync.kinds.schedule.lead_time import AHEAD, MINUTES, soon_after
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.requests.event_requests import (
    creation_calls,
    ending_calls,
    event_calls,
    events_after,
    loses_time,
)
from pdsync.kinds.schedule.rotations.requests.open_gaps import first_gap
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.rotations.succession import until
from pdsync.stamps import utc_stamp, zoned_stamp

_AFTER = f"{int(AHEAD.total_seconds()) // 60} minutes after it is sent"


def rotation_calls(
    draft: Draft, merged: tuple[Rotation, ...], live: tuple[Rotation, ...]
) -> Iterator[Call]:
    """Yield calls: new rotations, then those that gain time, that lose some, that are removed.

    Calls that close an open gap come before all others.
    """
    before = {one.wire["id"]: one for one in live}
    calls = [*_becoming(draft, merged, before)]
    yield from sorted(calls, key=lambda call: not call.urgent)
    soon = any(_begins_soon(call) for call in calls) or are_to_begin(merged, draft.now)
    kept = {one.wire.get("id") for one in merged}
    for ident, rotation in before.items():
        if ident not in kept:
            yield from _going(rotation, f"{draft.path}/rotations/{segment(ident)}", soon=soon)


def _becoming(
    draft: Draft, merged: tuple[Rotation, ...], before: dict[str, Rotation]
) -> Iterator[Call]:
    path = f"{draft.path}/rotations"
    changed = []
    for number, rotation in enumerate(merged, start=1):
        ident = rotation.wire.get("id")
        if ident is None:
            name = f"{draft.key}/{number}"
            yield Call("POST", path, {}, repeatable=False, part=("rotation", name))
            yield from creation_calls(rotation, f"{path}/{segment(IdOf('rotation', name))}", name)
        elif ident not in before:
            # All events of the live rotation are over: nobody has its shifts until these are made.
            again = creation_calls(rotation, f"{path}/{segment(ident)}", ident)
            yield from (replace(one, urgent=True) for one in again)
        elif rotation != before[ident]:
            changed.append((rotation, before[ident], f"{path}/{segment(ident)}"))
    for one in sorted(changed, key=lambda one: loses_time(*one)):
        closes = first_gap(one[0].events, one[1].events) is not None
        urgent = closes and not loses_time(*one)
        yield from (replace(call, urgent=urgent) for call in event_calls(*one))


def are_to_begin(rotations: Iterable[Rotation], now: datetime | None) -> bool:
    """Return True if a rotation takes over within minutes, by an earlier change."""
    times = [event.since for one in rotations for event in one.events if event.since]
    return now is not None and any(since <= now + MINUTES for since in times)


def as_sent(
    merged: tuple[Rotation, ...], live: tuple[Rotation, ...], now: datetime
) -> tuple[Rotation, ...]:
    """Return the rotations as they are after their calls: a running event until its successor.

    A rotation that is removed while others begin soon is in the list until then.
    """
    soon = soon_after(now)
    before = {one.wire["id"]: one for one in live}
    calls = {
        ident: [*event_calls(one, before[ident], "")]
        for one in merged
        if (ident := one.wire.get("id")) in before and one != before[ident]
    }
    waits = {ident for ident, found in calls.items() if any(map(_waits, found))}
    kept = {one.wire.get("id") for one in merged}
    going = [one for ident, one in before.items() if ident not in kept and _runs(one)]
    begins = waits or are_to_begin(merged, now)
    return (
        *(_after(one, before, soon) if one.wire.get("id") in waits else one for one in merged),
        *(_ending(one, soon) for one in going if begins),
    )


def _after(rotation: Rotation, before: Mapping[str, Rotation], soon: datetime) -> Rotation:
    events = events_after(rotation, before[rotation.wire["id"]], soon)
    return rotation.model_copy(update={"events": events})


def _ending(live: Rotation, soon: datetime) -> Rotation:
    running = (until(one, soon) for one in live.events if one.since is None)
    return live.model_copy(update={"events": (*running,)})


def _runs(rotation: Rotation) -> bool:
    return any(event.since is None for event in rotation.events)


def _begins_soon(call: Call) -> bool:
    return call.body is not None and call.body.get("event", {}).get("effective_since") == SOON


def _waits(call: Call) -> bool:
    return call.body is not None and SOON in call.body.get("event", {}).values()


def _going(rotation: Rotation, path: str, *, soon: bool) -> Iterator[Call]:
    """Yield the calls that remove a rotation: end its running event soon, or delete it now."""
    lost = int(bool(rotation.events))
    calls = list(ending_calls(rotation, path)) if soon and _runs(rotation) else []
    first, *rest = calls or [Call("DELETE", path)]
    yield replace(first, deletes=lost)
    yield from rest


def replacements(merged: tuple[Rotation, ...], live: tuple[Rotation, ...]) -> Iterator[str]:
    """Yield a sentence for each rotation whose running event is replaced by another."""
    before = {one.wire["id"]: one for one in live}
    for rotation in merged:
        old = before.get(rotation.wire.get("id"))
        if old is None:
            continue
        calls = [*event_calls(rotation, old, "")]
        made = [event for event in rotation.events if _is_posted(event, calls)]
        present = next((event for event in old.events if event.since is None), None)
        if made and present:
            when = f"from {_told(made[0])}" if made[0].since else _AFTER
            yield f"rotation '{present.title}' is replaced {when}; until then it goes on"


def _is_posted(event: Event, calls: Iterable[Call]) -> bool:
    begins = utc_stamp(event.since) if event.since else SOON
    bodies = (call.body or {} for call in calls if call.method == "POST" and call.part)
    return any(body["event"]["effective_since"] == begins for body in bodies)


def _told(event: Event) -> str:
    """Return the start of an event, by the clocks of its shifts."""
    assert event.since is not None and event.shifts is not None  # noqa: S101, PT018 - it is sent
    return zoned_stamp(event.since, event.shifts.zone)
