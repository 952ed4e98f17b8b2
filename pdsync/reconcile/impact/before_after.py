"""The account as it is and as a plan leaves it, as rosters; what the plan touches there. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import Ref, Resource, Schedule, Undecided, as_sent, map_refs, on_call
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import ROSTER_KINDS, Action, Change
from pdsync.reconcile.plan.planning import Planned
from pdsync.reconcile.read.rosters import unread_parts
from pdsync.roster import Level, Roster

_MADE_OF = frozenset({"layers", "rotations"})
_QUIET = frozenset({"name", "description", "teams", "protected", "stack", "key"})
"""Fields of a schedule that put nobody on call."""
_LOUD = frozenset({"escalation_policy", "status", "incident_urgency_rule", "support_hours"})
"""Fields of a service that decide who is notified, and how."""


@frozen
class BeforeAfter:
    """Two rosters, and the changes between them that are made."""

    before: Roster
    after: Roster
    changes: tuple[Change, ...]

    @cached_property
    def schedules(self) -> Mapping[str, Change]:
        """The changes of schedules by which others may be on call, by token."""
        changed = (one for one in self.changes if one.kind == "schedule")
        return {token_of(one): one for one in changed if _is_whole(one) or _tops(one) - _QUIET}

    @cached_property
    def services(self) -> Mapping[str, Change]:
        """The changes of services by which others may be notified, or otherwise, by token."""
        changed = (one for one in self.changes if one.kind == "service" and not _is_whole(one))
        return {token_of(one): one for one in changed if _tops(one) & _LOUD}

    @cached_property
    def levels(self) -> tuple[tuple[str, int], ...]:
        """The policy and number of each level that may notify others."""
        changed = {token_of(one) for one in self.changes if one.kind == "escalation_policy"}
        return tuple(
            (policy, number)
            for policy in self._policies
            for number, pair in enumerate(self._pairs(policy), start=1)
            if (policy in changed and pair[0] != pair[1]) or _aims_at(self.schedules, pair)
        )

    @cached_property
    def neighbours(self) -> tuple[tuple[str, int], ...]:
        """The policy and number of each level that, or whose next level, may notify others."""
        levels = self.levels
        found = {(policy, one) for policy, number in levels for one in (number - 1, number)}
        return tuple(sorted(one for one in found if one[1] > 0))

    @cached_property
    def asked(self) -> frozenset[str]:
        """Every schedule that must be rendered to say what the plan does."""
        levels: list[Level] = []
        for side in (self.before, self.after):
            for policy, number in self.neighbours:
                levels += side.levels(policy)[number - 1 : number + 1]
            levels += [one for service in self.services for one in side.levels_of(service)]
        return frozenset(self.schedules).union(*(level.schedules for level in levels))

    @property
    def _policies(self) -> dict[str, None]:
        sides = (self.before, self.after)
        return dict.fromkeys(one for side in sides for one in side.resources["escalation_policy"])

    def _pairs(self, policy: str) -> list[tuple[Level | None, Level | None]]:
        """The levels of a policy, before and after, with the same number."""
        return list(zip_longest(self.before.levels(policy), self.after.levels(policy)))


def _aims_at(schedules: Mapping[str, Change], levels: tuple[Level | None, ...]) -> bool:
    return any(name in schedules for level in levels if level for name in level.schedules)


def before_after(known: Known, planned: Planned) -> BeforeAfter:
    """The rosters of a plan, their schedules as far as they were read."""
    before = {
        kind: {ident: live.resource(known.now) for ident, live in known.snapshot.of(kind).items()}
        for kind in ROSTER_KINDS
    }
    changes = tuple(one for one in planned.plan.changes if one.kind in ROSTER_KINDS and one.is_made)
    unread = unread_parts(known.snapshot, known.now)
    heirs = {live.heir[1]: live.id for live in known.matching.orphans if live.heir}
    made = {
        live.id: heirs[key]
        for (kind, key), live in known.matching.pairs.items()
        if kind == "schedule" and live and key in heirs
    }
    planned, changes = _in_place(planned, heirs, made), tuple(_replacing(changes, heirs))
    after = {kind: _changed(found, kind, changes, planned) for kind, found in before.items()}
    return BeforeAfter(Roster(before, unread=unread), Roster(after, unread=unread), changes)


def _replacing(changes: Iterable[Change], heirs: Mapping[str, str]) -> Iterator[Change]:
    """The changes, a schedule that takes the place of another said to be that one."""
    for change in changes:
        if change.kind != "schedule" or change.id not in heirs.values():
            heir = heirs.get(change.key) if change.kind == "schedule" else None
            yield replace(change, id=heir) if heir else change


def _in_place(planned: Planned, heirs: Mapping[str, str], made: Mapping[str, str]) -> Planned:
    """The resources of a plan with what refers to such a schedule referring to that one.

    `made` has those that a run before left unfinished, by id.
    """
    if not heirs:
        return planned

    def by_id(ref: Ref) -> Ref:
        if ref.kind != "schedule":
            return ref
        heir = made.get(ref.id) if ref.id else heirs.get(str(ref.key))
        return Ref(ref.kind, id=heir) if heir else ref

    drafted = {
        address: replace(one, result=map_refs(one.merged, by_id))
        for address, one in planned.drafted.items()
    }
    return replace(planned, drafted=drafted)


def knowing(found: BeforeAfter, planned: Planned, read: Roster) -> BeforeAfter:
    """The same with some schedules read whole, overrides included."""
    # What was not known of the list may be known now, of those that were read since.
    left = {
        one: it for one, it in found.before.unread.items() if one not in read.resources["schedule"]
    }
    read = replace(read, unread={**left, **read.unread})
    before = {**found.before.resources["schedule"], **read.resources["schedule"]}
    after = _changed(before, "schedule", found.changes, planned)
    turned = replace(read, shift_based=_turned(found, after, read))
    return BeforeAfter(
        _with(found.before, before, read), _with(found.after, after, turned), found.changes
    )


def _turned(
    found: BeforeAfter, after: Mapping[str, Resource], read: Roster
) -> dict[str, oncall.ShiftSchedule]:
    """The shift-based schedules after the changes; their overrides stay."""
    schedules = dict(read.shift_based)
    for token in set(found.schedules) & set(schedules):
        new = after.get(token)
        if isinstance(new, Schedule):
            live = schedules.pop(token)
            with suppress(Undecided):
                schedules[token] = overridden(on_call(new), live)
    return schedules


def overridden(made: oncall.AnySchedule, live: oncall.ShiftSchedule) -> oncall.ShiftSchedule:
    """A changed schedule with the live overrides of what is left of it."""
    assert isinstance(made, oncall.ShiftSchedule)  # noqa: S101 - what has rotations is one
    left = {one.ident for one in made.rotations} | {one.ident for one in live.custom_shifts}
    overrides = tuple(one for one in live.overrides if one.ident in left)
    return replace(made, custom_shifts=live.custom_shifts, overrides=overrides)


def _with(roster: Roster, schedules: Mapping[str, Resource], read: Roster) -> Roster:
    resources = {**roster.resources, "schedule": schedules}
    return replace(read, resources=resources)


def _changed(
    before: Mapping[str, Resource], kind: str, changes: Iterable[Change], planned: Planned
) -> dict[str, Resource]:
    """The resources of a kind after the changes."""
    after = dict(before)
    for change in changes:
        if change.kind == kind:
            _change(after, change, planned)
    return after


def token_of(change: Change) -> str:
    """Return the token of a change's resource in a roster."""
    return change.id or change.key


def _change(resources: dict[str, Resource], change: Change, planned: Planned) -> None:
    token = token_of(change)
    if change.action is Action.DELETE:
        del resources[token]
        return
    merged: Resource = planned.drafted[change.address].merged
    live = resources.get(token)
    made_at = planned.plan.made_at
    if isinstance(merged, Schedule) and isinstance(live, Schedule) and made_at:
        merged = as_sent(_with_layers(merged, live), live, made_at)
    resources[token] = merged


def _with_layers(merged: Schedule, live: Schedule) -> Schedule:
    """The layers are read late where the configuration writes none."""
    if _MADE_OF & merged.model_fields_set or "layers" not in live.model_fields_set:
        return merged
    return merged.model_copy(update={"layers": live.layers})


def _is_whole(change: Change) -> bool:
    """Return True for create, delete and replace."""
    return change.action in {Action.CREATE, Action.DELETE, Action.REPLACE}


def _tops(change: Change) -> frozenset[str]:
    return frozenset(field.path.split("/")[1] for field in change.fields)
