"""Routes of shifts and overrides, each a list of its own below a schedule.

What each is made of and refuses is in the module of its kind.
"""

from __future__ import annotations

from pdsync.sandbox._times import instant, moment, shown
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.collection import add, change
from pdsync.sandbox.collections.paging import paged_list
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Fields, Resource, humanised
from pdsync.sandbox.schedules.rendered import Range, request_zone
from pdsync.sandbox.schedules.shift_schedule import (
    needed_range,
    parts,
    refused,
    served,
    the_schedule,
)
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row


def routes(spec: Resource, one: str) -> list[Route]:
    """The routes of one such list; `one` is the envelope of one of it."""

    def found(call: Call) -> Row:
        return call.row(spec.kind, call.ids["id"], the_schedule(call).id)

    def create(call: Call) -> Response:
        """All of several or none."""
        schedule = the_schedule(call).id
        rows = [add(call, spec, body, schedule) for body in _several(call, spec.plural)]
        return answer(201, {spec.plural: [spec.show(call, row) for row in rows]})

    def get(call: Call) -> Response:
        return answer(200, {one: spec.show(call, found(call))})

    def update(call: Call) -> Response:
        row = change(call, spec, found(call), call.envelope(one))
        return answer(200, {one: spec.show(call, row)})

    below = f"/{{schedule}}/{spec.plural}"
    return [
        served("GET", below, lambda call: _listed(call, spec)),
        served("POST", below, create),
        served("GET", f"{below}/{{id}}", get),
        served("PUT", f"{below}/{{id}}", update),
        served("DELETE", f"{below}/{{id}}", lambda call: _end_or_remove(call, found(call))),
    ]


def _several(call: Call, name: str) -> list[Fields]:
    """The objects in the list under the body's one key."""
    body = call.request.body
    found = body.get(name) if isinstance(body, dict) else None
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise refused(name, f"{humanised(name)} must be a list of at least one object")
    return found


def _listed(call: Call, spec: Resource) -> Response:
    """GET of the shifts or overrides that touch a range, by when they start; never counted."""
    schedule = the_schedule(call)
    zone = request_zone(call, schedule.fields["time_zone"])
    span = needed_range(call, zone)
    rows = [
        row
        for row in parts(call, spec.kind, schedule.id)
        if moment(row.fields["start_time"]) < span.until
        and moment(row.fields["end_time"]) > span.since
    ]
    rows.sort(key=lambda row: str(row.fields["start_time"]))
    page, place = paged_list(call, rows)
    told = [spec.show(call, row) | _times(row, zone, span) for row in page]
    envelope = {name: value for name, value in place.items() if name != "total"}
    return answer(200, {spec.plural: told, **envelope})


def _times(row: Row, zone: str, span: Range) -> Fields:
    start, end = span.cut(moment(row.fields["start_time"]), moment(row.fields["end_time"]))
    return {"start_time": shown(instant(start), zone), "end_time": shown(instant(end), zone)}


def _end_or_remove(call: Call, row: Row) -> Response:
    """DELETE of a shift or override: a running one ends now, a future one goes, a past one stays.

    Described for custom shifts alone; overrides are taken to be alike.
    """
    if row.fields["end_time"] <= call.now:
        raise refused(row.type, "What has ended cannot be deleted")
    if row.fields["start_time"] < call.now:
        call.store.replace(row.having(end_time=call.now))
    else:
        call.store.delete(row.id)
    return answer(204)
