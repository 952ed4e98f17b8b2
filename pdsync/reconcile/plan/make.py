"""A plan from a configuration and an account: reads what is needed, then plans. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from pdsync.kinds import KINDS, refers_to
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Action, Address, Change, Outcome, Plan
from pdsync.reconcile._options import Options
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.impact.who_is_on_call import with_impact
from pdsync.reconcile.match.children import match_children
from pdsync.reconcile.match.owners import Owners
from pdsync.reconcile.match.resources import match
from pdsync.reconcile.match.unmanaged import Unmanaged
from pdsync.reconcile.match.which_to_keep import with_kept
from pdsync.reconcile.plan.deletions import services_to_ask
from pdsync.reconcile.plan.made_changes import after_plan
from pdsync.reconcile.plan.planning import judged_again, plan
from pdsync.reconcile.plan.replacing import with_replaced_schedules
from pdsync.reconcile.plan.selection import refuse_unknown_keys, refuse_unknown_kinds
from pdsync.reconcile.read.details import read_details, read_hidden
from pdsync.reconcile.read.find_shift_based import is_promised_no_total, read_again
from pdsync.reconcile.read.list_doubts import stands_in_the_way
from pdsync.reconcile.read.lists import read_account, read_incidents, read_lists
from pdsync.reconcile.read.nested import read_below
from pdsync.reconcile.read.overrides import (
    Overrides,
    are_at_risk,
    custom_shifts_that_go,
    describe,
    describe_custom_shift,
    future_overrides,
    may_take_overrides,
    overrides_that_go,
    restoring,
)
from pdsync.reconcile.read.people_and_names import with_users
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config


def make_plan(config: Config, remote: Remote, options: Options, *, now: datetime) -> Plan:
    """Plan the way from what the account has to what the configuration wants.

    Sends GET requests only. A configuration with errors is not compared: the plan holds them.

    Raises:
        PdsyncError: the account cannot be read, or the options name what does not exist.
    """
    if config.is_broken:
        return _broken(config, options)
    refuse_unknown_kinds(options)
    if not config.settings.marks:  # nothing that is not written is ours
        refuse_unknown_keys(options, _addresses(config))
    return plan_of(read_known(config, remote, options, now), remote)


def read_known(config: Config, remote: Remote, options: Options, now: datetime) -> Known:
    """Read all that a plan is made from."""
    since = now.replace(microsecond=0)
    near = (since, since + options.horizon) if options.horizon is not None else None
    snapshot = read_lists(remote, config, near)
    if config.settings.account is not None:
        snapshot = read_account(remote, snapshot)
    return _known(config, remote, snapshot, options, now)


def _again(known: Known, remote: Remote, outcomes: Sequence[Outcome], now: datetime) -> Plan:
    """The plan of what is left, over what was read before and what was changed since."""
    from pdsync.reconcile.verify.what_changed import read_changed

    options = replace(known.options, horizon=None, restore_overrides=False, once_more=True)
    snapshot = read_changed(remote, known, outcomes)
    if match(known.config, snapshot).alike:  # which of them to keep takes all that uses them
        snapshot = read_lists(remote, known.config)
    return plan_of(_known(known.config, remote, snapshot, options, now), remote)


def plan_of(known: Known, remote: Remote) -> Plan:
    """Plan from what was read."""
    planned = plan(known)
    changes = planned.plan.changes
    whole = _read_whole(remote, known, changes)
    snapshot = known.snapshot.replacing(whole) if whole else known.snapshot
    if any(one.id and "user" in refers_to(KINDS[one.kind].model) for one in changes):
        snapshot = with_users(remote, snapshot)  # who goes may be named in the account alone
    if snapshot is not known.snapshot:
        known = _with(known, snapshot)
        planned = plan(known)
    if known.options.once_more:
        return replace(planned.plan, again=partial(_again, known))
    recounted = _recounted(remote, known, planned.plan.changes)
    if recounted is not known:
        is_steady = len(recounted.snapshot.doubts) < len(known.snapshot.doubts)
        known = recounted
        planned = judged_again(planned, known) if is_steady else plan(known)
    made = with_impact(planned, known, remote)
    made = _with_overrides_that_go(made, known, remote)
    made = _with_restoring(made, remote, known.now) if known.options.restore_overrides else made
    made = replace(made, unmanaged=_unmanaged(known)) if known.options.unmanaged else made
    return replace(made, again=partial(_again, known))


def _unmanaged(known: Known) -> Unmanaged:
    """Return what of the account is not managed here; of the kinds and the team that are asked."""
    options = known.options
    of_team = known.matching.pairs.get(("team", options.team)) if options.team else None
    team = (of_team.id if of_team else "") if options.team else None
    owners = Owners(known.config.settings, known.snapshot, known.matching, known.now)
    whole = {kind for kind, key in options.only if key is None} if options.only else None
    return owners.unmanaged(whole, team)


def _known(
    config: Config, remote: Remote, snapshot: Snapshot, options: Options, now: datetime
) -> Known:
    matching = match(config, snapshot)
    if not options.once_more:
        going = {(live.kind.name, live.key) for live in matching.orphans}
        refuse_unknown_keys(options, _addresses(config) | going)
    snapshot = read_below(remote, config, snapshot, matching)
    matching = match_children(config, snapshot, matching)
    matching = with_kept(remote, matching, snapshot, now)
    matching = with_replaced_schedules(remote, matching, now)
    snapshot = read_details(remote, config, snapshot, matching)
    known = Known(config, snapshot, matching.knowing(snapshot), options, now)
    services = services_to_ask(matching.orphans, after_plan(known, {}))
    return _with(known, read_incidents(remote, snapshot, services)) if services else known


def _addresses(config: Config) -> frozenset[Address]:
    return frozenset((entry.kind, entry.key) for entry in config.entries)


def _with(known: Known, snapshot: Snapshot) -> Known:
    return replace(known, snapshot=snapshot, matching=known.matching.knowing(snapshot))


def _read_whole(remote: Remote, known: Known, changes: Sequence[Change]) -> list[Live]:
    """Read whole what changes would rewrite of which something is hidden.

    What the configuration itself writes was asked for with the list.
    """
    hidden = [one for change in changes for one in _hidden(known, change)]
    read = at_once(lambda one: read_hidden(remote, *one), hidden)
    return [found for found, (live, *_) in zip(read, hidden, strict=True) if found is not live]


def _hidden(known: Known, change: Change) -> Iterator[tuple[Live, str, frozenset[str]]]:
    """Yield what a change rewrites and no list tells: of what, how to ask, and in which fields."""
    kind = KINDS[change.kind]
    rewritten = {field.path.split("/")[1] for field in change.fields} & set(kind.hidden)
    live = known.matching.pairs.get(change.address)
    if live and rewritten and change.action is not Action.DELETE:
        names = frozenset(kind.wire_names.get(name, name) for name in rewritten)
        yield live, kind.hidden[min(rewritten)], names


def _recounted(remote: Remote, known: Known, changes: Sequence[Change]) -> Known:
    """The same, with the lists read once more that nobody counts and that the changes rely on."""
    found = known.snapshot.doubts
    safety = known.config.settings.safety
    open_ = [one for one in found if is_promised_no_total(one)]
    open_ = [one for one in open_ if stands_in_the_way(one, changes, safety)]
    if not open_:
        return known
    left = [one for doubt in open_ for one in read_again(remote, doubt)]
    doubts = (*(one for one in found if one not in open_), *left)
    return replace(known, snapshot=replace(known.snapshot, doubts=doubts))


def _with_overrides_that_go(made: Plan, known: Known, remote: Remote) -> Plan:
    """The plan; what takes overrides ahead with it says of each that it goes."""
    taking = [one for one in made.changes if may_take_overrides(one)]
    found = at_once(lambda one: overrides_that_go(remote, one, known.now), taking)
    going = {one.address: overrides for one, overrides in zip(taking, found, strict=True)}
    read = at_once(lambda one: custom_shifts_that_go(remote, one, known.now), taking)
    shifts = {one.address: found for one, found in zip(taking, read, strict=True)}
    if not any((*going.values(), *shifts.values())):
        return made
    users = with_users(remote, known.snapshot).of("user")
    people = {ident: live.handle for ident, live in users.items()}

    def told(change: Change) -> Change:
        gone = going.get(change.address, {}).values()
        live = known.snapshot.of(change.kind).get(str(change.id))
        zone = str(live.raw.get("time_zone")) if live else None
        risks = [f"an override goes with it: {describe([one], people, zone)}" for one in gone]
        risks += [
            f"a custom shift goes with it: {describe_custom_shift(one, people, zone)}"
            for one in shifts.get(change.address, ())
        ]
        return replace(change, risks=(*change.risks, *risks))

    return replace(made, changes=tuple(told(one) for one in made.changes))


def _with_restoring(made: Plan, remote: Remote, now: datetime) -> Plan:
    """The plan with a conditional call for each override that a schedule's change could lose."""
    risky = [one for one in made.changes if are_at_risk(one) and one.calls]
    read = at_once(lambda one: future_overrides(remote, one, now), risky)
    ahead = {one.address: overrides for one, overrides in zip(risky, read, strict=True)}
    return replace(made, changes=tuple(_restored(one, ahead) for one in made.changes))


def _restored(change: Change, ahead: Mapping[Address, Overrides]) -> Change:
    calls = restoring(ahead.get(change.address, {}), str(change.overrides))
    if not calls:
        return change
    count = "1 override" if len(calls) == 1 else f"{len(calls)} overrides"
    note = f"{count} ahead: each has a call that puts it back, sent only if it is lost"
    return replace(change, calls=(*change.calls, *calls), notes=(*change.notes, note))


def _broken(config: Config, options: Options) -> Plan:
    return Plan(
        stack=config.settings.stack,
        account=None,
        source=config.directory,
        target=options.target,
        diagnostics=config.problems,
        digest=config.digest,
    )
