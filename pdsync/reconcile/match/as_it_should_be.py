"""Live resources that are as the YAML says already: nothing more of them is read. Pure.

Most of what a plan compares is as it should be. Where all that would be sent stands in the JSON
that came, to send it would change nothing: no model is made of that JSON, and no parts are
compared. So this may say no of what turns out to be the same, and never yes of what differs. It is
for kinds whose calls name all that is written (`sends_all`), and depend on no time of day.

Example: of a service that writes `name: Shop` and `escalation_policy: shop`, whose id is PESC123,
the live `{"name": "Shop", "escalation_policy": {"id": "PESC123", "type": …}, "status": …}` says it.
"""

from __future__ import annotations

from typing import Any

from pdsync.kinds import Mark, Ref
from pdsync.reconcile._states import Wanted
from pdsync.reconcile.plan.merge import compared
from pdsync.reconcile.read.snapshot import Live


def is_as_it_should_be(wanted: Wanted, live: Live, mark: Mark | None) -> bool:
    """Return True if nothing differs from what is written, and the mark is as it should be."""
    kind = live.kind
    if not kind.sends_all or live.mark != mark or live.lost or live.nameless or wanted.extra:
        return False
    body, raw = kind.to_wire(wanted, None), live.raw
    is_whole = all(kind.wire_names.get(field, field) in body for field in compared(wanted))
    return is_whole and _says(raw, body)


def _says(raw: Any, sent: Any) -> bool:
    """Return True if live JSON holds all that would be sent, in the same order."""
    if isinstance(sent, Ref):
        return sent.id is not None and isinstance(raw, dict) and raw.get("id") == sent.id
    if isinstance(sent, dict):
        return isinstance(raw, dict) and all(
            name in raw and _says(raw[name], value) for name, value in sent.items()
        )
    if isinstance(sent, list):
        return isinstance(raw, list) and len(raw) == len(sent) and all(map(_says, raw, sent))
    return type(raw) is type(sent) and bool(raw == sent)
