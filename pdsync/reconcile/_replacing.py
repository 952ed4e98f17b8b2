"""Layered schedules that make way for shift-based ones of the same key: when that may be.

The new one is made and seen whole, then the policies turn to it, then the old one is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import Resource, Schedule, refs_in
from pdsync.reconcile._deletions import After
from pdsync.reconcile._draft import Drafted
from pdsync.reconcile._match import Matching
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile._overrides import overrides_ahead
from pdsync.reconcile._remote import Remote
from pdsync.reconcile._snapshot import Live
from pdsync.reconcile._whole import gains_rotations
from pdsync.source import Config, place_of

AHEAD = "overrides_ahead"
"""In the JSON of a schedule that goes: the overrides that would go with it."""


def with_overrides(remote: Remote, matching: Matching, now: datetime) -> Matching:
    """The matching, with the overrides ahead of every schedule that is to make way."""
    orphans = tuple(_read(remote, one, now) if one.replaced else one for one in matching.orphans)
    return replace(matching, orphans=orphans)


def _read(remote: Remote, live: Live, now: datetime) -> Live:
    path = f"{live.kind.endpoint.path}/{live.id}/overrides"
    return live.with_raw(**{AHEAD: list(overrides_ahead(remote, path, now).values())})


def as_replacements(changes: Iterable[Change], orphans: Sequence[Live]) -> Iterator[Change]:
    """The changes, those that make something anew said to be replacements.

    What makes way for one comes from the same place in the files.
    """
    changes = tuple(changes)
    going = {
        live.id: (live.kind.name, live.mark.key) for live in orphans if live.replaced and live.mark
    }
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
        resource = drafted[change.address].merged if change.address in drafted else None
        refs = (ref for _, ref in refs_in(resource)) if resource else ()
        needs = {gains[ref.id] for ref in refs if ref.id in gains} - {change.address}
        yield replace(change, needs=change.needs | needs) if needs else change


_NOTE = (
    "takes the place of the schedule with layers: it is made and read back, then the policies turn "
    "to it, then the old one is deleted"
)


def refused_replacements(
    orphans: Iterable[Live], after: After, config: Config
) -> Iterator[Diagnostic]:
    """An error for each schedule that cannot make way."""
    for live in orphans:
        entry = config.find(live.kind.name, live.mark.key) if live.replaced and live.mark else None
        if entry is None:
            continue
        place = place_of(entry, ("rotations",))
        users = [user for user in after.users_after(live) if user.live.id not in _ids(orphans)]
        if users:
            yield error(
                "replacement-in-use",
                f"schedule '{live.name}' has layers in the account and cannot be replaced: it is "
                f"used by {', '.join(map(str, users))}",
                help=f"let every policy refer to it by its key, `{entry.key}`; or upgrade it in "
                "PagerDuty, which keeps its id",
                place=place,
            )
        elif live.raw.get(AHEAD):
            count = len(live.raw[AHEAD])
            yield error(
                "replacement-loses-overrides",
                f"schedule '{live.name}' has layers in the account and cannot be replaced: "
                f"{count} override{'s' * (count > 1)} ahead would go with it",
                help="wait until they are past, or upgrade it in PagerDuty, which keeps its id",
                place=place,
            )
        elif _is_unsaid(entry.resource):
            yield error(
                "replacement-without-anchor",
                f"schedule '{live.name}' has layers in the account, and nothing says whose turn it "
                "is in the rotations that replace it: they would begin with their first members",
                help="write `anchor: {who: E-MAIL, at: DATE}` on each that takes turns; or put the "
                f"layers back and run `pdsync upgrade {entry.key} --live`, which does",
                place=place,
            )


def _is_unsaid(schedule: Resource) -> bool:
    """Whether a rotation takes turns, and the YAML does not say whose the present one is."""
    rotations = schedule.rotations if isinstance(schedule, Schedule) else ()
    return any(
        len({*one.members}) > 1
        and not one.everyone
        and one.anchor is None
        and one.start_time is None
        for one in rotations
    )


def _ids(lives: Iterable[Live]) -> set[str]:
    return {live.id for live in lives}
