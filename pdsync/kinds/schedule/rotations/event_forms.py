"""Forms of an event: PagerDuty's own, and local times, turned into the model's. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.kinds._values.instants import at_wall, near
from pdsync.kinds._values.problem import Located, at, problem, strangers, unknown, within
from pdsync.kinds._values.words import did_you_mean, shown
from pdsync.kinds._values.zones import zone as read_zone
from pdsync.kinds.schedule.handoff import is_date
from pdsync.kinds.schedule.rotations.rrule import rule_lines
from pdsync.kinds.schedule.rotations.shifts import recurring

_ROTATING = "rotating_member_assignment_strategy"
_TOGETHER = "every_member_assignment_strategy"
_TIMES = ("from", "until", "effective_since", "effective_until")
_MOST_EVENTS = 5
_STRATEGY = ("type", "members", "shifts_per_member")
_OWN = ("start_time", "end_time", "recurrence")


def spelled_out(value: Any) -> Any:
    """Return the fields of an event in the model's form; raises pydantic errors."""
    if not isinstance(value, Mapping):
        return value
    fields = dict(value)
    if "recurrence" in fields or "end_time" in fields:
        when = _when(fields)
        fields = {name: one for name, one in fields.items() if name not in _OWN} | when
    if "assignment_strategy" in fields:
        fields |= _whose(fields.pop("assignment_strategy"))
    return on_clocks(fields, fields.get("time_zone"))


def last_of_events(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a rotation written as events: the last one, and those before.

    Raises pydantic errors for fields that do not go with `events`, and for what is no event.
    """
    others = sorted(set(value) - {"events", "time_zone"})
    if others:
        help_ = f"delete `{others[0]}`, or write the rotation without `events`"
        wrong = problem(f"`events` and `{others[0]}` do not go together", help=help_)
        raise within(((others[0],), wrong))
    events = value["events"]
    wrong_events = [*_not_events(events)]
    if wrong_events:
        raise within(*wrong_events)
    zone = {"time_zone": value["time_zone"]} if "time_zone" in value else {}
    *before, last = (_with(zone, event) for event in events)
    return last | ({"events": before} if before else {})


def _with(zone: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
    own = {name: it for name, it in event.items() if name != "time_zone" or it is not None}
    return {**zone, **own}


def _not_events(events: Sequence[Any]) -> Iterator[Located]:
    if not events:
        help_ = "write one after a `- `, or `shifts` and `members` in place of `events`"
        yield ("events",), problem("a rotation of events needs at least one", help=help_)
    if len(events) > _MOST_EVENTS:
        help_ = "leave out those that are over, or make another rotation of some"
        wrong = f"{len(events)} events are more than the {_MOST_EVENTS} that PagerDuty takes"
        yield ("events",), problem(wrong, help=help_)
    for index, event in enumerate(events):
        if not isinstance(event, Mapping):
            help_ = "write its fields, such as `shifts` and `members`, after a `- `"
            yield ("events", index), problem(f"{shown(event)} is not an event", help=help_)


def on_clocks(fields: dict[str, Any], zone: Any) -> dict[str, Any]:
    """Return fields with times that have no offset read on the clocks of a zone."""
    if not isinstance(zone, str):
        return fields
    try:
        name = read_zone(zone)
    except PydanticCustomError:
        return fields
    read = {key: at_wall(one, name) if key in _TIMES else one for key, one in fields.items()}
    if isinstance(read.get("start_time"), str):
        read["start_time"] = at_wall(read["start_time"], name)
    if isinstance(read.get("except"), list):
        days = read["except"]
        read["except"] = [one if is_date(one) else at_wall(one, name) for one in days]
    anchor = read.get("anchor")
    if isinstance(anchor, Mapping) and "at" in anchor and not is_date(anchor["at"]):
        read["anchor"] = {**anchor, "at": at_wall(anchor["at"], name)}
    return read


def _when(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the shifts of `start_time`, `end_time` and `recurrence`."""
    missing = [name for name in _OWN if name not in fields]
    if missing:
        if guess := next((one for one in fields if did_you_mean(one, missing)), None):
            raise within(((guess,), unknown(*_OWN)))
        help_ = f"write `{missing[0]}:` here, or `shifts:` in place of the three"
        raise problem(f"`{missing[0]}` is missing", help=help_)
    zone, start = _zoned("start_time", fields["start_time"])
    _, end = _zoned("end_time", fields["end_time"])
    lines = fields["recurrence"]
    if not isinstance(lines, list | tuple) or not all(isinstance(one, str) for one in lines):
        wrong = problem("a recurrence is a list of lines", help='write ["RRULE:FREQ=DAILY"]')
        raise within((("recurrence",), wrong))
    seconds = oncall.wall_second(zone, end) - oncall.wall_second(zone, start)
    if seconds <= 0:
        wrong = problem("this shift ends before it begins", help="write a later `end_time`")
        raise within((("end_time",), wrong))
    try:
        rule = rule_lines(lines)
    except PydanticCustomError as error:
        raise within((("recurrence",), error)) from None
    made = recurring(start, seconds, rule, zone, ("start_time", "recurrence"))
    return {"time_zone": zone, "shifts": made, "start_time": start}


def _zoned(field: str, value: Any) -> tuple[str, Any]:
    names = ("date_time", "time_zone")
    if isinstance(value, Mapping) and (others := strangers(value, *names)):
        raise within(*(((field, *path), wrong) for path, wrong in others))
    if not isinstance(value, Mapping) or set(value) != set(names):
        help_ = "write {date_time: 2026-01-05T09:00:00Z, time_zone: Europe/London}"
        raise within(((field,), problem("this is a time with its time zone", help=help_)))
    with at(field):
        with at("time_zone"):
            zone = read_zone(value["time_zone"])
        with at("date_time"):
            return zone, near(at_wall(value["date_time"], zone))


def _whose(value: Any) -> dict[str, Any]:
    """Return the fields of an `assignment_strategy`."""
    kind = value.get("type") if isinstance(value, Mapping) else None
    if isinstance(value, Mapping) and (others := strangers(value, *_STRATEGY)):
        raise within(*((("assignment_strategy", *path), wrong) for path, wrong in others))
    if kind not in {_ROTATING, _TOGETHER}:
        wrong = problem(
            "this does not say who takes turns",
            help=f"write {{type: {_ROTATING}, shifts_per_member: 1, members: […]}}; "
            f"or {_TOGETHER} and members",
        )
        raise within((("assignment_strategy",), wrong))
    found = {"everyone": kind == _TOGETHER, "members": value.get("members")}
    if "shifts_per_member" in value and kind == _ROTATING:
        found["per_member"] = value["shifts_per_member"]
    return found
