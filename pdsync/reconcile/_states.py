"""States of a resource between the YAML and its calls, each a type of its own for the checker.

Written, then wanted, then resolved over what is present, then merged with that.
"""

from __future__ import annotations

from datetime import datetime
from typing import NewType

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


def resolve(kind: Kind, wanted: Wanted, live: Present | None, when: When) -> Resolved:
    """Find whose turn it is, over what is present."""
    return Resolved(kind.resolve(wanted, live, when))


def merge(resolved: Resolved, live: Present | None) -> Merged:
    """Fill what is not written from what is present."""
    return Merged(resolved if live is None else overlay(resolved, live))
