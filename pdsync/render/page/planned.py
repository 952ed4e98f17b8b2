"""Schedules and policies of a page as a saved plan leaves them. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.render.page.impact import Impact, Turned
from pdsync.render.page.sides import Both, Sides
from pdsync.roster import (
    Calendar,
    Coverage,
    Difference,
    EscalationPath,
    Frame,
    Stretch,
    Survey,
    Topic,
    days,
    overlaid,
)


def sides_of(found: Impact | None, seen: Survey) -> Sides:
    """Both sides of everything on a page whose people a plan changes."""
    if found is None:
        return Sides()
    making = _Making(found, seen.frame, seen.deleted)
    return Sides(
        dict(making.schedules(seen.calendars)),
        dict(making.policies(seen.paths)),
    )


@frozen
class _Making:
    found: Impact
    frame: Frame
    deleted: frozenset[str]

    def schedules(self, calendars: Sequence[Calendar]) -> Iterator[tuple[str, Both[Calendar]]]:
        told = [
            one for one in self.found.turned if one.kind == "schedules" and not one.row["unknown"]
        ]
        by_id = {one.row["id"]: one for one in told}
        for calendar in calendars:
            turned = by_id.get(calendar.topic.id) if calendar.topic.id else None
            is_known = calendar.days and not calendar.undecided
            if turned and is_known and (turned.is_deleted or turned.changes):
                yield calendar.topic.token, self._both(calendar, turned)
        there = {calendar.topic.key for calendar in calendars}
        for turned in told:
            # A plan may have been applied by now: then it is among the others.
            if turned.is_new and turned.row["key"] not in there:
                made = self._new(turned)
                yield made.topic.token, Both(None, made)

    def _both(self, calendar: Calendar, turned: Turned) -> Both[Calendar]:
        if turned.is_deleted:
            return Both(calendar, None, self._until_now(calendar))
        course = self._after(calendar.stretches, turned.changes)
        return Both(calendar, self._with(calendar, course, turned))

    def _new(self, turned: Turned) -> Calendar:
        row = turned.row
        zone = self.frame.zone or row["time_zone"]
        topic = Topic("schedule", f"new {turned.title}", row["key"], row["name"], None, zone)
        course = self._after(self._nobody(zone), turned.changes)
        return self._with(Calendar(topic, zone), course, turned)

    def _with(self, calendar: Calendar, course: Sequence[Stretch], turned: Turned) -> Calendar:
        gone = self.deleted.intersection(one for part in course for one in part.people)
        told = turned.row["coverage"]["after"]
        return replace(
            calendar,
            days=days(course, self.frame.dates, calendar.zone),
            now=None,
            coverage=_coverage(told, lasting=not gone),
            deleted=gone,
        )

    def _until_now(self, calendar: Calendar) -> Calendar:
        course = _before(calendar.stretches, self.frame.now)
        return replace(calendar, days=days(course, self.frame.dates, calendar.zone), now=None)

    def _nobody(self, zone: str) -> tuple[Stretch, ...]:
        """Return the empty state of something new, before the plan fills it."""
        start, end = self.frame.range(zone)
        since, until = max(start, self.found.since, self.frame.now), min(end, self.found.until)
        return (Stretch(since, until, ()),) if since < until else ()

    def _after(
        self, course: Sequence[Stretch], changes: Iterable[Difference]
    ) -> tuple[Stretch, ...]:
        """A course with the plan: what is over stays as it was."""
        now = self.frame.now
        return overlaid(
            course,
            (Stretch(max(one.start, now), one.end, one.new) for one in changes if one.end > now),
        )

    def policies(
        self, paths: Sequence[EscalationPath]
    ) -> Iterator[tuple[str, Both[EscalationPath]]]:
        levels: dict[str, dict[int, Turned]] = {}
        for one in self.found.turned:
            if one.kind == "levels":
                levels.setdefault(_policy(one), {})[one.row["level"]] = one
        live = {str(one.policy.id): one for one in paths}
        there = {f"new {one.policy.key}" for one in paths}
        for policy, turned in levels.items():
            path = live.get(policy)
            if path is None:
                is_new = policy.startswith("new ") and policy not in there
                after = self._new_policy(turned) if is_new else None
                if after:
                    yield policy, Both(None, after)
            elif all(one.is_deleted for one in turned.values()) and len(turned) == len(path.levels):
                yield path.policy.token, Both(path, None)
            elif any(one.row["unknown"] or one.changes for one in turned.values()):
                yield path.policy.token, Both(path, self._changed_policy(path, turned))

    def _changed_policy(self, path: EscalationPath, turned: Mapping[int, Turned]) -> EscalationPath:
        start, end = self.frame.range(path.zone)
        nobody = (Stretch(start, end, ()),)
        known = dict(enumerate(path.courses, start=1))
        courses = [
            self._level(known.get(number, nobody), turned.get(number))
            for number in sorted({*known, *turned})
            if not (number in turned and turned[number].is_deleted)
        ]
        return replace(path, courses=tuple(courses))

    def _new_policy(self, turned: Mapping[int, Turned]) -> EscalationPath | None:
        one = next(iter(turned.values()))
        zone = self.frame.zone or one.row["time_zone"]
        nobody = self._nobody(zone)
        if not nobody:
            return None
        topic = Topic("escalation_policy", _policy(one), one.row["key"], one.row["name"])
        courses = (self._level(nobody, turned[number]) for number in sorted(turned))
        return EscalationPath(topic, zone, (), (), tuple(courses), self.deleted)

    def _level(
        self, course: tuple[Stretch, ...] | None, turned: Turned | None
    ) -> tuple[Stretch, ...] | None:
        if turned is None or course is None:
            return course
        return None if turned.row["unknown"] else self._after(course, turned.changes)


def _policy(level: Turned) -> str:
    row = level.row
    return row["id"] or f"new {row['key'] or row['name']}"


def _before(course: Iterable[Stretch], now: datetime) -> tuple[Stretch, ...]:
    return tuple(replace(one, end=min(one.end, now)) for one in course if one.start < now)


def _coverage(told: Mapping[str, object], *, lasting: bool) -> Coverage:
    """In the long run, as the plan proved it; the turns of the deleted do not cover for ever."""
    seconds = told["weekly_seconds"]
    weekly = None if not isinstance(seconds, int) or not lasting else ((0, seconds),)
    return Coverage(bool(told["always"]) and lasting, bool(told["proven"]), weekly)
