"""Overrides sent to an account, as rows that say what became of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pdsync.cli._asking import RosterSource
from pdsync.cli.swaps.naming import all_schedules
from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.reconcile.overrides import (
    held_now,
    override_requests,
    reach,
    send_overrides,
    ways_back,
)
from pdsync.render.swaps import SwapWords, sent_json
from pdsync.roster import OnCallHandover


@frozen
class OverrideSending:
    """Hours that are to go over by overrides, and the account, whose shifts of `known` are read."""

    rosters: RosterSource
    handovers: tuple[OnCallHandover, ...]
    words: SwapWords
    known: Span

    def rows(
        self, clock: Callable[[], datetime], interrupted: Callable[[], bool]
    ) -> list[dict[str, Any]]:
        """Send overrides; return what became of each, and how it is taken back.

        Where not all were made, they say who has these hours now.
        """
        live, now = self._known.asked, self.known.start
        snapshot, client = live.account.snapshot, live.client
        requests = override_requests(snapshot, live.account.roster, self.handovers, now)
        found = send_overrides(requests, client, clock, interrupted)
        backs = zip(found, ways_back(found), strict=True)
        rows = [sent_json(one, back, self.words, now) for one, back in backs]
        if any(not one.is_made for one in found):
            held = held_now(client, snapshot, [one.handover for one in found])
            for row, people in zip(rows, held, strict=True):
                names = sorted(self.words.names.person(it) for it in people or ())
                row["has_now"] = None if people is None else names
        return rows

    @property
    def _known(self) -> RosterSource:
        """The account, read until the end of every override that is changed."""
        reached = reach(self.rosters.asked.account.snapshot, self.handovers)
        if reached is None or reached <= self.known.end:
            return self.rosters
        return self.rosters.knowing(all_schedules(self.rosters), self.known.start, reached)
