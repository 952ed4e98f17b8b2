"""Audit records: who changed what, when and by which token; the newest first."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from pdsync.sandbox._errors import Bad, invalid, not_found
from pdsync.sandbox._times import moment, read_near
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Condition
from pdsync.sandbox.collections.view import readdressed
from pdsync.sandbox.serving.audit import ROOTS
from pdsync.sandbox.serving.auth import refuse_others_than_admins
from pdsync.sandbox.serving.wire import Response, answer

MOST = 100
CURSOR = re.compile(r"[0-9a-f]{1,12}")
PAST, LONGEST = timedelta(hours=24), timedelta(days=31)
ACTORS = ("user_reference", "api_key_reference", "app_reference")
METHODS = ("browser", "oauth", "api_token", "identity_provider", "other")
ACTIONS = ("create", "update", "delete")
TYPES = (*dict.fromkeys(ROOTS.values()), "ip_allow_lists")
# Each parameter: its column, its words (any where None), and what it must come with.
FILTERS = {
    "root_resource_types": ("root_type", TYPES, None),
    "actor_type": ("actor_type", ACTORS, None),
    "actor_id": ("actor", None, "actor_type"),
    "method_type": ("method", METHODS, None),
    "method_truncated_token": ("token", None, "method_type"),
    "actions": ("action", ACTIONS, None),
}


def everything(call: Call) -> Response:
    """GET /audit/records: of the whole account, to who runs it."""
    call.need("audit_trail")
    refuse_others_than_admins(call)
    return _page(call, [_filter(call, name) for name in FILTERS])


def of(kind: str) -> Callable[[Call], Response]:
    """Answers GET of the records of one object, also of one that was deleted."""

    def records(call: Call) -> Response:
        call.need("audit_trail")
        refuse_others_than_admins(call)
        ident = call.ids["id"]
        sql = "SELECT 1 FROM audit WHERE root = ? AND root_type = ? LIMIT 1"
        known = call.store.db.execute(sql, (ident, ROOTS[kind])).fetchone()
        if call.store.get(kind, ident) is None and known is None:
            raise not_found()
        return _page(call, [("root = ?", [ident])])

    return records


def _filter(call: Call, name: str) -> Condition:
    column, words, needed = FILTERS[name]
    wanted = call.params(name)
    if not wanted:
        return "1", ()
    if needed and not call.params(needed):
        raise invalid(f"{needed} is required with {name}")
    if words and not set(wanted) <= set(words):
        raise invalid(f"{name} must be one of {', '.join(words)}")
    return f"{column} IN ({', '.join('?' * len(wanted))})", wanted


def _page(call: Call, conditions: list[Condition]) -> Response:
    limit = min(max(call.number("limit", MOST), 1), MOST)
    parts = [_range(call), _cursor(call), *conditions]
    where = " AND ".join(sql for sql, _ in parts)
    values = [value for _, several in parts for value in several]
    sql = f"SELECT seq, record FROM audit WHERE {where} ORDER BY seq DESC LIMIT {limit + 1}"  # noqa: S608 - constants
    found = call.store.db.execute(sql, values).fetchall()
    records = [
        readdressed(call, json.loads(record)) | {"id": f"A{number:025X}", "self": None}
        for number, record in found[:limit]
    ]
    after = f"{found[limit - 1][0]:x}" if len(found) > limit else None
    return answer(200, {"records": records, "limit": limit, "next_cursor": after})


def _cursor(call: Call) -> Condition:
    given = call.param("cursor")
    if not given:
        return "1", ()
    if not CURSOR.fullmatch(given):
        raise invalid("Cursor is not valid")
    return "seq < ?", [int(given, 16)]


def _range(call: Call) -> Condition:
    """The last 24 hours, or what was asked for: at most 31 days."""
    now = call.account.milliseconds()
    until = _asked(call, "until", now)
    since = _asked(call, "since", now - _milliseconds(PAST))
    if since > until:
        raise invalid("Since must be before until")
    if until - since > _milliseconds(LONGEST):
        raise invalid("Until may not be more than 31 days after since")
    return "at BETWEEN ? AND ?", [since, until]


def _asked(call: Call, name: str, default: int) -> int:
    value = call.param(name)
    if value is None:
        return default
    try:
        return int(moment(read_near(value, "Etc/UTC")).timestamp() * 1000)
    except Bad:
        raise invalid(f"{name.capitalize()} is not a time") from None


def _milliseconds(length: timedelta) -> int:
    return int(length.total_seconds() * 1000)


def _routes() -> Iterator[Route]:
    yield Route("GET", "/audit/records", everything)
    yield Route("GET", "/v3/schedules/{id}/audit/records", of("schedule_v3"))
    for kind, plural in ROOTS.items():
        if kind != "schedule_v3":
            yield Route("GET", f"/{plural}/{{id}}/audit/records", of(kind))


ROUTES = [*_routes()]
