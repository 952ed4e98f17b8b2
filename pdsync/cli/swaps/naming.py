"""Names and clocks of the schedules on which hours go over, and what is said of them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pdsync.cli._asking import RosterSource
from pdsync.diagnostics import Diagnostic, Severity
from pdsync.reconcile.overrides import Unlike
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


def unlike(one: Unlike, words: SwapWords) -> Diagnostic:
    """Say from when on an account puts others on call by a schedule than it should."""
    name = words.names.of("schedule", one.schedule)
    message = f"schedule {name} could not be read back: {one.lost}"
    if one.difference:
        zone = words.zones[one.schedule]
        ours, theirs = (
            ", ".join(map(words.names.person, people)) or "nobody"
            for people in (one.difference.old, one.difference.new)
        )
        at = f"{one.difference.start.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"
        message = f"schedule {name} has {theirs} on call from {at} on, and not {ours}"
    return Diagnostic("read-back", Severity.ERROR, message, help="look at it in PagerDuty")
