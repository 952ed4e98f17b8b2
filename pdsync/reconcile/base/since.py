"""Plan of what a configuration changes since an earlier one, without the ids that were made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pdsync.kinds import Call, IdOf, segment
from pdsync.reconcile._model import Action, Address, Change, OnCall, Plan, Touched
from pdsync.reconcile._options import Options
from pdsync.reconcile._since_base import SinceBase
from pdsync.reconcile.base.bare import Comparable
from pdsync.reconcile.base.made_up import ELSEWHERE, MadeUp
from pdsync.reconcile.plan.make import make_plan
from pdsync.roster import UndecidedTopic
from pdsync.source import Config, Entry

_TURNS = ("/rotation_virtual_start", "/start_time")
"""How paths of fields end that say whose turn it is."""
_ANCHORED = "its anchor is new, and only the account knows whether that moves turns"
_ADOPTED = "the account has it already, and only there it is known what would change of it"


def plan_since(
    both: Comparable, account: MadeUp, options: Options, *, now: datetime, revision: str
) -> Plan:
    """Plan the later of two configurations over the earlier one, which an account was made of.

    Raises:
        PdsyncError: the options name what does not exist.
    """
    plan = make_plan(_identified(both, account), account, options, now=now)
    seen = _Placeholders(account)
    return replace(
        plan,
        account=None,
        site=None,
        changes=tuple(_shown(one, seen, both) for one in plan.changes),
        oncall=_without_ids(plan.oncall) if plan.oncall else None,
        valid_until=None,
        base=SinceBase(revision, both.outside, both.unknown, tuple(sorted(both.anchored))),
        again=None,
    )


def _identified(both: Comparable, account: MadeUp) -> Config:
    """Return the later configuration; what has an `id:` has the one that the account made up."""
    ids = {address: ident for ident, address in account.made.items()}

    def made(entry: Entry) -> Entry:
        then = both.same.get((entry.kind, entry.key))
        if then is None or then not in ids:
            return entry
        return replace(entry, resource=entry.resource.model_copy(update={"id": ids[then]}))

    return replace(both.after, entries=tuple(map(made, both.after.entries)))


def _shown(change: Change, names: _Placeholders, both: Comparable) -> Change:
    """Return a change without ids; of what is adopted nobody knows more than that."""
    bare = replace(change, id=None, url=None, calls=tuple(map(names.call, change.calls)))
    if change.action is Action.CREATE and change.address in both.adopted:
        return replace(bare, action=Action.ADOPT, fields=(), calls=(), notes=(_ADOPTED,))
    if change.address in both.anchored:
        known = tuple(one for one in bare.fields if not one.path.endswith(_TURNS))
        return replace(bare, fields=known, notes=(*bare.notes, _ANCHORED))
    return bare


def _without_ids(oncall: OnCall) -> OnCall:
    return replace(oncall, touched=tuple(map(_told, oncall.touched)))


def _told(touched: Touched) -> Touched:
    """Return an effect without the id, and without the request that a made-up account answered."""
    affected = touched.affected
    if affected.undecided and affected.undecided.reason.startswith("GET "):
        of = affected.undecided
        why = UndecidedTopic(of.token, ELSEWHERE, kind=of.kind, path=of.path)
        affected = replace(affected, undecided=why)
    return replace(touched, id=None, affected=affected)


class _Placeholders:
    """Placeholders for the ids of a made-up account, as for what is still to be made."""

    def __init__(self, account: MadeUp) -> None:
        outside = {
            ident: (ref.kind, str(ref.key or ref.name))
            for ident, ref in account.outside.items()
            if ref.id is None
        }
        self._named: Mapping[str, Address] = {**outside, **account.made}

    def call(self, call: Call) -> Call:
        """Return a call with placeholders for ids."""
        path = "/".join(map(self._segment, call.path.split("/")))
        return replace(call, path=path, body=_walked(call.body, self._value))

    def _segment(self, text: str) -> str:
        return segment(IdOf(*self._named[text])) if text in self._named else text

    def _value(self, value: Any) -> Any:
        return IdOf(*self._named[value]) if value in self._named else value


def _walked(value: Any, name: Callable[[Any], Any]) -> Any:
    if isinstance(value, Mapping):
        return {key: _walked(child, name) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [_walked(child, name) for child in value]
    return name(value) if isinstance(value, str) else value
