"""Upgrade of a layered schedule to a shift-based one, which only PagerDuty's page does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pdsync.sandbox._errors import Refused, SandboxError
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.serving.wire import Request
from pdsync.sandbox.state.account_state import State
from pdsync.sandbox.state.seed import plant_below, reasons

KEPT = ("name", "description", "time_zone", "teams", "key")


def upgrade(account: State, ident: str, rotations: Sequence[Mapping[str, Any]]) -> None:
    """Turns a schedule over; raises SandboxError for what is no layered schedule or rotation."""
    with account.writing():
        call = Call(account, Request("POST", "/"))
        try:
            _turn(call, ident)
            plant_below(call, {"rotations": rotations}, ident)
        except Refused as refused:
            raise SandboxError(f"upgrade of {ident} is refused: {reasons(refused)}") from None


def _turn(call: Call, ident: str) -> None:
    old, store = call.row("schedule", ident), call.store
    for override in store.child_ids("override", ident):
        store.delete(override)
    store.relink(old, ())
    fields = {name: old.fields[name] for name in KEPT}
    row = replace(old, kind="schedule_v3", type="schedule_v3", fields=fields)
    store.replace(row)
    store.relink(row, [("team", team) for team in fields["teams"]])
