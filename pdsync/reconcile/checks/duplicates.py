"""Resources that a plan leaves alone since the account has several of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from pdsync.diagnostics import Diagnostic, confined, error
from pdsync.kinds import Resource, refs_in, titled
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile._states import Merged
from pdsync.reconcile.match.several import Twins
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.read.snapshot import Live
from pdsync.series import all_of
from pdsync.source import Entry


def standing_still(
    entry: Entry, wanted: Resource, live: Live | None, why: str, now: datetime
) -> Drafted:
    """A change without a call, for an entry of which nothing may be done."""
    change = Change(
        Action.UPDATE if live else Action.CREATE,
        entry.kind,
        entry.key,
        live.name if live else str(wanted.name),
        id=live.id if live else None,
        place=entry.place,
        blocked=(why,),
        url=live.url if live else None,
    )
    merged = Merged(live.resource(now) if live else wanted)
    return Drafted(change, merged, stands_still=True)


def twins_left_alone(
    changes: Iterable[Change],
    drafted: Mapping[Address, Drafted],
    twins: Mapping[Address, Twins],
) -> Iterator[Change]:
    """The changes, blocked where they are of something of which there are several, or need it."""
    for change in changes:
        if change.address in twins:
            yield replace(change, blocked=(why_still(twins[change.address]),), calls=())
        else:
            needs = needed_twins(change, drafted, twins)
            reasons = tuple(
                f"it needs {titled(one.kind, one.key)}, of which the account has {len(one.of)}"
                for one in needs
            )
            yield replace(change, blocked=(*change.blocked, *reasons)) if reasons else change


def needed_twins(
    change: Change, drafted: Mapping[Address, Drafted], twins: Mapping[Address, Twins]
) -> list[Twins]:
    """Return the resources of which the account has several that a change is of or refers to."""
    if change.address in twins:
        return [twins[change.address]]
    if not twins or change.address not in drafted or change.action is Action.DELETE:
        return []
    idents = {ref.id for _, ref in refs_in(drafted[change.address].merged)}
    return [one for one in twins.values() if idents & {twin.id for twin in one.of}]


def why_still(twins: Twins) -> str:
    """Why nothing is done of it, in a clause."""
    idents = all_of(one.id for one in twins.of)
    return f"the account has {len(twins.of)} of it, {idents}: none of them is changed"


def told(twins: Twins) -> Diagnostic:
    """The error that says so."""
    rule = f"ambiguous-{twins.by}"
    return confined(error(rule, twins.said, help=twins.way_out, place=twins.place))
