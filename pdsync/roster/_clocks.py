"""Clocks that times of a schedule, policy or service are told on: one rule for all that show them.

A policy and its services have no clocks of their own. Theirs are those of most schedules that the
policy notifies, whatever order an account lists them in. Worked example:

    level 1   primary (Europe/London)
    level 2   platform (America/New_York), security (Europe/Berlin)

Each zone has one schedule, and level 1 decides: Europe/London. A policy that notifies people alone
has the clocks of most schedules of its team.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync.kinds import EscalationPolicy, Schedule, Service
from pdsync.roster._roster import Roster, token


def zone_of(roster: Roster, kind: str, name: str) -> str | None:
    """Return the time zone for one thing of a kind, by its token; None where none is known."""
    if kind == "schedule":
        return _of_schedule(roster, name)
    found = roster.resources[kind].get(name)
    if isinstance(found, Service):
        policy = found.escalation_policy
        return zone_of(roster, "escalation_policy", token(policy)) if policy else None
    return _of_levels(roster, name) or _of_team(roster, found)


def _of_schedule(roster: Roster, schedule: str) -> str | None:
    found = roster.resources["schedule"].get(schedule)
    made = roster.shift_based.get(schedule)
    return made.time_zone if made else getattr(found, "time_zone", None)


def _of_levels(roster: Roster, policy: str) -> str | None:
    """Return the zone of most schedules; of several the one that the first level has, by name."""
    levels = [one.schedules for one in roster.levels(policy)]
    zones = [_known(_of_schedule(roster, name) for name in level) for level in levels]
    schedules = {name for level in levels for name in level}
    best = _most(_known(_of_schedule(roster, name) for name in schedules))
    return next((zone for level in zones for zone in sorted(level) if zone in best), None)


def _of_team(roster: Roster, policy: object) -> str | None:
    if not isinstance(policy, EscalationPolicy) or policy.team is None:
        return None
    team = token(policy.team)
    schedules = roster.resources["schedule"].items()
    mine = (name for name, one in schedules if isinstance(one, Schedule) and team in _teams(one))
    return min(_most(_known(_of_schedule(roster, name) for name in mine)), default=None)


def _teams(schedule: Schedule) -> Iterable[str]:
    return (token(ref) for ref in schedule.teams)


def _most(zones: Sequence[str]) -> frozenset[str]:
    """Return the most frequent ones."""
    count = Counter(zones)
    most = max(count.values(), default=0)
    return frozenset(zone for zone, times in count.items() if times == most)


def _known(zones: Iterable[str | None]) -> list[str]:
    """Return those that are written, and that this machine knows."""
    return [zone for zone in zones if zone and _is_known(zone)]


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
