"""Waiting until a shift-based schedule shows all that was sent, part by part. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pdsync.errors import ApiError
from pdsync.json_types import JsonView
from pdsync.kinds import NOW, SHIFT_BASED, Call
from pdsync.reconcile._model import Action, Change
from pdsync.reconcile._remote import Remote, request
from pdsync.reconcile.apply.pauses import LOST, Rest, look_again
from pdsync.reconcile.read.answers import list_of, objects
from pdsync.reconcile.read.find_shift_based import read_one
from pdsync.stamps import read_stamp


def is_to_be_whole(change: Change) -> bool:
    """Return True for a change whose new schedule must be seen whole before others use it."""
    posts = bool(change.calls) and change.calls[0].path == SHIFT_BASED.endpoint.path
    is_made = posts and change.action in {Action.CREATE, Action.REPLACE}
    return is_made or gains_rotations(change)


def gains_rotations(change: Change) -> bool:
    """Return True if a schedule that exists gets rotations: it may have been left half made."""
    return change.id is not None and any(_fills(call) for call in change.calls)


def _fills(call: Call) -> bool:
    """Return True if a call makes a rotation, or the first event of one."""
    event = (call.body or {}).get("event") if _is_event(call) else None
    is_first = event is not None and event["effective_since"] == NOW
    return is_first or (call.part is not None and call.part[0] == "rotation")


def shows(remote: Remote, ident: str, sent: Sequence[Call], rest: Rest) -> bool:
    """Return True once every event that was sent is there; False after 30 seconds of rest."""
    events = [call.body["event"] for call in sent if _is_event(call) and call.body]

    def look() -> bool:
        live = read_one(remote, ident)
        found = list(_events(live.raw)) if live else []
        return all(any(_is_same(one, other) for other in found) for one in events)

    return look_again(look, bool, LOST, rest)


def find_part(remote: Remote, _change: Change, call: Call, rest: Rest) -> str | None:
    """The id of the rotation or event that a lost POST made, or None within 30 seconds."""

    def look() -> str | None:
        try:
            found = remote.get(call.path)
        except ApiError as problem:
            if problem.is_gone:
                return None
            raise
        ids = [str(one["id"]) for one in _parts(found, call) if _made(one, call)]
        return ids[0] if len(ids) == 1 else None

    return look_again(look, bool, LOST, rest)


def _parts(found: JsonView, call: Call) -> list[JsonView]:
    return list_of(found, call.path.rpartition("/")[2], request(call.path))


def _made(part: JsonView, call: Call) -> bool:
    if _is_event(call) and call.body:
        return _is_same(call.body["event"], part)
    return part.get("events") == []


def _is_event(call: Call) -> bool:
    return call.part is not None and call.part[0] == "event"


def _events(schedule: JsonView) -> Iterator[JsonView]:
    for rotation in objects(schedule.get("rotations")):
        yield from objects(rotation.get("events"))


def _is_same(sent: JsonView, there: JsonView) -> bool:
    """Return True if an event is as sent, but for its start: PagerDuty moves a past time to now."""
    try:
        return _content(sent) == _content(there)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def _content(event: JsonView) -> tuple[Any, ...]:
    strategy = event["assignment_strategy"]
    return (
        event["name"],
        *(read_stamp(event[name]["date_time"]) for name in ("start_time", "end_time")),
        read_stamp(event["effective_until"]) if event.get("effective_until") else None,
        list(event["recurrence"]),
        strategy["type"],
        strategy.get("shifts_per_member"),
        [member.get("user_id") for member in strategy["members"]],
    )
