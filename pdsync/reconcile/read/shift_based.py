"""Shift-based schedules of an account, as the engine takes them. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from pdsync import oncall
from pdsync.json_types import JsonView
from pdsync.kinds import Schedule, Undecided, on_call
from pdsync.reconcile._remote import Query, Remote, request
from pdsync.reconcile.read.answers import has_id, part_of, read_one
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live
from pdsync.stamps import read_stamp, utc_stamp

PATH = "/v3/schedules"
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
"""As of this instant nothing is over yet."""


def read_shift_based(remote: Remote, live: Live, since: datetime, until: datetime) -> Live:
    """One schedule whole: its events, what was arranged for a range, and the account's rendering.

    PagerDuty may leave the events out of a schedule: then each rotation is asked for its own.
    """
    path = f"{PATH}/{live.id}"
    span: Query = (("since", utc_stamp(since)), ("until", utc_stamp(until)))
    asked = (("include[]", "final_schedule"), *span, ("overflow", "true"))

    def read(part: str) -> JsonView:
        if part:
            # Without `overflow` they may come cut at the ends of the range, and would be others.
            whole = (*span, ("overflow", "true"))
            return {part: remote.list(f"{path}/{part}", part, params=whole).items}
        return with_rotations(remote, path, read_one(remote, live.kind, live.id, asked))

    found, shifts, overrides = at_once(read, ("", "custom_shifts", "overrides"))
    whole = {**found, **shifts, **overrides}
    return Live.of(live.kind, whole, zone=found.get("time_zone"), request=request(path, asked))


def with_rotations(remote: Remote, path: str, schedule: JsonView) -> JsonView:
    """A schedule with the events of its rotations, which it may leave out.

    Rotations that are no list of rotations stay as they came: they are not known.
    """
    found = schedule.get("rotations")
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        return schedule
    return {**schedule, "rotations": at_once(partial(_with_events, remote, path), found)}


def _with_events(remote: Remote, path: str, rotation: JsonView) -> JsonView:
    if "events" in rotation or not has_id(rotation):
        return rotation
    own = f"{path}/rotations/{rotation['id']}"
    return part_of(remote.get(own), "rotation", request(own))


def shift_schedule(live: Live) -> oncall.ShiftSchedule:
    """A schedule that was read whole, with events that are over; raises Undecided.

    What is arranged for a part that was not read is left aside: nothing is asked of that.
    """
    raw, schedule = live.raw, live.resource(_BEFORE_ALL)
    made = on_call(schedule) if isinstance(schedule, Schedule) else None
    if not isinstance(made, oncall.ShiftSchedule):
        raise Undecided("its rotations are not known")
    try:
        custom = tuple(map(_custom_shift, raw["custom_shifts"]))
        idents = {one.ident for one in made.rotations} | {one.ident for one in custom}
        overrides = tuple(_override(one) for one in raw["overrides"] if _of(one) in idents)
    except (AttributeError, LookupError, TypeError, ValueError):
        raise Undecided("it has something that pdsync does not know how to read") from None
    return replace(made, custom_shifts=custom, overrides=overrides)


def assignments(live: Live) -> list[oncall.Shift]:
    """The account's own rendering; shifts of nobody are none."""
    found = (live.raw.get("final_schedule") or {}).get("computed_shift_assignments") or ()
    return [
        oncall.Shift(read_stamp(one["start_time"]), read_stamp(one["end_time"]), member)
        for one in found
        if (member := _member(one["member"]))
    ]


def _custom_shift(raw: JsonView) -> oncall.CustomShift:
    (assignment,) = raw["assignments"]
    span = read_stamp(raw["start_time"]), read_stamp(raw["end_time"])
    return oncall.CustomShift(*span, _member(assignment["member"]), raw.get("id"))


def _of(override: JsonView) -> str | None:
    """The id of the rotation or custom shift that an override is of."""
    found: str | None = override.get("rotation_id") or override.get("custom_shift_id")
    return found


def _override(raw: JsonView) -> oncall.ShiftOverride:
    return oncall.ShiftOverride(
        read_stamp(raw["start_time"]),
        read_stamp(raw["end_time"]),
        raw.get("rotation_id"),
        raw.get("custom_shift_id"),
        _member(raw["overridden_member"]),
        _member(raw["overriding_member"]),
    )


def _member(raw: JsonView) -> str | None:
    """None for a shift of nobody; raises ValueError for what may be somebody."""
    if raw["type"] not in {"user_member", "empty_member"}:
        raise ValueError(raw["type"])
    return str(raw["user_id"]) if raw["type"] == "user_member" else None
