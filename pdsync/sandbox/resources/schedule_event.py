"""Events of a rotation: when shifts recur, from when until when, and whose they are."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import Bad
from pdsync.sandbox._times import read_near, zone_name
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import name, optional, whole_number
from pdsync.sandbox.collections.collection import add, change
from pdsync.sandbox.collections.paging import paged_list
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.rules.membership import enlist
from pdsync.sandbox.schedules import shifts
from pdsync.sandbox.schedules.recurrence import read_recurrence
from pdsync.sandbox.schedules.shift_schedule import (
    parts,
    read_member,
    read_time,
    refusal,
    refused,
    served,
    show_member,
    shown_part,
    the_rotation,
)
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

MOST_EVENTS, MOST_MEMBERS = 5, 20
ROTATING = "rotating_member_assignment_strategy"
STRATEGIES = (ROTATING, "every_member_assignment_strategy")
# Not even their present values may be sent for an event that makes shifts already.
UNSENDABLE = ("start_time", "end_time", "effective_since")
FOR_EVER = "9999"


def until(event: Row) -> str:
    """The instant at which an event ceases to be effective."""
    return str(event.fields["effective_until"] or FOR_EVER)


def of(call: Call, rotation: Row) -> list[Row]:
    """A rotation's events, by when they take effect."""
    rows = parts(call, "schedule_event", rotation.id)
    if call.forgets_ended:
        rows = [row for row in rows if until(row) > call.now]
    return sorted(rows, key=lambda row: str(row.fields["effective_since"]))


def _zoned(_call: Call, value: Any) -> Fields:
    given = value if isinstance(value, dict) else {}
    if given.get("time_zone") in (None, ""):
        raise Bad("needs a time zone. Time zone cannot be empty.")
    zone = zone_name(given["time_zone"])
    return {"date_time": read_near(given.get("date_time"), zone), "time_zone": zone}


def _lines(_call: Call, value: Any) -> list[str]:
    read_recurrence(value, "Etc/UTC")
    return list(value)


def _strategy(call: Call, value: Any) -> Fields:
    given = value if isinstance(value, dict) else {}
    kind, members = given.get("type"), given.get("members")
    if kind not in STRATEGIES:
        raise Bad(f"needs a type of {' or '.join(STRATEGIES)}")
    if not isinstance(members, list) or not 1 <= len(members) <= MOST_MEMBERS:
        raise Bad(f"needs between 1 and {MOST_MEMBERS} members")
    read = {"type": kind, "members": [read_member(call, member) for member in members]}
    if kind == ROTATING:
        read["shifts_per_member"] = _turns(call, given.get("shifts_per_member"))
    return read


def _turns(call: Call, value: Any) -> int:
    try:
        return int(whole_number(1)(call, value))
    except Bad as bad:
        raise Bad(f"shifts_per_member {bad}") from None


def _prepare(call: Call, body: Fields, old: Row | None) -> Fields:
    if old is None:
        return body
    if until(old) <= call.now:
        raise refused("event", "Past events cannot be modified")
    sent = [key for key in UNSENDABLE if key in body]
    if sent and old.fields["effective_since"] <= call.now:
        raise refused(f"event.{sent[0]}", "Active events can only change effective_until")
    return body


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    if old is not None and old.fields["effective_since"] <= call.now:
        _refuse_edit(fields, old)
    elif not call.seeding:
        fields = fields | {"effective_since": max(fields["effective_since"], call.now)}
    _refuse_far(call, fields["effective_since"])
    if fields["end_time"]["date_time"] <= fields["start_time"]["date_time"]:
        raise refused("event.end_time", "End time must be after the start time")
    _refuse_over(call, fields)
    return fields


def _refuse_edit(fields: Fields, old: Row) -> None:
    for key in fields:
        if key != "effective_until" and fields[key] != old.fields[key]:
            raise refused(f"event.{key}", "Active events can only change effective_until")


def _refuse_far(call: Call, since: str) -> None:
    if since > f"{int(call.now[:4]) + 1}{call.now[4:]}":
        raise refused("event.effective_since", "Date cannot be more than 12 months in the future")


def _refuse_over(call: Call, fields: Fields) -> None:
    earliest = max(fields["effective_since"], "" if call.seeding else call.now)
    if (fields["effective_until"] or FOR_EVER) <= earliest:
        raise refused(
            "event.effective_until", "Date must be in the future and after effective_since"
        )


def _wrote(call: Call, row: Row) -> None:
    siblings = [
        other
        for other in call.store.children("schedule_event", row.parent)
        if other.id != row.id and until(other) > call.now
    ]
    if len(siblings) >= MOST_EVENTS:
        raise refused("rotation.events", f"A rotation may have at most {MOST_EVENTS} events")
    if any(_overlap(row, other) for other in siblings):
        raise refused("rotation.events", "Events of a rotation cannot overlap")
    _join_teams(call, row)


def _overlap(one: Row, other: Row) -> bool:
    return bool(
        one.fields["effective_since"] < until(other)
        and other.fields["effective_since"] < until(one)
    )


def _join_teams(call: Call, row: Row) -> None:
    rotation = call.store.find(row.parent)
    schedule = rotation and call.store.find(rotation.parent)
    members = row.fields["assignment_strategy"]["members"]
    if schedule:
        enlist(call, schedule.fields["teams"], [user for user in members if user])


def show(call: Call, row: Row) -> Fields:
    """An event as answers have it."""
    strategy = row.fields["assignment_strategy"]
    members = [show_member(user) for user in strategy["members"]]
    told = row.fields | {"assignment_strategy": strategy | {"members": members}}
    return shown_part(call, row, f"rotations/{row.parent}/events", told)


def _the_event(call: Call) -> Row:
    return call.row("schedule_event", call.ids["id"], the_rotation(call).id)


def listed(call: Call) -> Response:
    """GET of a rotation's events, those that are past too."""
    page, place = paged_list(call, of(call, the_rotation(call)))
    return answer(200, {"events": [show(call, row) for row in page], **place})


def get(call: Call) -> Response:
    """GET of one."""
    return answer(200, {"event": show(call, _the_event(call))})


def create(call: Call) -> Response:
    """POST of a new one."""
    row = add(call, RESOURCE, call.envelope("event"), the_rotation(call).id)
    return answer(201, {"event": show(call, row)})


def update(call: Call) -> Response:
    """PUT: anything of a future event, only the end of an active one."""
    row = change(call, RESOURCE, _the_event(call), call.envelope("event"))
    return answer(200, {"event": show(call, row)})


def delete(call: Call) -> Response:
    """DELETE: an active event ends now and stays as history, a future one goes."""
    row = _the_event(call)
    if until(row) <= call.now:
        raise refused("event", "Past events cannot be deleted")
    end(call, row)
    return answer(204)


def end(call: Call, row: Row) -> None:
    """Ends an event now; one that has made no shift yet is forgotten."""
    if until(row) <= call.now:
        return
    ended = row.having(effective_until=max(call.now, row.fields["effective_since"]))
    if shifts.made_any(ended):
        call.store.replace(ended)
    else:
        call.store.delete(row.id)


RESOURCE = Resource(
    kind="schedule_event",
    plural="events",
    path="/v3/schedules",
    web=None,
    fields={
        "name": Field(name(255), required=True),
        "start_time": Field(_zoned, required=True),
        "end_time": Field(_zoned, required=True),
        "effective_since": Field(read_time, required=True),
        "effective_until": Field(optional(read_time)),
        "recurrence": Field(_lines, required=True),
        "assignment_strategy": Field(_strategy, required=True),
    },
    show=show,
    prepare=_prepare,
    settle=_settle,
    wrote=_wrote,
    refuse=refusal("event"),
    long_ids=True,
)
SEVERAL = "/{schedule}/rotations/{rotation}/events"
ONE = SEVERAL + "/{id}"
ROUTES = [
    served("GET", SEVERAL, listed),
    served("POST", SEVERAL, create),
    served("GET", ONE, get),
    served("PUT", ONE, update),
    served("DELETE", ONE, delete),
]
