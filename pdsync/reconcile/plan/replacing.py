"""Replacement of a layered schedule by a shift-based one with the same key.

The new one is made and seen whole, then the policies turn to it, then the old one is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import Resource, needs_anchor, refs_in
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.apply.visible import gains_rotations
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.plan.deletions import After, Referrer
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.read.overrides import describe, overrides_ahead
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config, Entry, place_of
from pdsync.units import A_DAY

AHEAD = "overrides_ahead"
"""In the JSON of a schedule that goes: the overrides that would go with it."""


def with_replaced_schedules(remote: Remote, matching: Matching, now: datetime) -> Matching:
    """Return the matching with each replaced schedule read whole, and its overrides ahead."""
    read = at_once(lambda one: _read(remote, one, now) if one.heir else one, matching.orphans)
    return replace(matching, orphans=tuple(read))


def _read(remote: Remote, live: Live, now: datetime) -> Live:
    from pdsync.reconcile.read.rosters import read_schedule

    path = f"{live.kind.endpoint.path}/{live.id}/overrides"
    ahead = list(overrides_ahead(remote, path, now).values())
    whole = read_schedule(remote, live, now, now + A_DAY)
    return replace(whole, heir=live.heir).with_raw(**{AHEAD: ahead})


def as_replacements(changes: Iterable[Change], orphans: Sequence[Live]) -> Iterator[Change]:
    """The changes, those that make something anew said to be replacements.

    A deleted schedule gets the place in the files of the one that replaces it.
    """
    changes = tuple(changes)
    going = {live.id: live.heir for live in orphans if live.heir}
    places = {one.address: one.place for one in changes}
    for change in changes:
        heir = going.get(change.id) if change.id else None
        if heir and change.action is Action.DELETE:
            yield replace(change, place=places.get(heir))
        elif change.address in going.values():
            is_new = change.action is Action.CREATE
            action = Action.REPLACE if is_new else change.action
            yield replace(change, action=action, notes=(*change.notes, _NOTE))
        else:
            yield change


def with_what_must_be_whole(
    changes: Sequence[Change], drafted: Mapping[Address, Drafted]
) -> Iterator[Change]:
    """The changes; what turns to a schedule that gets rotations waits until it is seen whole."""
    gains = {one.id: one.address for one in changes if gains_rotations(one)}
    for change in changes:
        is_drafted = gains and change.address in drafted
        resource = drafted[change.address].merged if is_drafted else None
        refs = (ref for _, ref in refs_in(resource)) if resource else ()
        needs = {gains[ref.id] for ref in refs if ref.id in gains} - {change.address}
        yield replace(change, needs=change.needs | needs) if needs else change


_NOTE = (
    "takes the place of the schedule with layers: it is made and read back, then the policies turn "
    "to it, then the old one is deleted"
)


def refused_replacements(
    matching: Matching,
    after: After,
    wanted: Mapping[Address, Resource],
    config: Config,
    kept: Iterable[Change],
) -> Iterator[Diagnostic]:
    """Return an error for each schedule that the kept changes replace and that cannot be yet."""
    inside = {change.id for change in kept}
    # What is to go and cannot yet blocks the deletion alone; it does not stay for ever.
    going = {one.id for one in matching.orphans}
    for entry in config.of("schedule"):
        live = matching.replaces(entry)
        if live is None or live.id not in inside:
            continue
        if live.lost:
            yield _not_known(entry, live)
            continue
        users = [user for user in after.users_after(live) if user.live.id not in going]
        new = wanted.get((entry.kind, entry.key))
        if users:
            yield _in_use(entry, live, users)
        elif live.raw.get(AHEAD):
            yield _loses_overrides(entry, live, after.snapshot)
        elif new and needs_anchor(new, live.resource(after.now), after.now):
            yield _without_anchor(entry, live)


def _in_use(entry: Entry, live: Live, users: Iterable[Referrer]) -> Diagnostic:
    return error(
        "replacement-in-use",
        f"{_has_layers(live)} and cannot be replaced: it is used by {', '.join(map(str, users))}",
        help=f"let every policy refer to it by its key, `{entry.key}`; or upgrade it in "
        "PagerDuty, which keeps its id",
        place=place_of(entry, ("rotations",)),
    )


def _not_known(entry: Entry, live: Live) -> Diagnostic:
    return error(
        "unread-answer",
        f"{_has_layers(live)} and cannot be replaced: what they are is not known: {live.lost}",
        help="try again later",
        place=place_of(entry, ("rotations",)),
    )


def _loses_overrides(entry: Entry, live: Live, snapshot: Snapshot) -> Diagnostic:
    people = {ident: one.handle for ident, one in snapshot.of("user").items()}
    ahead = live.raw[AHEAD]
    count = f"{len(ahead)} override{'s' * (len(ahead) > 1)} ahead"
    return error(
        "replacement-loses-overrides",
        f"{_has_layers(live)} and cannot be replaced: {count} would go with it: "
        f"{describe(ahead, people, live.raw.get('time_zone'))}",
        help="wait until they are past; or let `pdsync override remove` take them away, and `add` "
        "make them anew afterwards; or upgrade it in PagerDuty, which keeps its id",
        place=place_of(entry, ("rotations",)),
    )


def _without_anchor(entry: Entry, live: Live) -> Diagnostic:
    return error(
        "replacement-without-anchor",
        f"{_has_layers(live)}, and nothing says whose turn it is in the rotations that replace "
        "it: none of their members is on call by the layers then",
        help="write `anchor: {who: E-MAIL, at: DATE}` on each that takes turns; or put the layers "
        f"back and run `pdsync upgrade {entry.key} --live`, which does",
        place=place_of(entry, ("rotations",)),
    )


def _has_layers(live: Live) -> str:
    return f"schedule '{live.name}' has layers in the account"
