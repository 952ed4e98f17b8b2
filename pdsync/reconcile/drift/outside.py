"""A plan as drift: of each change what happened outside of the configuration, and by whom. Pure.

There is no state: what the account does not have was deleted only where the trail says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from pdsync.frozen import frozen
from pdsync.kinds import KINDS
from pdsync.reconcile._model import Action, Address, Change, Plan
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.drift.trail import Act, Trail, told_by_email, with_emails
from pdsync.reconcile.match.unmanaged import UnmanagedThing

_PARTS = frozenset({"members", "layers", "rotations", "escalation_rules"})
"""Fields whose items PagerDuty may record as things by themselves, with ids of their own."""
_OWN_CHANGES = "integration"
"""End of the types of what is part of a thing and is a change by itself."""


class What(StrEnum):
    """What happened to a resource, as far as it is known."""

    CHANGED = "changed"
    DELETED = "deleted"
    MISSING = "missing"
    UNMARKED = "unmarked"
    LEFT = "left"


_OF_ACTION = {
    Action.CREATE: What.MISSING,
    Action.UPDATE: What.CHANGED,
    Action.REPLACE: What.CHANGED,
    Action.ADOPT: What.UNMARKED,
    Action.DELETE: What.LEFT,
}


@frozen
class Trace:
    """An act, and the fields of the change that it names; `is_sure` where it names what changed."""

    act: Act
    fields: tuple[str, ...] = ()
    is_sure: bool = True


@frozen
class Outside:
    """What happened to one resource of a plan."""

    what: What
    told: tuple[Trace, ...] = ()


@frozen
class Drift:
    """A plan, what happened to each of its resources, and what was made by hand.

    `people` are the names by e-mail of those who acted.
    """

    plan: Plan
    trail: Trail
    outside: Mapping[Address, Outside]
    made: tuple[tuple[UnmanagedThing, Act], ...]
    people: Mapping[str, str]

    def count(self, what: What) -> int:
        """Count the resources to which this happened."""
        return sum(one.what is what for one in self.outside.values())


def drift_of(plan: Plan, trail: Trail, remote: Remote | None) -> Drift:
    """Tell of each change of a plan who made it necessary.

    Asks for the e-mails of those alone; for none without a `remote`.
    """
    outside = {one.address: _outside(one, trail, plan.stack) for one in plan.changes}
    outside |= dict(_gone_with_it(outside))
    things = plan.unmanaged.things if plan.unmanaged else ()
    born = {act.root: act for act in trail.acts if act.action == "create"}
    made = [(thing, born[thing.id]) for thing in things if thing.id in born]
    acts = [told.act for one in outside.values() for told in one.told]
    people = with_emails(remote, [*acts, *(act for _, act in made)]) if remote else {}
    return Drift(
        plan,
        trail,
        {address: _with_people(one, people) for address, one in outside.items()},
        tuple((thing, told_by_email(act, people)) for thing, act in made),
        dict(people.values()),
    )


def _with_people(one: Outside, people: Mapping[str, tuple[str, str]]) -> Outside:
    told = [Trace(told_by_email(told.act, people), told.fields, told.is_sure) for told in one.told]
    return Outside(one.what, tuple(told))


def _outside(change: Change, trail: Trail, stack: str | None) -> Outside:
    what = _OF_ACTION[change.action]
    if what is What.MISSING:
        act = next((act for act in trail.acts if _deletes(act, change, stack)), None)
        return Outside(What.DELETED, (Trace(act),)) if act else Outside(what)
    acts = [act for act in trail.acts if _is_about(act, change)]
    if what is What.CHANGED:
        return Outside(what, tuple(_who_changed(change, acts)))
    by = next((act for act in acts if act.action == "create" or "description" in act.fields), None)
    return Outside(what, (Trace(by),) if by else ())


def _gone_with_it(outside: Mapping[Address, Outside]) -> Iterator[tuple[Address, Outside]]:
    """Yield the integrations that went with their services."""
    for (kind, key), one in outside.items():
        above = outside.get(("service", key.rpartition("/")[0]))
        if one.what is What.MISSING and kind == "integration" and above:
            yield (kind, key), above


def _who_changed(change: Change, acts: Iterable[Act]) -> Iterator[Trace]:
    """Yield the newest act for each field that differs, and for the rest the newest of all."""
    acts = [act for act in acts if act.action != "delete"]
    open_ = dict.fromkeys(field.path.split("/")[1] for field in change.fields)
    for act in acts:
        named = [name for name in open_ if _names(act, change, name)]
        if named:
            yield Trace(act, tuple(named))
        open_ = dict.fromkeys(name for name in open_ if name not in named)
    if open_ and acts:
        yield Trace(acts[0], tuple(open_), is_sure=False)


def _is_about(act: Act, change: Change) -> bool:
    """Return True for what was written of this thing, or of a part that is no change by itself."""
    if act.resource == change.id:
        return True
    return act.root == change.id and not act.resource_type.endswith(_OWN_CHANGES)


def _names(act: Act, change: Change, name: str) -> bool:
    """Return True if the act wrote this field of the YAML."""
    if act.resource != change.id:
        return name in _PARTS
    wire = KINDS[change.kind].wire_names.get(name, name)
    found = {field.split(".")[0] for field in act.fields}
    return bool({name, wire} & found)


def _deletes(act: Act, change: Change, stack: str | None) -> bool:
    """Return True if by this act went what the change would create, by its mark or its name."""
    if any(kind.endswith(change.kind) and name == change.name for kind, name in act.removed):
        return True
    if act.action != "delete" or not act.root_type.startswith(change.kind):
        return False
    if act.mark:
        return (act.mark.stack, act.mark.key) == (stack, change.key)
    return change.name in act.names
