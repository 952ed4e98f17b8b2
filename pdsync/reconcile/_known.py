"""What a plan is made from: the configuration, the account, which of them are one. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from pdsync.reconcile._match import Matching
from pdsync.reconcile._options import Options
from pdsync.reconcile._snapshot import Snapshot
from pdsync.source import Config


@dataclass(frozen=True)
class Known:
    """All that a plan is made from."""

    config: Config
    snapshot: Snapshot
    matching: Matching
    options: Options
    now: datetime

    @cached_property
    def taken(self) -> frozenset[str]:
        """The ids of what the configuration is about."""
        return frozenset(live.id for live in self.matching.pairs.values() if live)
