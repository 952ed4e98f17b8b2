"""Check that nothing is written of a resource that was not read whole. Pure."""

from __future__ import annotations

from datetime import datetime

from pdsync.kinds import KINDS, Resource
from pdsync.reconcile._model import Action, Change
from pdsync.reconcile._states import Merged
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.plan.merge import compared
from pdsync.reconcile.read.snapshot import Live
from pdsync.source import Entry


def why_unread(
    entry: Entry, wanted: Resource, live: Live | None, matching: Matching, now: datetime
) -> str | None:
    """Why what an entry writes cannot be compared; None when it can.

    What an entry writes is what was asked for, together with what says that it is the one.
    """
    if live is None:
        return matching.unsure.get((entry.kind, entry.key))
    if not live.lost and not live.resource(now).unread:
        return live.nameless
    fields = {*compared(wanted)}
    fields |= {other for name in fields for other in live.kind.together.get(name, ())}
    return live.unread(fields, now) or live.nameless


def left_alone(entry: Entry, wanted: Resource, live: Live | None, why: str) -> Drafted:
    """A change without a call, for which the plan is refused."""
    title = KINDS[entry.kind].title
    change = Change(
        Action.UPDATE,
        entry.kind,
        entry.key,
        live.name if live else str(wanted.name or entry.key),
        id=live.id if live else None,
        place=entry.place,
        unsafe=f"{why}: {title} `{entry.key}` is not known well enough, and nothing of it is "
        "written; try again later",
        notes=("not read whole: nothing of it is written",),
        url=live.url if live else None,
    )
    return Drafted(change, Merged(wanted))
