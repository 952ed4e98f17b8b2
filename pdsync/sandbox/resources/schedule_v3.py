"""Shift-based schedules: none are served yet beyond an empty list."""

from __future__ import annotations

from pdsync.sandbox._call import Call
from pdsync.sandbox._errors import Refused, not_found
from pdsync.sandbox._paging import place, standing
from pdsync.sandbox._registry import Route
from pdsync.sandbox._wire import Response, answer

LAYERED = "This is a layer-based schedule. Use the v2 Schedules API to access it."
PAGE, LARGEST_PAGE = 100, 1000


def listed(call: Call) -> Response:
    """GET /v3/schedules: larger pages than elsewhere, no layered schedules."""
    limit, offset = place(call, PAGE, LARGEST_PAGE)
    total = 0 if call.flag("total") else None
    return answer(200, {"schedules": [], **standing(limit, offset, more=False, total=total)})


def get(call: Call) -> Response:
    """GET /v3/schedules/{id}: 400 for a layered one."""
    if call.store.get("schedule", call.ids["id"]):
        raise Refused(400, 2001, LAYERED)
    raise not_found()


ROUTES = [Route("GET", "/v3/schedules", listed), Route("GET", "/v3/schedules/{id}", get)]
