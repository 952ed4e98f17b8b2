"""The calls that make rotations what is wanted, so that nobody is ever without cover. Pure.

PagerDuty changes nothing of an event that has begun but its end. So it is ended a little ahead,
and its successor made before that; should that fail, a call that waits undoes the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdsync.kinds._base import NOW, SOON, Call, Draft
from pdsync.kinds._event import Event
from pdsync.kinds._rotation import Rotation
from pdsync.kinds._rotation_wire import write_event
from pdsync.kinds._times import written


def rotation_calls(
    draft: Draft, merged: tuple[Rotation, ...], live: tuple[Rotation, ...]
) -> Iterator[Call]:
    """New and changed rotations first, then those that go."""
    before = {one.wire["id"]: one for one in live}
    for number, rotation in enumerate(merged, start=1):
        ident = rotation.wire.get("id")
        if ident is None:
            yield from _creation(rotation, f"{draft.key}/{number}", draft.path)
        elif rotation != before[ident]:
            yield from _change(rotation, before[ident], f"{draft.path}/rotations/{ident}")
    kept = {one.wire.get("id") for one in merged}
    for ident, rotation in before.items():
        if ident not in kept:
            lost = int(bool(rotation.wire["events"]))
            yield Call("DELETE", f"{draft.path}/rotations/{ident}", deletes=lost)


def _creation(rotation: Rotation, name: str, schedule: str) -> Iterator[Call]:
    yield Call("POST", f"{schedule}/rotations", {}, repeatable=False, part=("rotation", name))
    path = f"{schedule}/rotations/${{rotation:{name}}}"
    for number, event in enumerate(rotation.parts, start=1):
        yield _post(path, event, NOW, f"{name}/{number}")


def _post(path: str, event: Event, default: str, name: str) -> Call:
    since = written(event.since) if event.since else default
    body = {"event": write_event(event, since)}
    return Call("POST", f"{path}/events", body, repeatable=False, part=("event", name))


def _change(rotation: Rotation, live: Rotation, path: str) -> Iterator[Call]:
    """Deletions and ends, then what follows; then what undoes the ends if any of it fails."""
    calls = list(_steps(rotation, live, path))
    yield from calls
    ended = [one for one in live.wire["events"] if _is_ended(one, calls, path)]
    for raw in ended:
        yield Call("PUT", _at(path, raw), _as_it_was(raw, live), undoes=len(calls))


def _as_it_was(raw: dict[str, Any], live: Rotation) -> dict[str, Any]:
    """What undoes a change of an event; one that has not begun may have moved."""
    old = next((one for one in live.events if one.wire["id"] == raw["id"]), live)
    if old.since is None or old.shifts is None:
        return _until(raw["effective_until"])
    return {"event": write_event(old, written(old.since))}


def _is_ended(raw: dict[str, Any], calls: list[Call], path: str) -> bool:
    follows = any(call.method != "DELETE" for call in calls[1:])
    return follows and any(call.method == "PUT" and call.path == _at(path, raw) for call in calls)


def _steps(rotation: Rotation, live: Rotation, path: str) -> Iterator[Call]:
    kept = {event.wire["id"] for event in rotation.events if event.wire}
    coming = [event for event in rotation.events if not event.wire]
    for event in live.events if coming else ():
        if event.wire["id"] not in kept:
            yield from _leave(event, path)
    default = SOON if live.wire["events"] else NOW
    for number, event in enumerate(coming, start=1):
        yield _post(path, event, default, f"{rotation.wire['id']}/{number}")
    if not live.wire["events"]:
        yield _post(path, rotation, NOW, f"{rotation.wire['id']}/last")
        return
    for event, old, raw in _in_order(rotation, live):
        yield from _becomes(event, old, raw, path)


def _in_order(rotation: Rotation, live: Rotation) -> list[tuple[Event, Event, Any]]:
    """The events with those they were; the later ones first where an earlier one grows."""
    were: dict[Any, Event] = {event.wire["id"]: event for event in live.events}
    pairs: list[tuple[Event, Event, Any]] = [
        (event, were[event.wire["id"]], event.wire)
        for event in rotation.events
        if event.wire and event.wire["id"] in were  # else the end of the last, which makes way
    ]
    grows = any(one.until and old.until and one.until > old.until for one, old, _ in pairs)
    pairs.append((rotation, live, live.wire["events"][-1]))
    return pairs[::-1] if grows else pairs


def _leave(event: Event, path: str) -> Iterator[Call]:
    if event.since is not None:
        yield Call("DELETE", _at(path, event.wire))
    else:
        yield Call("PUT", _at(path, event.wire), _until(SOON))


def _becomes(event: Event, old: Event, raw: Any, path: str) -> Iterator[Call]:
    """The calls that make one event another."""
    since = written(event.since) if event.since else SOON
    if _lasts(event) == _lasts(old):
        if event.until != old.until:
            until = written(event.until) if event.until else None
            yield Call("PUT", _at(path, raw), _until(until))
    elif old.since is not None:
        yield Call("PUT", _at(path, raw), {"event": write_event(event, since)})
    else:
        if event.since is None or old.until is None or old.until > event.since:
            yield Call("PUT", _at(path, raw), _until(since))
        yield _post(path, event, SOON, f"{raw['id']}/next")


def _lasts(event: Event) -> tuple[Any, ...]:
    """All but its end: what PagerDuty changes of no event that has begun."""
    return *event.turns, event.name, event.since


def _at(path: str, raw: Any) -> str:
    return f"{path}/events/{raw['id']}"


def _until(when: str | None) -> dict[str, Any]:
    return {"event": {"effective_until": when}}


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
