"""Inputs of a plan: the configuration, the account, and their matching. Data only."""

from __future__ import annotations

from datetime import datetime

from pdsync.frozen import frozen
from pdsync.reconcile._options import Options
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config


@frozen
class Known:
    """All that a plan is made from."""

    config: Config
    snapshot: Snapshot
    matching: Matching
    options: Options
    now: datetime

    def is_unclear(self, live: Live) -> bool:
        """Return True if a live resource is this stack's, and its entry cannot be told."""
        settings = self.config.settings
        ours = live.mark is not None and live.mark.stack in {settings.stack, settings.stack_was}
        going = {one.id for one in self.matching.orphans}
        return ours and live.id not in self.matching.taken and live.id not in going
