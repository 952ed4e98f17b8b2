"""Plans: changes, their calls, and their outcomes. Data only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pdsync.diagnostics import Diagnostic, Place
from pdsync.frozen import frozen
from pdsync.kinds import Call, Ref, Resource
from pdsync.reconcile._options import Excepted
from pdsync.reconcile._remote import Remote

if TYPE_CHECKING:
    from pdsync.reconcile._since_base import SinceBase
    from pdsync.reconcile._undone import Undone
    from pdsync.reconcile.impact.path_change import PathChange
    from pdsync.reconcile.match.several import Twins
    from pdsync.reconcile.match.unmanaged import Unmanaged
    from pdsync.roster import Affected, SharedLevels

CALLS_PER_SECOND = 960 / 60
"""PagerDuty's rate limit: 960 requests a minute for a token."""

ROSTER_KINDS = ("schedule", "escalation_policy", "service")
"""The kinds that decide who is on call."""

Address = tuple[str, str]
"""A kind and a key."""


class Action(StrEnum):
    """Action of a change on its resource."""

    CREATE = "create"
    UPDATE = "update"
    ADOPT = "adopt"
    DELETE = "delete"
    REPLACE = "replace"


@frozen
class FieldChange:
    """One field that differs.

    `path` is a JSON Pointer into the body as the YAML has it; `old` and `new` are JSON, people and
    things by name, None where there is nothing. `unit` is that of a number (`seconds`, `minutes`).
    `moved_from` is the pointer in the old body of an item that changed its place in its list, and
    `old_path` that of a field whose item had another number before. `handoff` is the old and the
    new hand-off where the value decides it in PagerDuty's own way, and `who` the person whose
    membership of a team it is; `whose` are the targets of its rule.
    """

    path: str
    old: Any
    new: Any
    secret: bool = False
    unit: str | None = None
    moved_from: str | None = None
    old_path: str | None = None
    handoff: tuple[str, str] | None = None
    who: str | None = None
    whose: tuple[str, ...] = ()


@frozen
class Change:
    """One difference between wanted and live, with the calls that end it.

    `id` is None for what does not exist yet. `blocked` holds the reasons why its calls will not be
    sent; `unsafe` why nothing of the plan may be sent as things stand. `notes` are side effects,
    `risks` what should not go unseen. `needs` are the changes that must be done before this one.
    `fingerprint` is a hash of the live resource. `overrides` is the path of those that its calls
    must leave alone. `step_of` is the change of which it is a first step. `teams` are names.
    `paths` are the escalation paths that it makes others.
    `wanted` is the resource as it will be. `shares` is what no change sent at the same time may
    share, and None for one that goes alone. Neither is in any JSON.
    """

    action: Action
    kind: str
    key: str
    name: str
    id: str | None = None
    place: Place | None = None
    fields: tuple[FieldChange, ...] = ()
    blocked: tuple[str, ...] = ()
    unsafe: str | None = None
    notes: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    needs: frozenset[Address] = frozenset()
    fingerprint: str | None = None
    url: str | None = None
    overrides: str | None = None
    step_of: Address | None = None
    teams: tuple[str, ...] = ()
    paths: tuple[PathChange, ...] = ()
    wanted: Resource | None = field(default=None, compare=False, repr=False)
    shares: frozenset[Ref] | None = field(default=None, compare=False, repr=False)

    @property
    def address(self) -> Address:
        """Its kind and key."""
        return self.kind, self.key

    @property
    def is_left_alone(self) -> bool:
        """True if it sends nothing, since it is not known what is there."""
        return bool(self.unsafe) and not self.calls

    @property
    def is_made(self) -> bool:
        """True if its resource is as wanted once the calls of the plan are sent."""
        return not (self.blocked or self.step_of or self.is_left_alone)

    @property
    def lost(self) -> int:
        """Number of things that it would lose, for the safety limits."""
        return 0 if self.blocked else sum(call.deletes for call in self.calls)


@frozen
class Touched:
    """Effect of the plan on who is on call in one place; `key` is None outside the YAML.

    Of a level, the names are its policy's: `name` after the plan, `was` before, where another.
    """

    key: str | None
    name: str
    id: str | None
    affected: Affected
    was: str | None = None


@frozen
class OnCall:
    """On-call effects of a plan, from `since` until `until`.

    `names` are what to call everybody and everything that `affected` has by token. `handoff` is
    the first hand-off of a schedule that changes, with the schedule's name, if it comes soon.
    `same_person` are levels that will escalate to nobody new where they did before, with what to
    call them. At `soon`
    those take over whose shifts go on until then by what runs.
    """

    since: datetime
    until: datetime
    touched: tuple[Touched, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    handoff: tuple[datetime, str] | None = None
    same_person: tuple[tuple[Touched, SharedLevels], ...] = ()
    soon: datetime | None = None

    def of(self, kind: str) -> tuple[Touched, ...]:
        """Return the effects on schedules, levels or services."""
        return tuple(one for one in self.touched if one.affected.kind == kind)


@frozen
class MergedFrom:
    """Revision of the configuration before a merge, and what of the plan is not the merge's alone.

    `taken_back` has the pointers of the fields that were changed outside of the configuration, none
    of what was so as a whole.
    """

    revision: str
    taken_back: Mapping[Address, tuple[str, ...]]


@frozen
class Plan:
    """The ordered differences between a configuration and an account, and all that apply will send.

    `account` is the subdomain when it is known, and `site` the address of its pages; `source` and
    `target` are what to show people for the directory and the account; `people` the names of people
    by e-mail; `refused` are the reasons for which nothing of it may be sent (exit code 3). `oncall`
    is None where it was not asked; from `valid_until` on, somebody else may be on call than it
    says, as of `made_at`. `twins` are what it leaves alone, with whatever needs it, since the
    account has several of it. At `soon` the successors of events that run take over; None if there
    are none. `excepted` is what the options leave alone; `unmanaged`, `merged_from`, `base` and
    `undone` are None where nobody asked for them. `seen` are the ids of all that was live then, of
    the kinds of which PagerDuty takes two of one name. `again` plans once more over what was read,
    with what some outcomes are about read anew. Neither is in any JSON.
    """

    stack: str | None
    account: str | None
    source: str
    target: str
    changes: tuple[Change, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    refused: tuple[str, ...] = ()
    digest: str = ""
    made_at: datetime | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    oncall: OnCall | None = None
    valid_until: datetime | None = None
    twins: tuple[Twins, ...] = ()
    soon: datetime | None = None
    excepted: tuple[Excepted, ...] = ()
    site: str | None = None
    unmanaged: Unmanaged | None = None
    merged_from: MergedFrom | None = None
    base: SinceBase | None = None
    undone: Undone | None = None
    seen: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    again: Again | None = field(default=None, compare=False, repr=False)

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call that apply will make, in order."""
        return tuple(call for change in self.changes if not change.blocked for call in change.calls)

    @property
    def is_broken(self) -> bool:
        """True if it cannot be carried out because something is wrong."""
        return any(diagnostic.stops for diagnostic in self.diagnostics)

    @property
    def has_errors(self) -> bool:
        """True if something is wrong, although the rest of it can be carried out."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)

    def count(self, action: Action) -> int:
        """Count the changes of one action that are not blocked."""
        return sum(change.action is action and not change.blocked for change in self.changes)

    @property
    def blocked(self) -> int:
        """Number of blocked changes."""
        return sum(bool(change.blocked) for change in self.changes)

    @property
    def seconds(self) -> int:
        """The time that the calls need at PagerDuty's rate limit, in whole seconds, rounded up."""
        return -int(-len(self.calls) // CALLS_PER_SECOND)


class Result(StrEnum):
    """Result of a change."""

    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    BLOCKED = "blocked"


@frozen
class Outcome:
    """Outcome of one change; `reason` says why for all but done.

    `again` is False where PagerDuty would refuse the same once more. `twins` is what there is
    where another run has made the same.
    """

    change: Change
    result: Result
    reason: str | None = None
    id: str | None = None
    notes: tuple[str, ...] = ()
    again: bool = True
    twins: Twins | None = None


@frozen
class Applied:
    """Outcome of a plan: one per change, and whether it was interrupted.

    `problem` is what kept the result from being read back, `collision` the sign for which the
    rest was sent one at a time.
    """

    plan: Plan
    outcomes: tuple[Outcome, ...]
    interrupted: bool = False
    problem: str | None = None
    collision: str | None = None

    @property
    def twins(self) -> tuple[Twins, ...]:
        """Resources of which the account has several, as the plan and its end say."""
        found = (*self.plan.twins, *(one.twins for one in self.outcomes if one.twins))
        return tuple({one.address: one for one in found}.values())

    def count(self, result: Result) -> int:
        """Count the changes that ended like this."""
        return sum(outcome.result is result for outcome in self.outcomes)


Again = Callable[[Remote, Sequence[Outcome], datetime], Plan]
