"""Changes by which a resource without a mark ends: it is replaced, or the YAML removes it. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pdsync.kinds import KINDS, Call, Kind, Resource
from pdsync.reconcile._model import Action, Change
from pdsync.reconcile.match.references import encode
from pdsync.reconcile.plan.diff import changed_fields, fingerprint
from pdsync.reconcile.plan.draft import Drafted, Drafting
from pdsync.reconcile.read.snapshot import Live
from pdsync.source import Entry


def removed_or_replaced(
    drafted: Drafted, entry: Entry, live: Live | None, use: Drafting
) -> Drafted:
    """Return the same draft, unless the entry is to be absent or cannot be changed in place."""
    kind = KINDS[entry.kind]
    if kind.parting(entry.resource).absent:
        return Drafted(_removal(kind, entry, live, use) if live else None, drafted.merged)
    if live is None or drafted.change is None or not _is_replaced(kind, drafted.merged, live, use):
        return drafted
    return Drafted(_replacement(kind, entry, drafted, live, use), drafted.merged)


def _is_replaced(kind: Kind, merged: Resource, live: Live, use: Drafting) -> bool:
    return bool(changed_fields(live.resource(use.now), merged) & kind.replaced_by)


def _removal(kind: Kind, entry: Entry, live: Live, use: Drafting) -> Change:
    return Change(
        Action.DELETE,
        kind.name,
        entry.key,
        live.name,
        id=live.id,
        place=entry.place,
        unsafe=_without_consent(entry, "removed"),
        notes=kind.parting(entry.resource).removed,
        calls=(_delete(live),),
        fingerprint=fingerprint(live.resource(use.now)),
        url=live.url,
    )


def _replacement(
    kind: Kind, entry: Entry, drafted: Drafted, live: Live, use: Drafting
) -> Change | None:
    body: dict[str, Any] = encode(kind.to_wire(drafted.merged, None), use.directory)
    post = kind.endpoint.create(drafted.merged, body)
    return drafted.change and replace(
        drafted.change,
        action=Action.REPLACE,
        unsafe=_without_consent(entry, "replaced"),
        notes=kind.parting(entry.resource).replaced,
        calls=(post, _delete(live)),
    )


def _delete(live: Live) -> Call:
    return Call("DELETE", live.path, deletes=1)


def _without_consent(entry: Entry, verb: str) -> str | None:
    objection = KINDS[entry.kind].parting(entry.resource).objection
    return objection and f"{entry.kind} `{entry.key}` would be {verb}, and {objection}"
