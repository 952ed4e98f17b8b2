"""Rotations of a shift-based schedule: nothing but a place for events."""

from __future__ import annotations

from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.collection import add
from pdsync.sandbox.collections.paging import paged_list
from pdsync.sandbox.collections.resource_type import Fields, Resource
from pdsync.sandbox.resources import schedule_event
from pdsync.sandbox.schedules.shift_schedule import (
    parts,
    refused,
    served,
    shown_part,
    the_rotation,
    the_schedule,
    unserved,
)
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

MOST = 10


def present(call: Call, schedule: str) -> list[Row]:
    """The rotations that have not been deleted."""
    rows = parts(call, "schedule_rotation", schedule)
    return [row for row in rows if not row.fields["deleted"]]


def show(call: Call, row: Row) -> Fields:
    """A rotation with all of its events, past ones too."""
    events = [schedule_event.show(call, event) for event in schedule_event.of(call, row)]
    return shown_part(call, row, "rotations", {"events": events})


def listed(call: Call) -> Response:
    """GET of a schedule's rotations."""
    page, place = paged_list(call, present(call, the_schedule(call).id))
    return answer(200, {"rotations": [show(call, row) for row in page], **place})


def get(call: Call) -> Response:
    """GET of one."""
    return answer(200, {"rotation": show(call, the_rotation(call))})


def create(call: Call) -> Response:
    """POST of a new one, which has nothing to be told."""
    schedule = the_schedule(call)
    if call.request.body not in (None, {}):
        raise refused("rotation", "The body must be empty: events say who is on call when")
    return answer(201, {"rotation": show(call, add(call, RESOURCE, {}, schedule.id))})


def _settle(_call: Call, _fields: Fields, _old: Row | None) -> Fields:
    return {"deleted": False}


def _wrote(call: Call, row: Row) -> None:
    if len(present(call, row.parent)) > MOST:
        raise refused("schedule.rotations", f"A schedule may have at most {MOST} active rotations")


def delete(call: Call) -> Response:
    """DELETE: what was is kept, what is ends now, what would be goes."""
    row = the_rotation(call)
    for event in call.store.children("schedule_event", row.id):
        schedule_event.end(call, event)
    if call.store.child_ids("schedule_event", row.id):
        call.store.replace(row.having(deleted=True))
    else:
        call.store.delete(row.id)
    return answer(204)


RESOURCE = Resource(
    kind="schedule_rotation",
    plural="rotations",
    path="/v3/schedules/{parent}/rotations",
    web=None,
    fields={},
    show=show,
    settle=_settle,
    label="id",
    wrote=_wrote,
    long_ids=True,
)
SEVERAL, ONE = "/{schedule}/rotations", "/{schedule}/rotations/{rotation}"
ROUTES = [
    served("GET", SEVERAL, listed),
    served("POST", SEVERAL, create),
    served("GET", ONE, get),
    served("PUT", ONE, unserved),
    served("DELETE", ONE, delete),
]
