"""On-call changes of a plan in machine form: to be packed for machines. Plain dicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.oncall import Span
from pdsync.reconcile import OnCall, Touched
from pdsync.stamps import zone_stamp

if TYPE_CHECKING:
    from pdsync.roster import (
        Affected,
        Detail,
        Difference,
        Moot,
        OverrideAhead,
        SharedLevels,
        State,
    )

COURSE = ("now", "changes", "gaps", "coverage")
"""What a level that follows a schedule has in common with it."""


def oncall_json(oncall: OnCall | None) -> Json | None:
    """Per schedule, level and service: who is on call now, every change, and the gaps."""
    if oncall is None:
        return None
    schedules = {one.affected.token: _row(one, oncall) for one in oncall.of("schedule")}
    return {
        "since": zone_stamp(oncall.since),
        "until": zone_stamp(oncall.until),
        "schedules": list(schedules.values()),
        "levels": [_level(one, oncall, schedules) for one in oncall.of("level")],
        "services": [_row(one, oncall) for one in oncall.of("service")],
        "same_person": [_same(*one) for one in oncall.same_person],
        "handoff": _handoff(oncall),
    }


def _same(policy: Touched, same: SharedLevels) -> Json:
    """Levels of a policy that come to be the same people, and when."""
    zone = ZoneInfo(same.time_zone)
    times = (
        {"start": zone_stamp(a.start, zone), "end": zone_stamp(a.end, zone)} for a in same.spans
    )
    return {
        "key": policy.key,
        "name": policy.name,
        "levels": [same.number, same.number + 1],
        "time_zone": same.time_zone,
        "times": list(times),
        "several": same.several,
        "others": same.others,
        "for_ever": same.for_ever,
    }


def _handoff(oncall: OnCall) -> Json | None:
    if oncall.handoff is None:
        return None
    when, schedule = oncall.handoff
    return {"at": zone_stamp(when, when.tzinfo or UTC), "schedule": schedule}


def _row(touched: Touched, oncall: OnCall) -> Json:
    row, affected = _head(touched, oncall), touched.affected
    if affected.undecided:
        return row
    return row | _CourseJson(oncall.names, affected, oncall.until).course()


def _level(touched: Touched, oncall: OnCall, schedules: Mapping[str, Json]) -> Json:
    """One level; of one that follows a schedule, what that has is not worked out again."""
    followed = schedules.get(touched.affected.follows or "")
    if followed is None or touched.affected.undecided:
        return _row(touched, oncall)
    course = {name: followed[name] for name in COURSE}
    return _head(touched, oncall) | course | {"moot": []}


def _head(touched: Touched, oncall: OnCall) -> Json:
    """Return what is known of anything, whoever is on call by it."""
    affected, names = touched.affected, oncall.names
    return {
        "key": touched.key,
        "name": touched.name,
        "was": touched.was,
        "id": touched.id,
        **_of_kind(affected, names),
        "time_zone": affected.time_zone,
        "unknown": _unknown(affected, names),
    }


def _of_kind(affected: Affected, names: Mapping[str, str]) -> Json:
    if affected.kind == "level":
        services = sorted(names[one] for one in affected.services)
        how = {"aimed": affected.aimed, "follows": affected.follows}
        numbers = {"level": affected.number, "level_was": affected.number_before}
        return {**numbers, "services": services, **how}
    if affected.kind == "service":
        return {"details": [_detail(one, names) for one in affected.details]}
    return {}


def _detail(detail: Detail, names: Mapping[str, str]) -> Json:
    old, new = (names.get(str(one), one) for one in (detail.old, detail.new))
    return {"name": detail.name, "old": old, "new": new}


def _unknown(affected: Affected, names: Mapping[str, str]) -> Json | None:
    if affected.undecided is None:
        return None
    why = affected.undecided
    return {why.kind: names[why.token], "reason": why.reason}


@frozen
class _CourseJson:
    """One thing's course, with its people by name and its times by its own clocks."""

    names: Mapping[str, str]
    affected: Affected
    until: datetime

    def course(self) -> Json:
        it = self.affected
        states = {"before": it.old, "after": it.new}
        return {
            "now": self._now(it.old, it.new),
            "changes": [self._change(one) for one in it.changes],
            "gaps": {side: self._gaps(state) for side, state in states.items()},
            "coverage": {side: _coverage(state) for side, state in states.items()},
            **(self._of_schedule(it) if it.kind == "schedule" else {}),
            "moot": [self._moot(one) for one in it.moot],
        }

    def _of_schedule(self, it: Affected) -> Json:
        later = self._stamp(it.later) if it.later else None
        overrides = [self._override(one) for one in it.overrides_ahead]
        return {"settled": it.settled, "later": later, "overrides": overrides}

    def _now(self, old: State | None, new: State | None) -> Json:
        until = new.until if new else None
        row = {
            "old": self._people(old.now) if old else [],
            "new": self._people(new.now) if new else [],
            "until": self._stamp(until) if until else None,
        }
        if old and new and old.now == new.now and old.until != until:
            was = old.until or old.ends
            row["was_until"] = self._stamp(was) if was else None
        return row

    def _change(self, change: Difference) -> Json:
        row = {
            **self._span(change),
            "old": self._people(change.old),
            "new": self._people(change.new),
        }
        if change is self.affected.changes[-1] and change.end == self.until:
            ends = self.affected.ends
            row["ends"] = self._stamp(ends) if ends else None
        return row | {"every_week": True} if self._recurs(change) else row

    def _recurs(self, change: Difference) -> bool:
        after = self.affected.new
        return bool(after and not change.new and after.coverage.recurs(change.start, change.end))

    def _gaps(self, state: State | None) -> list[Json] | None:
        return [self._span(one) for one in state.gaps] if state else None

    def _moot(self, moot: Moot) -> Json:
        user, instead = (self.names[one] if one else None for one in (moot.user, moot.instead_of))
        owners = [self.names[one] for one in moot.hours_of]
        return {
            **self._span(moot),
            "user": user,
            "alone": moot.alone,
            "instead_of": instead,
            "hours_of": owners,
        }

    def _override(self, one: OverrideAhead) -> Json:
        user, instead = (self.names[it] if it else None for it in (one.user, one.instead_of))
        before, after = ([self.names[it] for it in those] for those in one.hours_of)
        return {
            **self._span(one),
            "user": user,
            "instead_of": instead,
            "hours_of": {"before": before, "after": after},
            "becomes": one.becomes,
            "alone": one.alone,
        }

    def _span(self, one: Span | Difference | Moot | OverrideAhead) -> Json:
        return {"start": self._stamp(one.start), "end": self._stamp(one.end)}

    def _people(self, tokens: Iterable[str]) -> list[str]:
        return sorted(self.names[one] for one in tokens)

    def _stamp(self, when: datetime) -> str:
        return _stamp(when, self.affected.time_zone)


@lru_cache(maxsize=8192)
def _stamp(when: datetime, zone: str) -> str:
    """Write a time on a zone's clocks: gaps end where shifts begin, in many schedules alike."""
    return zone_stamp(when, ZoneInfo(zone))


def _coverage(state: State | None) -> Json | None:
    """Return the coverage in the long run, without overrides."""
    if state is None:
        return None
    known = state.coverage
    return {"always": known.always, "proven": known.proven, "weekly_seconds": known.weekly_seconds}
