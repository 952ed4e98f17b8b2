"""Audit records: each change and on whose behalf, as PagerDuty's audit trail has it.

A change of what belongs to a user, team, schedule, policy or service is a change of that; other
kinds are not recorded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.registry import resources
from pdsync.sandbox.collections.view import refer, reference_to
from pdsync.sandbox.state.store import Membership, Row

Fields = dict[str, Any]
ROOTS = {
    "user": "users",
    "team": "teams",
    "schedule": "schedules",
    "schedule_v3": "schedules",
    "escalation_policy": "escalation_policies",
    "service": "services",
}
SHORTEST_TOLD = 8


@dataclass(frozen=True)
class _Change:
    """Of which object something changed, what was done to it, and the details."""

    root: Row
    action: str
    details: Fields


def note(call: Call) -> None:
    """Records what the request wrote."""
    written = call.store.written
    if not written:
        return
    memberships = [one for one in written if isinstance(one, Membership)]
    rows = _merged(one for one in written if not isinstance(one, Membership))
    for change in [*_of_rows(call, rows), *_of_teams(call, memberships)]:
        _keep(call, change)


def _merged(
    written: Iterable[tuple[Row | None, Row | None]],
) -> dict[str, tuple[Row | None, Row | None]]:
    """Return each object before and after the request, by id."""
    found: dict[str, tuple[Row | None, Row | None]] = {}
    for before, after in written:
        row = after or before
        if row is not None:
            found[row.id] = (found[row.id][0] if row.id in found else before, after)
    return {ident: pair for ident, pair in found.items() if pair[0] != pair[1]}


def _of_rows(call: Call, rows: dict[str, tuple[Row | None, Row | None]]) -> Iterator[_Change]:
    for before, after in rows.values():
        row = after or before
        if row is None:
            continue
        root = _root(call, row, rows)
        if root is None or (row.id != root.id and call.store.heading(root.id) is None):
            continue
        details = _details(call, before, after)
        if row.id == root.id:
            done = "update" if before and after else "create" if after else "delete"
            yield _Change(root, done, details)
            continue
        yield _Change(root, "update", details)
        if before is None or after is None:
            way = "added" if after else "removed"
            listed = {"name": resources()[row.kind].plural, way: [reference_to(call, row)]}
            owner = refer(call, root.kind, row.parent)
            yield _Change(root, "update", {"resource": owner, "references": [listed]})


def _root(call: Call, row: Row, rows: dict[str, tuple[Row | None, Row | None]]) -> Row | None:
    """The recorded object to which a row belongs, as it is or was."""
    while row.parent:
        before, after = rows.get(row.parent, (None, None))
        above = after or call.store.find(row.parent) or before
        if above is None:
            return None
        row = above
    return row if row.kind in ROOTS else None


def _details(call: Call, before: Row | None, after: Row | None) -> Fields:
    row = after or before
    assert row is not None  # noqa: S101 - one of the two is there
    references = list(_references(call, before, after))
    referring = {one["name"] for one in references}
    names = [name for name in resources()[row.kind].fields if name not in referring]
    details: Fields = {"resource": reference_to(call, row)}
    fields = [field for name in names for field in _field(name, before, after)]
    return details | {
        key: found for key, found in (("fields", fields), ("references", references)) if found
    }


def _field(name: str, before: Row | None, after: Row | None) -> Iterator[Fields]:
    old, new = (_text(row.fields.get(name)) if row else None for row in (before, after))
    if old == new:
        return
    told: Fields = {"name": name}
    if after is not None:
        told["value"] = new
    if before is not None:
        told["before_value"] = old
    yield told


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _references(call: Call, before: Row | None, after: Row | None) -> Iterator[Fields]:
    old, new = (_links(row) if row else {} for row in (before, after))
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name, []), new.get(name, [])
        told: Fields = {"name": name}
        for way, idents in (
            ("added", [one for one in now if one not in was]),
            ("removed", [one for one in was if one not in now]),
        ):
            if idents:
                told[way] = [_target(call, ident) for ident in idents]
        if len(told) > 1:
            yield told


def _links(row: Row) -> dict[str, list[str]]:
    """Ids of what an object refers to, by the name of the field."""
    spec = resources()[row.kind]
    found: dict[str, list[str]] = {}
    for role, ident in spec.links(row.fields):
        found.setdefault(role if role in spec.fields else f"{role}s", []).append(ident)
    return found


def _target(call: Call, ident: str) -> Fields:
    heading = call.store.heading(ident)
    return refer(call, heading[0] if heading else "object", ident)


def _of_teams(call: Call, memberships: Iterable[Membership]) -> Iterator[_Change]:
    for one in memberships:
        team = call.store.get("team", one.team)
        if team is None or one.before == one.after:
            continue
        user = refer(call, "user", one.user)
        if one.before is None or one.after is None:
            way = "removed" if one.after is None else "added"
            listed = [{"name": "members", way: [user]}]
            details: Fields = {"resource": reference_to(call, team), "references": listed}
        else:
            role = {"name": "team_role", "before_value": one.before, "value": one.after}
            details = {"resource": user, "fields": [role]}
        yield _Change(team, "update", details)


def _actor(call: Call) -> Fields:
    if call.own_token and call.actor:
        return refer(call, "user", call.actor)
    ident = "P" + hashlib.sha256(call.token.encode()).hexdigest()[:6].upper()
    return {"id": ident, "type": "api_key_reference"}  # the examples have no more


def _method(call: Call) -> Fields:
    bearer = call.request.headers.get("authorization", "").strip().startswith("Bearer")
    end = call.token[-4:] if len(call.token) >= SHORTEST_TOLD else None
    return {"type": "oauth" if bearer else "api_token", "truncated_token": end}


def _keep(call: Call, change: _Change) -> None:
    at = call.account.milliseconds()
    actor, method = _actor(call), _method(call)
    when = datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
    record = {
        "execution_time": when.replace("+00:00", "Z"),
        "execution_context": {"request_id": call.request_id, "remote_address": None},
        "actors": [actor],
        "method": method,
        "root_resource": reference_to(call, change.root),
        "action": change.action,
        "details": change.details,
    }
    call.store.db.execute(
        "INSERT INTO audit (at, root, root_type, actor, actor_type, token, method, action, record)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (at, change.root.id, ROOTS[change.root.kind], actor["id"], actor["type"],
         method["truncated_token"] or "", method["type"], change.action,
         json.dumps(record, ensure_ascii=False)),
    )  # fmt: skip
