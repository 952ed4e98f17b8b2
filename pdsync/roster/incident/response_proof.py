"""Proof over a range that incidents of a service always find somebody, or the first gap.

Who is on call is constant between the ends of shifts, so a range is proved by its stretches: no
instant is sampled. PagerDuty passes at once over a level with nobody, so that an incident finds
nobody only when all levels are empty; what can make it wait is a pause of notifications.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import cast

from pdsync.frozen import frozen
from pdsync.kinds import Schedule, Service, Undecided, on_call_somehow
from pdsync.oncall import Shift, Span, final_shifts
from pdsync.roster._roster import Level, Roster
from pdsync.roster._timeline import Stretch, gaps_of, merged, people_of, timeline
from pdsync.roster._topic import Topic
from pdsync.roster.agenda.answers import UndecidedTopic, known_policy, policy_of, shifts_of
from pdsync.roster.incident.thin_cover import ThinCover, thin_cover

_LONGEST_PAUSE = 900
"""Seconds; PagerDuty's own choice, a timeout of 0, is none that is longer."""


@frozen
class ServiceProof:
    """Result of the proof for one service.

    `gaps` are the times at which an incident that begins finds nobody; `wait` is how long one that
    does may be paused first. `deleted` are those whose turns are nobody's; `undecided` says why
    nothing is proved; `thin` is where what finds somebody hangs by a thread.
    """

    service: str
    policy: str | None
    disabled: bool = False
    gaps: tuple[Span, ...] = ()
    wait: timedelta = timedelta()
    deleted: tuple[str, ...] = ()
    undecided: UndecidedTopic | None = None
    thin: ThinCover = field(default_factory=ThinCover)

    def is_proved(self, within: timedelta) -> bool | None:
        """True if somebody is assigned that soon at every minute; None where nobody should be."""
        if self.disabled:
            return None
        return not (self.undecided or self.gaps or self.wait > within)


@frozen
class ResponseProof:
    """A range of time over which services are looked at."""

    roster: Roster
    since: datetime
    until: datetime

    def prove(self, topic: Topic) -> ServiceProof:
        """Prove that incidents of a service find somebody at every instant of the range."""
        service = cast(Service, self.roster.resources["service"][topic.token])
        policy = policy_of(self.roster, topic)
        if topic.token in self.roster.unread:
            why = UndecidedTopic(topic.token, self.roster.unread[topic.token], kind="service")
            return ServiceProof(topic.token, policy, undecided=why)
        if service.status == "disabled":
            return ServiceProof(topic.token, policy, disabled=True)
        wait = _pause(service)
        try:
            followed = known_policy(self.roster, topic)
            course = merged(self._courses(followed))
        except UndecidedTopic as why:
            return ServiceProof(topic.token, policy, undecided=why)
        gone = self.roster.deleted(people_of(course))
        free = gaps_of(course, gone)
        gaps, deleted = self._begun(free, wait), tuple(sorted(gone))
        thin = self._thin(followed)
        return ServiceProof(topic.token, policy, gaps=gaps, wait=wait, deleted=deleted, thin=thin)

    def _thin(self, policy: str) -> ThinCover:
        """Return where the cover of a policy is thin; of turns that are not known, not who."""
        levels, courses = self.roster.levels(policy), self._courses(policy)
        gone = self.roster.deleted(person for one in courses for person in people_of(one))
        found = thin_cover(levels, courses, gone, self.until)
        is_known = all(self._shifts[one][1] for level in levels for one in level.schedules)
        return found if is_known else replace(found, alone=(), people=())

    def _courses(self, policy: str) -> tuple[tuple[Stretch, ...], ...]:
        """Return the timelines of all levels up to the longest pause, with deleted users."""
        if policy not in self._known:
            levels = self.roster.levels(policy)
            self._known[policy] = tuple(self._course(one) for one in levels)
        return self._known[policy]

    def _course(self, level: Level) -> tuple[Stretch, ...]:
        until = self.until + timedelta(seconds=_LONGEST_PAUSE)
        shifts = [Shift(self.since, until, person) for person in level.people]
        for schedule in level.schedules:
            if schedule not in self._shifts:
                self._shifts[schedule] = self._shifts_of(schedule, until)
            shifts += self._shifts[schedule][0]
        return timeline(shifts, self.since, until)

    def _shifts_of(self, schedule: str, until: datetime) -> tuple[tuple[Shift, ...], bool]:
        """Return somebody's shifts, and True if they are those of whoever has them.

        Whose turn it is makes no difference to whether it is anybody's.
        """
        try:
            return shifts_of(self.roster, schedule, self.since, until), True
        except UndecidedTopic:
            found = self.roster.resources["schedule"].get(schedule)
            if not isinstance(found, Schedule):
                raise
            with suppress(Undecided):
                somehow = on_call_somehow(found, self.since)
                return final_shifts(somehow, self.since, until), False
            raise

    @cached_property
    def _known(self) -> dict[str, tuple[tuple[Stretch, ...], ...]]:
        return {}

    @cached_property
    def _shifts(self) -> dict[str, tuple[tuple[Shift, ...], bool]]:
        return {}

    def _begun(self, free: tuple[Span, ...], wait: timedelta) -> tuple[Span, ...]:
        """Return the start of an incident that finds nobody, whether it is paused or not."""
        spans = [
            Span(max(one.start - wait, self.since), min(one.end, self.until))
            for one in free
            if one.start - wait < self.until
        ]
        return tuple(span for span in spans if span.start < span.end)


def _pause(service: Service) -> timedelta:
    pause = service.auto_pause_notifications_parameters
    seconds = (pause.timeout or _LONGEST_PAUSE) if pause.enabled else 0
    return timedelta(seconds=seconds)
