"""Names and clocks of what hours go over on. Reads nothing."""

from __future__ import annotations

from pdsync.cli._asking import RosterSource
from pdsync.render.swaps import SwapWords
from pdsync.roster import Topic

_UTC = "Etc/UTC"


def words_of(rosters: RosterSource) -> SwapWords:
    """Return names and clocks of the schedules of a roster."""
    topics = {one.token: one for one in rosters.topics if one.kind == "schedule"}
    zones = {token: rosters.zone(one) or _UTC for token, one in topics.items()}
    return SwapWords(rosters.names, topics, zones)


def all_schedules(rosters: RosterSource) -> tuple[Topic, ...]:
    """Return every schedule of an account."""
    return tuple(one for one in rosters.topics if one.kind == "schedule")
