"""Shift-based schedules of an account, as the engine takes them. Reads only."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.kinds import Undecided
from pdsync.reconcile._answers import has_id, part_of, read_one
from pdsync.reconcile._overrides import instant, stamp
from pdsync.reconcile._remote import Params, Remote, request
from pdsync.reconcile._snapshot import Live

PATH = "/v3/schedules"
_SECOND = timedelta(seconds=1)

Json = Mapping[str, Any]


def read_shift_based(remote: Remote, live: Live, since: datetime, until: datetime) -> Live:
    """One schedule whole: its events, what was arranged for a range, and the account's rendering.

    PagerDuty may leave the events out of a schedule: then each rotation is asked for its own.
    """
    path = f"{PATH}/{live.id}"
    span: Params = (("since", stamp(since)), ("until", stamp(until)))
    asked = (("include[]", "final_schedule"), *span, ("overflow", "true"))
    found = read_one(remote, live.kind, live.id, asked)
    shifts = remote.list(f"{path}/custom_shifts", "custom_shifts", params=span).items
    overrides = remote.list(f"{path}/overrides", "overrides", params=span).items
    parts = {"custom_shifts": shifts, "overrides": overrides}
    whole = {**with_rotations(remote, path, found), **parts}
    return Live.of(live.kind, whole, zone=found.get("time_zone"), request=request(path, asked))


def with_rotations(remote: Remote, path: str, schedule: Json) -> Json:
    """A schedule with the events of its rotations, which it may leave out.

    Rotations that are no list of rotations stay as they came: they are not known.
    """
    found = schedule.get("rotations")
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        return schedule
    return {**schedule, "rotations": [_with_events(remote, path, one) for one in found]}


def _with_events(remote: Remote, path: str, rotation: Json) -> Json:
    if "events" in rotation or not has_id(rotation):
        return rotation
    own = f"{path}/rotations/{rotation['id']}"
    return part_of(remote.get(own), "rotation", request(own))


def shift_schedule(live: Live) -> oncall.ShiftSchedule:
    """A schedule that was read whole; raises Undecided for what it does not understand."""
    raw = live.raw
    try:
        return oncall.ShiftSchedule(
            str(raw["time_zone"]),
            tuple(
                oncall.Rotation(tuple(map(_event, rotation["events"])), rotation["id"])
                for rotation in raw["rotations"]
            ),
            tuple(_custom_shift(one) for one in raw["custom_shifts"]),
            tuple(_override(one, raw) for one in raw["overrides"] if _has_place(one, raw)),
        )
    except (AttributeError, LookupError, TypeError, ValueError):
        raise Undecided("it has something that pdsync does not know how to read") from None


def assignments(live: Live) -> list[oncall.Shift]:
    """The account's own rendering; shifts of nobody are none."""
    found = (live.raw.get("final_schedule") or {}).get("computed_shift_assignments") or ()
    return [
        oncall.Shift(instant(one["start_time"]), instant(one["end_time"]), member)
        for one in found
        if (member := _member(one["member"]))
    ]


def _event(raw: Json) -> oncall.Event:
    strategy = raw["assignment_strategy"]
    start, zone = instant(raw["start_time"]["date_time"]), raw["start_time"]["time_zone"]
    until = raw.get("effective_until")
    return oncall.Event(
        start,
        _wall_seconds(start, instant(raw["end_time"]["date_time"]), ZoneInfo(zone)),
        zone,
        tuple(raw["recurrence"]),
        tuple(_member(one) for one in strategy["members"]),
        _count(strategy.get("shifts_per_member")),
        everyone=_is_everyone(strategy["type"]),
        since=instant(raw["effective_since"]),
        until=instant(until) if until else None,
    )


def _count(raw: Any) -> int:
    """Shifts in a row, one where none are told; raises TypeError for what is no whole number."""
    return 1 if raw is None else operator.index(raw)


def _wall_seconds(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    first, last = (time.astimezone(zone).replace(tzinfo=None) for time in (start, end))
    return (last - first) // _SECOND


def _custom_shift(raw: Json) -> oncall.CustomShift:
    (assignment,) = raw["assignments"]
    span = instant(raw["start_time"]), instant(raw["end_time"])
    return oncall.CustomShift(*span, _member(assignment["member"]))


def _has_place(override: Json, schedule: Json) -> bool:
    """Whether what it stands in for was read: of a shift outside the range nothing is asked."""
    parts = (*schedule["rotations"], *schedule["custom_shifts"])
    place = override.get("rotation_id") or override.get("custom_shift_id")
    return place in {part["id"] for part in parts}


def _override(raw: Json, schedule: Json) -> oncall.ShiftOverride:
    return oncall.ShiftOverride(
        instant(raw["start_time"]),
        instant(raw["end_time"]),
        _place(schedule["rotations"], raw.get("rotation_id")),
        _place(schedule["custom_shifts"], raw.get("custom_shift_id")),
        _member(raw["overridden_member"]),
        _member(raw["overriding_member"]),
    )


def _is_everyone(way: str) -> bool:
    """Whether all members have each shift; raises ValueError for a way that is not known."""
    known = ("rotating_member_assignment_strategy", "every_member_assignment_strategy")
    return known.index(way) == 1


def _place(parts: Sequence[Json], ident: str | None) -> int | None:
    return [one["id"] for one in parts].index(ident) if ident else None


def _member(raw: Json) -> str | None:
    """None for a shift of nobody; raises ValueError for what may be somebody."""
    if raw["type"] not in {"user_member", "empty_member"}:
        raise ValueError(raw["type"])
    return str(raw["user_id"]) if raw["type"] == "user_member" else None
