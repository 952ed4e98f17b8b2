"""Overrides, and which of them a change takes or makes pointless. Renders what is under them.

In a layered schedule an override puts its user on call whatever lies below. In a shift-based one
it hands over the shifts that one member has in one rotation, and is nothing without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.oncall import AnySchedule, Override, ShiftOverride, ShiftSchedule, final_shifts
from pdsync.roster._timeline import People
from pdsync.roster.agenda.by_override import ByOverride, by_override
from pdsync.roster.comparison.affected import Affected, Moot, OverrideAhead
from pdsync.roster.comparison.view import View


def overrides_ahead(before: View, after: View, found: Affected) -> Iterator[OverrideAhead]:
    """Yield the overrides that have an effect without the plan, the first first."""
    old, new = (
        side.roster.schedule(found.token) if side.has(found.token) else None
        for side in (before, after)
    )
    moot = {(one.start, one.end, one.user, one.instead_of): one for one in found.moot}
    left = _overrides(new)
    for one in sorted(_overrides(old), key=lambda one: (one.start, one.end)):
        user, instead = _who(one)
        start, end = max(one.start, before.since), min(one.end, before.until)
        if start >= end or not _has_effect(one, old, before.since):
            continue
        becomes = "stays" if one in left else "goes"
        pointless = moot.get((one.start, one.end, user, instead)) if becomes == "stays" else None
        owners = _owners(before, found.token, one), _owners(after, found.token, one)
        yield OverrideAhead(
            start,
            one.end,
            user,
            instead,
            "moot" if pointless else becomes,
            owners,
            alone=bool(pointless and pointless.alone),
        )


def _owners(side: View, schedule: str, one: Override | ShiftOverride) -> tuple[str, ...]:
    """Return whose hours an override has, in the order of time."""
    if isinstance(one, ShiftOverride):
        return (one.overridden,) if one.overridden else ()
    start, end = max(one.start, side.since), min(one.end, side.until)
    spans = by_override(side.roster, schedule, start, end) if side.has(schedule) else ()
    theirs = (it for it in spans if it.person == one.user and it.instead_of)
    return tuple(dict.fromkeys(str(it.instead_of) for it in sorted(theirs, key=_begin)))


def _begin(one: ByOverride) -> datetime:
    return one.start


def _overrides(schedule: AnySchedule | None) -> list[Override | ShiftOverride]:
    return [*schedule.overrides] if schedule else []


def _who(override: Override | ShiftOverride) -> tuple[str | None, str | None]:
    if isinstance(override, Override):
        return override.user, None
    return override.overriding, override.overridden


def _has_effect(
    override: Override | ShiftOverride, schedule: AnySchedule | None, since: datetime
) -> bool:
    """Return True if it puts somebody on call, or takes somebody off."""
    if isinstance(override, Override) or not isinstance(schedule, ShiftSchedule):
        return True
    return override.custom_shift is not None or _relieves(override, schedule, since)


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
            owners = _owners(before, schedule, whole)
            yield Moot(whole.start, whole.end, whole.user, alone=not new[0], hours_of=owners)


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
            owners = (one.overridden,) if one.overridden else ()
            yield Moot(
                one.start, one.end, one.overriding, instead_of=one.overridden, hours_of=owners
            )


def _relieves(override: ShiftOverride, schedule: ShiftSchedule, since: datetime) -> bool:
    """Return True if there is still a shift that the override hands over."""
    start = max(override.start, since)
    if override.rotation is None or override.overridden is None or start >= override.end:
        return False
    rotations = tuple(one for one in schedule.rotations if one.ident == override.rotation)
    alone = ShiftSchedule(schedule.time_zone, rotations)
    shifts = final_shifts(alone, start, override.end)
    return any(shift.user == override.overridden for shift in shifts)
