"""Who wrote to things since a time, for what has moved since a plan was saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pdsync.reconcile._model import Address
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.drift.deeds import deed
from pdsync.reconcile.drift.trail import Act, read_trail, told_by_email, with_emails
from pdsync.stamps import zoned_stamp


def who_since(
    remote: Remote, things: Mapping[Address, str], since: datetime, now: datetime
) -> Mapping[Address, str]:
    """Return of things, by their ids, who wrote to them last and when, as far as it is known."""
    if not things or since > now:
        return {}
    trail = read_trail(remote, since, now)
    last: dict[str, Act] = {}
    for act in trail.acts:
        for ident in (act.root, act.resource):
            last.setdefault(ident, act)
    acts = {address: last[ident] for address, ident in things.items() if ident in last}
    people = with_emails(remote, acts.values())
    return {address: _said(told_by_email(act, people)) for address, act in acts.items()}


def _said(act: Act) -> str:
    doer = act.doer
    who = deed(doer.email or doer.name or None, doer.type, doer.method, doer.token)
    return f", by {who} at {zoned_stamp(act.at, 'UTC')}"
