"""What of a plan a merge makes, and what it takes back that was changed outside of the files.

Three things are compared, field by field: what is written now, what was written before the merge,
and what the account has. What the account had otherwise before the merge is not the merge's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.kinds import titled
from pdsync.reconcile._model import Action, Address, Change, FieldChange, MergedFrom, Plan
from pdsync.reconcile._once_read import OnceRead
from pdsync.reconcile._options import Options
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.drift.deeds import deed
from pdsync.reconcile.drift.outside import Drift, Outside, What, drift_of
from pdsync.reconcile.drift.trail import PAST, Act, Trail, read_trail
from pdsync.reconcile.plan.make import make_plan
from pdsync.series import all_of
from pdsync.source import Config
from pdsync.stamps import zoned_stamp

_FEW = 5
_WHOLE = {Action.CREATE, Action.DELETE}
TakenBack = Mapping[Address, tuple[str, ...]]
"""Changes that take back what others did, with the pointers of the fields; none of it all."""


@frozen
class BeforeMerge:
    """The configuration before a merge, and the name of its revision."""

    revision: str
    config: Config


def plan_of_merge(
    config: Config, before: BeforeMerge, remote: Remote, options: Options, *, now: datetime
) -> Plan:
    """Plan as `make_plan` does, and tell the merge and what was changed outside apart.

    The account is read once. Its audit trail is read where something is taken back.

    Raises:
        PdsyncError: as by `make_plan`, and where nothing can be planned from what was before.
    """
    once = OnceRead(remote)
    plan = make_plan(config, once, options, now=now)
    if plan.is_broken:
        return plan
    asked = Options(target=options.target, effective=options.effective, once_more=True)
    was = make_plan(before.config, once.repeating(), asked, now=now)
    if was.is_broken:
        wrong = next(one for one in was.diagnostics if one.stops)
        raise PdsyncError(
            f"nothing can be planned from the configuration at {before.revision}: {wrong.message}",
            hint="name another revision, or leave out --merged-from",
        )
    taken = taken_back(plan, was)
    told = replace(plan, merged_from=MergedFrom(before.revision, taken))
    if not taken:
        return told
    return _refused(with_taken_back(told, taken, remote, now), config)


def taken_back(plan: Plan, was: Plan) -> TakenBack:
    """Return the changes that are not the merge's alone, with the fields that it takes back.

    A change without fields is so as a whole.
    """
    before = {change.address: change for change in was.changes}
    found: dict[Address, tuple[str, ...]] = {}
    for change in plan.changes:
        same = before.get(change.address)
        if same is None:
            continue
        if change.action in _WHOLE or same.action in _WHOLE:
            if change.action is same.action:
                found[change.address] = ()
        elif fields := tuple(one.path for one in change.fields if _is_outside(one, same.fields)):
            found[change.address] = fields
    return found


def _is_outside(field: FieldChange, before: Iterable[FieldChange]) -> bool:
    """Return True if the account had another value of it before the merge too."""
    return any(_is_same(field, one) for one in before)


def _is_same(field: FieldChange, other: FieldChange) -> bool:
    if field.old is None or other.old is None:  # comes into its place: there is no live path to it
        return _coming(field) == _coming(other)
    mine, theirs = (_live_path(one) for one in (field, other))
    return mine == theirs or mine.startswith(f"{theirs}/") or theirs.startswith(f"{mine}/")


def _live_path(field: FieldChange) -> str:
    return field.moved_from or field.old_path or field.path


def _coming(field: FieldChange) -> tuple[str, str | None]:
    """Return where something comes that is not there: of an item its list, and what it is."""
    above, _, last = field.path.rpartition("/")
    if field.old is not None:
        return field.path, "\0"
    return (above, json.dumps(field.new, sort_keys=True)) if last.isdigit() else (field.path, None)


def with_taken_back(plan: Plan, taken: TakenBack, remote: Remote, now: datetime) -> Plan:
    """Return the plan; what takes something back says so as a risk, with who it was if known."""
    mine = [_only_taken(one, taken) for one in plan.changes if one.address in taken]
    part = replace(plan, changes=tuple(mine), unmanaged=None)

    def is_enough(acts: Sequence[Act]) -> bool:
        return _are_told(drift_of(part, Trail(now, now, tuple(acts)), None))

    trail = read_trail(remote, now - PAST, now, is_enough)
    drift = drift_of(part, trail, remote)
    risks = {one.address: _risk(one, drift.outside[one.address]) for one in mine}
    changes = tuple(
        replace(one, risks=(*one.risks, risks[one.address])) if one.address in risks else one
        for one in plan.changes
    )
    return replace(plan, changes=changes, people={**drift.people, **plan.people})


def _only_taken(change: Change, taken: TakenBack) -> Change:
    fields = set(taken[change.address])
    return replace(change, fields=tuple(one for one in change.fields if one.path in fields))


def _are_told(drift: Drift) -> bool:
    """Return True if of each it is known for sure who it was."""
    return all(one.told and all(it.is_sure for it in one.told) for one in drift.outside.values())


def _risk(change: Change, outside: Outside) -> str:
    by = all_of(dict.fromkeys(_by(outside))) if outside.told else "not known by whom"
    if outside.what is What.DELETED:
        return f"makes again what was deleted outside of the configuration, by {by}"
    if outside.what is What.MISSING:
        return (
            "was not there before the merge either: never made, or deleted outside of the "
            f"configuration, {by}"
        )
    lead = "by " if outside.told else ""
    if outside.what is What.LEFT:
        return f"deletes what was not in the configuration before the merge either, {lead}{by}"
    named = all_of(dict.fromkeys(one.path.split("/")[1] for one in change.fields))
    return f"takes back what was changed outside of the configuration: {named}, {lead}{by}"


def _by(outside: Outside) -> Iterator[str]:
    for one in outside.told:
        doer = one.act.doer
        who = deed(doer.email or doer.name or None, doer.type, doer.method, doer.token)
        doubt = "" if one.is_sure else ", who wrote to it last"
        yield f"{who} at {zoned_stamp(one.act.at, 'UTC')}{doubt}"


def _refused(plan: Plan, config: Config) -> Plan:
    """Return the plan, refused where the settings forbid to take anything back."""
    if config.settings.safety.drift == "allow" or plan.merged_from is None:
        return plan
    addresses = [*plan.merged_from.taken_back]
    named = [titled(*one) for one in addresses[:_FEW]]
    named += [f"{len(addresses) - _FEW} more"] if len(addresses) > _FEW else []
    reason = (
        f"`safety: {{drift: refuse}}` forbids to take back what was changed outside of the "
        f"configuration: {all_of(named)}; write it into the files, or undo it in the account"
    )
    return replace(plan, refused=(*plan.refused, reason))
