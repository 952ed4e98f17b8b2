"""The calls that make rotations what is wanted, so that nobody is ever without cover. Pure.

PagerDuty changes nothing of an event that has begun but its end. So it is ended a little ahead,
and its successor made before that; should that fail, a call that waits undoes the end. What goes
while others are to begin soon goes on until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pdsync.kinds._base import SOON, Call, Draft
from pdsync.kinds._event_steps import creation_calls, ending_calls, event_calls
from pdsync.kinds._rotation import Rotation
from pdsync.kinds._times import written


def rotation_calls(
    draft: Draft, merged: tuple[Rotation, ...], live: tuple[Rotation, ...]
) -> Iterator[Call]:
    """New and changed rotations first, then those that go."""
    before = {one.wire["id"]: one for one in live}
    calls = [*_becoming(draft, merged, before)]
    yield from calls
    soon = any(_begins_soon(call) for call in calls)
    kept = {one.wire.get("id") for one in merged}
    for ident, rotation in before.items():
        if ident not in kept:
            yield from _going(rotation, f"{draft.path}/rotations/{ident}", soon=soon)


def _becoming(
    draft: Draft, merged: tuple[Rotation, ...], before: dict[str, Rotation]
) -> Iterator[Call]:
    path = f"{draft.path}/rotations"
    for number, rotation in enumerate(merged, start=1):
        ident = rotation.wire.get("id")
        if ident is None:
            name = f"{draft.key}/{number}"
            yield Call("POST", path, {}, repeatable=False, part=("rotation", name))
            yield from creation_calls(rotation, f"{path}/${{rotation:{name}}}", name)
        elif rotation != before[ident]:
            yield from event_calls(rotation, before[ident], f"{path}/{ident}")


def _begins_soon(call: Call) -> bool:
    return call.body is not None and call.body.get("event", {}).get("effective_since") == SOON


def _going(rotation: Rotation, path: str, *, soon: bool) -> Iterator[Call]:
    """An event that runs goes on until others take over, if they do; else the rotation goes."""
    lost = int(bool(rotation.wire["events"]))
    calls = list(ending_calls(rotation, path)) if soon else []
    first, *rest = calls or [Call("DELETE", path)]
    yield replace(first, deletes=lost)
    yield from rest


def replacements(merged: tuple[Rotation, ...], live: tuple[Rotation, ...]) -> Iterator[str]:
    """A sentence for each rotation whose present event makes way for another."""
    before = {one.wire["id"]: one for one in live}
    for rotation in merged:
        old = before.get(rotation.wire.get("id"))
        if old is None or not old.wire["events"] or old.since is not None:
            continue
        if rotation.turns != old.turns or rotation.since is not None:
            when = written(rotation.since) if rotation.since else "10 minutes after it is sent"
            yield f"rotation '{old.title}' is replaced from {when}; until then it goes on"
