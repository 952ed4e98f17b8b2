"""The calls that make rotations what is wanted, so that nobody is ever without cover. Pure.

What becomes of the events of one is `_event_steps`'s. What goes while others are to begin soon goes
on until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from pdsync.kinds._base import SOON, Call, Draft
from pdsync.kinds._event import Event
from pdsync.kinds._event_steps import creation_calls, ending_calls, event_calls, loses_time
from pdsync.kinds._placeholder import IdOf, segment
from pdsync.kinds._rotation import Rotation
from pdsync.kinds._times import written


def rotation_calls(
    draft: Draft, merged: tuple[Rotation, ...], live: tuple[Rotation, ...]
) -> Iterator[Call]:
    """New rotations first, then those that get more time, then those that lose some, then go."""
    before = {one.wire["id"]: one for one in live}
    calls = [*_becoming(draft, merged, before)]
    yield from calls
    soon = any(_begins_soon(call) for call in calls)
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
        elif rotation != before[ident]:
            changed.append((rotation, before[ident], f"{path}/{segment(ident)}"))
    for one in sorted(changed, key=lambda one: loses_time(*one)):
        yield from event_calls(*one)


def _begins_soon(call: Call) -> bool:
    return call.body is not None and call.body.get("event", {}).get("effective_since") == SOON


def _going(rotation: Rotation, path: str, *, soon: bool) -> Iterator[Call]:
    """An event that runs goes on until others take over, if they do; else the rotation goes."""
    lost = int(bool(rotation.wire["events"]))
    runs = any(part.since is None for part in rotation.parts)
    calls = list(ending_calls(rotation, path)) if soon and runs else []
    first, *rest = calls or [Call("DELETE", path)]
    yield replace(first, deletes=lost)
    yield from rest


def replacements(merged: tuple[Rotation, ...], live: tuple[Rotation, ...]) -> Iterator[str]:
    """A sentence for each rotation whose present event makes way for another."""
    before = {one.wire["id"]: one for one in live}
    for rotation in merged:
        old = before.get(rotation.wire.get("id"))
        if old is None:
            continue
        calls = [*event_calls(rotation, old, "")]
        made = [part for part in rotation.parts if _is_posted(part, calls)]
        present = next((part for part in old.parts if part.since is None), None)
        if made and present:
            when = _told(made[0]) if made[0].since else "10 minutes after it is sent"
            yield f"rotation '{present.title}' is replaced from {when}; until then it goes on"


def _is_posted(event: Event, calls: Iterable[Call]) -> bool:
    begins = written(event.since) if event.since else SOON
    bodies = (call.body or {} for call in calls if call.method == "POST" and call.part)
    return any(body["event"]["effective_since"] == begins for body in bodies)


def _told(event: Event) -> str:
    """When an event begins, by the clocks of its shifts."""
    assert event.since is not None and event.shifts is not None  # noqa: S101, PT018 - it is sent
    zone = event.shifts.zone
    return f"{event.since.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"
