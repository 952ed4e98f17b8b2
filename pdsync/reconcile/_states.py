"""States of a resource between the YAML and its calls, each a type of its own for the checker.

Written, then wanted, then resolved over what is present, then merged with that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NewType

from pdsync.frozen import frozen
from pdsync.kinds import Kind, Resource, When
from pdsync.reconcile.plan.merge import overlay
from pdsync.reconcile.read.snapshot import Live

Wanted = NewType("Wanted", Resource)
"""As it is written, with canonical references and the time zone whose clocks it is on."""

Present = NewType("Present", Resource)
"""As the account has it."""

Resolved = NewType("Resolved", Resource)
"""What is wanted as of an instant: whose turn it is goes on from what is present."""

Merged = NewType("Merged", Resource)
"""All of it as it will be: what is not written is as it is present."""


def present(live: Live, now: datetime) -> Present:
    """Read a live resource as of an instant."""
    return Present(live.resource(now))


@frozen
class AsItIs:
    """A live resource to which nothing is done; read as of an instant when it is asked for."""

    live: Live
    now: datetime

    def read(self) -> Merged:
        """Read all of it as it will be, which it is already."""
        return Merged(present(self.live, self.now))

    def lacks(self, fields: Iterable[str]) -> bool:
        """Return True if its JSON has nothing in any of some fields."""
        names = self.live.kind.wire_names
        return not any(self.live.json.get(names.get(field, field)) for field in fields)


def resolve(kind: Kind, wanted: Wanted, live: Present | None, when: When) -> Resolved:
    """Find whose turn it is, over what is present."""
    return Resolved(kind.resolve(wanted, live, when))


def merge(resolved: Resolved, live: Present | None) -> Merged:
    """Fill what is not written from what is present."""
    return Merged(resolved if live is None else overlay(resolved, live))
