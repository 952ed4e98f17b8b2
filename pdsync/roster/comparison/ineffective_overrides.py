"""Overrides that a change makes pointless. Renders what is under them; warns nobody.

In a layered schedule an override puts its user on call whatever lies below. In a shift-based one
it hands over the shifts that one member has in one rotation, and is nothing without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.oncall import Override, ShiftOverride, ShiftSchedule, final_shifts
from pdsync.roster._timeline import People
from pdsync.roster.comparison.affected import Moot
from pdsync.roster.comparison.view import View


def moot(before: View, after: View, schedule: str) -> Iterator[Moot]:
    """Yield the overrides that have an effect now and will have none after the plan."""
    old, new = (side.roster.schedule(schedule) for side in (before, after))
    if isinstance(old, ShiftSchedule) and isinstance(new, ShiftSchedule):
        return _of_shifts(old, new, after.since)
    return _of_layers(before, after, schedule)


def _of_layers(before: View, after: View, schedule: str) -> Iterator[Moot]:
    for whole in after.roster.overrides.get(schedule, ()):
        override = replace(whole, start=max(whole.start, after.since))
        if override.start >= override.end:
            continue
        old, new = (_under(side, schedule, override) for side in (before, after))
        if old != new and len(new) == 1 and set(new[0]) <= {override.user}:
            yield Moot(whole.start, whole.end, whole.user, alone=not new[0])


def _under(side: View, schedule: str, override: Override) -> Sequence[People]:
    """Render who would be on call if there were no overrides."""
    bare = replace(side.roster, overrides={})
    course = bare.timeline((schedule,), (), override.start, override.end)
    return [one.people for one in course]


def _of_shifts(old: ShiftSchedule, new: ShiftSchedule, since: datetime) -> Iterator[Moot]:
    left = list(new.overrides)
    for one in old.overrides:
        heir = one if one in left else None
        if heir:
            left.remove(heir)
        if _relieves(one, old, since) and not (heir and _relieves(heir, new, since)):
            yield Moot(one.start, one.end, one.overriding, instead_of=one.overridden)


def _relieves(override: ShiftOverride, schedule: ShiftSchedule, since: datetime) -> bool:
    """Return True if there is still a shift that the override hands over."""
    start = max(override.start, since)
    if override.rotation is None or override.overridden is None or start >= override.end:
        return False
    rotations = tuple(one for one in schedule.rotations if one.ident == override.rotation)
    alone = ShiftSchedule(schedule.time_zone, rotations)
    shifts = final_shifts(alone, start, override.end)
    return any(shift.user == override.overridden for shift in shifts)
