"""One schedule as its next apply would leave it, people by e-mail. Reads nothing, sends nothing."""

from __future__ import annotations

from pdsync.kinds import KINDS, Ref, Resource, When, map_refs
from pdsync.reconcile._states import Present, Wanted, merge, resolve
from pdsync.reconcile.read.rosters import Account
from pdsync.source import Entry


def as_applied(account: Account, entry: Entry, ident: str) -> Resource:
    """A schedule of the YAML over the live one with an id, whose turns go on in it.

    The live one itself where it is shift-based: PagerDuty makes no layers of it again.
    """
    people = account.people

    def by_email(ref: Ref) -> Ref:
        email = people.get(ref.id) if ref.kind == "user" and ref.id else None
        return Ref("user", key=email) if email else ref

    found = account.snapshot.of("schedule")[ident]
    live = Present(map_refs(found.resource(account.now), by_email))
    if found.is_shift_based:
        return live
    wanted = map_refs(entry.resource, by_email)
    resolved = resolve(KINDS["schedule"], Wanted(wanted), live, When(account.now))
    return merge(resolved, live)
