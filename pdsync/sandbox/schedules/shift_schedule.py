"""Common parts of shift-based schedules: paths, members, times and refusals.

Rendering is `_shifts`'s; the rules of each part are in the module of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pdsync.sandbox._errors import Bad, Refused, invalid, not_found
from pdsync.sandbox._times import read_near
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import BLANK
from pdsync.sandbox.collections.registry import Handler, Route
from pdsync.sandbox.collections.resource_type import Fields, humanised
from pdsync.sandbox.rules.stakeholders import NO_STAKEHOLDERS, is_stakeholder
from pdsync.sandbox.schedules.rendered import Range, asked_range
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

PATH = "/v3/schedules"
LAYERED = "This is a layer-based schedule. Use the v2 Schedules API to access it."


def refused(where: str, problem: str) -> Refused:
    """400/2001 as the newer API puts it: the problem under the field's path."""
    return Refused(400, 2001, "Invalid Request", {where: [problem]})


def refusal(envelope: str) -> Callable[[Mapping[str, str]], Refused]:
    """The refusal for what is wrong with each field of a body."""

    def refuse(problems: Mapping[str, str]) -> Refused:
        errors = {f"{envelope}.{n}": [f"{humanised(n)} {what}"] for n, what in problems.items()}
        return Refused(400, 2001, "Invalid Request", errors)

    return refuse


def served(method: str, below: str, handler: Handler) -> Route:
    """A route below /v3/schedules: layered schedules are refused, and in the newer API's shape."""

    def handled(call: Call) -> Response:
        if call.store.get("schedule", call.ids.get("schedule", "")):
            raise Refused(400, 2001, LAYERED)
        try:
            return handler(call)
        except Refused as old:
            if not isinstance(old.errors, list):
                raise
            raise Refused(old.status, old.code, old.message, {"request": old.errors}) from None

    return Route(method, PATH + below, handled)


def unserved(_call: Call) -> Response:
    """405 for a method that the API does not have here."""
    return answer(405, Refused(405, 2001, "Method Not Allowed").body())


def the_schedule(call: Call) -> Row:
    """The shift-based schedule that the path names."""
    call.includes = frozenset(call.params("include"))
    return call.row("schedule_v3", call.ids["schedule"])


def the_rotation(call: Call) -> Row:
    """The rotation that the path names; a deleted one is history only."""
    row = call.row("schedule_rotation", call.ids["rotation"], the_schedule(call).id)
    if row.fields["deleted"]:
        raise not_found()
    return row


def parts(call: Call, kind: str, parent: str) -> list[Row]:
    """Return what belongs to a schedule or rotation, oldest first."""
    return call.seen(call.store.children(kind, parent))


def shown_part(call: Call, row: Row, below: str, fields: Fields) -> Fields:
    """A part as answers have it: no summary, and the schedule's own page."""
    schedule = call.ids["schedule"]
    return {
        "id": row.id,
        "type": row.type,
        **fields,
        "self": f"{call.request.origin}{PATH}/{schedule}/{below}/{row.id}",
        "html_url": f"{call.request.site(call.account.subdomain)}/schedules/{schedule}",
    }


def read_time(call: Call, value: Any) -> str:
    """An instant of this age."""
    return read_near(value, call.account.time_zone)


def read_member(call: Call, value: Any) -> str | None:
    """The user who is a member, or None for an empty place."""
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "empty_member":
        return None
    if kind != "user_member":
        raise Bad("needs members of the type user_member or empty_member")
    ident = value.get("user_id")
    if not isinstance(ident, str) or not ident:
        raise Bad(f"user_id {BLANK}")
    row = call.store.get("user", ident)
    if row is None:
        raise Bad(f"has a member {ident} who is not a user of the account")
    if is_stakeholder(row) and not call.seeding:
        raise invalid(NO_STAKEHOLDERS)
    return ident


def show_member(user: str | None) -> Fields:
    """A member as answers have it."""
    if user is None:
        return {"type": "empty_member"}
    return {"type": "user_member", "user_id": user}


def refuse_ended(call: Call, envelope: str, fields: Fields) -> None:
    """Refuses a shift or override that ends before it starts, or in the past."""
    if fields["end_time"] <= max(fields["start_time"], "" if call.seeding else call.now):
        problem = "End time must be in the future and after the start time"
        raise refused(f"{envelope}.end_time", problem)


def needed_range(call: Call, zone: str) -> Range:
    """The request's range, both ends of which must be given."""
    span = asked_range(call, zone)
    if span is None or call.param("since") is None or call.param("until") is None:
        raise refused("since", "since and until are required")
    return span
