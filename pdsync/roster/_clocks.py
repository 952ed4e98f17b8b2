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
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync.frozen import frozen
from pdsync.kinds import EscalationPolicy, Schedule, Service
from pdsync.roster._roster import Roster, token

_NONE: Mapping[str, str | None] = MappingProxyType({})


def zone_of(
    roster: Roster, kind: str, name: str, zones: Mapping[str, str | None] = _NONE
) -> str | None:
    """Return the time zone for one thing of a kind, by its token; None where none is known.

    `zones` are those of schedules of which the roster has nothing yet.
    """
    return _Clocks(roster, zones).of(kind, name)


@frozen
class _Clocks:
    """Time zones of the schedules of a roster."""

    roster: Roster
    zones: Mapping[str, str | None]

    def of(self, kind: str, name: str) -> str | None:
        """Return the zone of one thing."""
        if kind == "schedule":
            return self._of_schedule(name)
        found = self.roster.resources[kind].get(name)
        if isinstance(found, Service):
            policy = found.escalation_policy
            return self.of("escalation_policy", token(policy)) if policy else None
        return self._of_levels(name) or self._of_team(found)

    def _of_schedule(self, schedule: str) -> str | None:
        found = self.roster.resources["schedule"].get(schedule)
        made = self.roster.shift_based.get(schedule)
        own = made.time_zone if made else getattr(found, "time_zone", None)
        return own or self.zones.get(schedule)

    def _of_levels(self, policy: str) -> str | None:
        """Return the zone of most schedules; of several that of the first level, by name."""
        levels = [one.schedules for one in self.roster.levels(policy)]
        zones = [self._known(level) for level in levels]
        best = _most(self._known({name for level in levels for name in level}))
        return next((zone for level in zones for zone in sorted(level) if zone in best), None)

    def _of_team(self, policy: object) -> str | None:
        if not isinstance(policy, EscalationPolicy) or policy.team is None:
            return None
        team = token(policy.team)
        schedules = self.roster.resources["schedule"].items()
        mine = (one for one, it in schedules if isinstance(it, Schedule) and team in _teams(it))
        return min(_most(self._known(mine)), default=None)

    def _known(self, schedules: Iterable[str]) -> list[str]:
        """Return the zones of schedules that are written, and that this machine knows."""
        zones = (self._of_schedule(one) for one in schedules)
        return [zone for zone in zones if zone and _is_known(zone)]


def _teams(schedule: Schedule) -> Iterable[str]:
    return (token(ref) for ref in schedule.teams)


def _most(zones: Sequence[str]) -> frozenset[str]:
    """Return the most frequent ones."""
    count = Counter(zones)
    most = max(count.values(), default=0)
    return frozenset(zone for zone, times in count.items() if times == most)


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
