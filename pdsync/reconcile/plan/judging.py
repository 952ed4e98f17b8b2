"""Entries as the account has them and as a plan leaves them, for judging both. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pdsync.kinds import Resource
from pdsync.reconcile._model import Address, Change
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.plan.draft import Drafted
from pdsync.source import Config, Entry


@dataclass(frozen=True)
class Judging:
    """The account as it is, and the changes that a plan makes of those that were drafted."""

    config: Config
    matching: Matching
    directory: Directory
    drafted: Mapping[Address, Drafted]
    kept: Mapping[Address, Change]
    now: datetime

    def before(self, entry: Entry) -> Resource | None:
        """The resource as it is, or the one whose place it takes; None for none."""
        pair = self.matching.pairs.get((entry.kind, entry.key))
        live = self.matching.replaces(entry) or pair
        return live.resource(self.now) if live else None

    def change(self, entry: Entry) -> Change | None:
        """Return the plan's change of it; None where there is none."""
        change = self.kept.get((entry.kind, entry.key))
        return change if change and change.is_made else None

    def after(self, entry: Entry) -> Resource | None:
        """The resource as the plan leaves it; None for none."""
        one = self.drafted.get((entry.kind, entry.key))
        if one and (one.change is None or self.change(entry)):
            return one.merged
        return self.before(entry)
