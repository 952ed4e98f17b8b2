"""Live resources that are as the YAML says already: nothing more of them is read. Pure.

Most of what a plan compares is as it should be. Where the JSON that came says all that is written,
a call would change nothing: no model is made of that JSON, and no parts are compared. So this may
say no of what turns out to be the same, and never yes of what differs. What the JSON is then, a
kind says (`as_listed`).

Example: of a service that writes `name: Shop` and `escalation_policy: shop`, whose id is PESC123,
the live `{"name": "Shop", "escalation_policy": {"id": "PESC123", "type": …}, "status": …}` says it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pdsync.kinds import Mark, Ref
from pdsync.reconcile._states import Wanted
from pdsync.reconcile.plan.merge import compared
from pdsync.reconcile.read.snapshot import Live


def is_as_it_should_be(wanted: Wanted, live: Live, mark: Mark | None, now: datetime) -> bool:
    """Return True if nothing differs from what is written, and the mark is as it should be."""
    if live.mark != mark or live.lost or live.nameless or wanted.extra:
        return False
    kind = live.kind
    told = kind.as_listed(wanted, now)
    if told is None or any(kind.wire_names.get(one, one) not in told for one in compared(wanted)):
        return False
    return _says(live.raw, told)


def _says(raw: Any, told: Any) -> bool:
    """Return True if live JSON says all that it would, in the same order where that matters."""
    if isinstance(told, dict):
        is_known = isinstance(raw, dict) and isinstance(raw.get("id", ""), str)
        return is_known and all(
            name in raw and _says(raw[name], value) for name, value in told.items()
        )
    if isinstance(told, list):
        return isinstance(raw, list) and len(raw) == len(told) and all(map(_says, raw, told))
    if isinstance(told, Ref):
        return told.is_told(raw)
    if isinstance(told, frozenset):
        is_as_many = isinstance(raw, list) and len(raw) == len(told)
        return is_as_many and all(any(_says(one, ref) for one in raw) for ref in told)
    if callable(told):
        return bool(told(raw))
    return type(raw) is type(told) and bool(raw == told)
