"""Two rosters, of before and after a plan, side by side. Says what differs; judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync import oncall
from pdsync.frozen import frozen, replace
from pdsync.kinds import EscalationPolicy, Resource, Service, Undecided
from pdsync.roster._roster import UNLISTED, Level, token
from pdsync.roster.agenda.answers import UndecidedTopic
from pdsync.roster.comparison.affected import Affected, Detail
from pdsync.roster.comparison.details import details
from pdsync.roster.comparison.ineffective_overrides import moot, overrides_ahead
from pdsync.roster.comparison.same_person import new_same_person
from pdsync.roster.comparison.view import View
from pdsync.roster.report.shared_levels import SharedLevels

_NOWHERE = "Etc/UTC"


@frozen
class Comparison:
    """Before and after over one range; `touched` are the schedules that may differ.

    Those that are `overridden` have other overrides after than before.
    """

    before: View
    after: View
    touched: frozenset[str] = frozenset()
    overridden: frozenset[str] = frozenset()

    @cached_property
    def changed(self) -> frozenset[str]:
        """The schedules by which others are on call, or of which that cannot be told."""
        return frozenset(
            one
            for one in self.touched
            if one in self.overridden or self._undecided([one]) or self._differs(one)
        )

    def _differs(self, schedule: str) -> bool:
        return self.before.planned(schedule) != self.after.planned(schedule)

    def schedule(self, schedule: str) -> Affected | None:
        """A schedule, if it changes."""
        if schedule not in self.changed:
            return None
        found = self._affected(Affected("schedule", schedule), [schedule])
        if found.undecided:
            return found
        old, new = self.before.of_schedule(schedule), self.after.of_schedule(schedule)
        found = replace(found, old=old, new=new)
        found = self._with_future(found) if old and new else found
        ahead = tuple(overrides_ahead(self.before, self.after, found))
        return replace(found, overrides_ahead=ahead) if ahead else found

    def level(self, policy: str, number: int) -> Affected | None:
        """The level of a policy, if it notifies others, or by schedules that change."""
        old, new = (side.level(policy, number) for side in (self.before, self.after))
        schedules = _schedules(new, old)
        aimed = _targets(old) != _targets(new)
        if not aimed and not self.changed.intersection(schedules):
            return None
        services = (self.after if new else self.before).roster.services_of(policy)
        alone = not aimed and new is not None and not new.people and len(schedules) == 1
        follows = schedules[0] if alone else None
        before = self._number_before(policy, number)
        level = Affected("level", policy, number, before, services=services, aimed=aimed)
        level = replace(level, follows=follows)
        found = self._affected(level, schedules)
        if found.undecided:
            return found
        return replace(found, old=self.before.of_level(old), new=self.after.of_level(new))

    def _number_before(self, policy: str, number: int) -> int | None:
        """Return the number that the rule of a level had, if it had another one."""
        old, new = (
            _rules(side.roster.resources["escalation_policy"].get(policy))
            for side in (self.before, self.after)
        )
        ident = new[number - 1] if number <= len(new) else None
        before = old.index(ident) + 1 if ident in old and ident else number
        return None if before == number else before

    def service(self, service: str) -> Affected:
        """A service of which something changes: whom its incidents notify first."""
        sides = (self.after.roster, self.before.roster)
        schedules = _schedules(*(level for side in sides for level in side.levels_of(service)))
        known = Affected("service", service, details=self._details(service))
        unread = self._unread_policy(service)
        found = replace(known, undecided=unread) if unread else self._affected(known, schedules)
        if found.undecided:
            return found
        old, new = self.before.of_service(service), self.after.of_service(service)
        return replace(found, old=old, new=new)

    def _unread_policy(self, service: str) -> UndecidedTopic | None:
        """Why the levels of its policy are not known, before or after; None where they are."""
        for side in (self.before.roster, self.after.roster):
            found = side.resources["service"].get(service)
            if not isinstance(found, Service) or found.escalation_policy is None:
                continue
            policy = token(found.escalation_policy)
            known = policy in side.resources["escalation_policy"]
            why = side.unread.get(policy, None if known else UNLISTED)
            if why:
                return UndecidedTopic(policy, why, kind="escalation_policy")
        return None

    def _details(self, service: str) -> tuple[Detail, ...]:
        old, new = (side.roster.resources["service"][service] for side in (self.before, self.after))
        if not isinstance(old, Service) or not isinstance(new, Service):
            return ()
        return tuple(details(old, new))

    def same_person(self, policy: str, number: int) -> SharedLevels | None:
        """Return where the plan gives a level and the next only the same people; None: nowhere.

        Nothing is said where it is not known who is on call on one of them.
        """
        levels = (self.after.level(policy, one) for one in (number, number + 1))
        if self._undecided(_schedules(*levels)):
            return None
        return new_same_person(self.before, self.after, policy, number)

    def handoffs(
        self, schedule: str, since: datetime, effective: datetime, until: datetime
    ) -> Iterator[datetime]:
        """The first hand-off of a schedule before the plan, and after it, once it is effective."""
        for side, begin in ((self.before, since), (self.after, effective)):
            if side.has(schedule):
                yield from side.handoffs(schedule, begin, until)

    def _affected(self, known: Affected, schedules: Sequence[str]) -> Affected:
        """With a time zone, or why nothing more can be told."""
        if why := self._undecided(schedules):
            return replace(known, undecided=why)
        kind, token_ = known.kind, known.token
        if kind == "level":  # one that follows a schedule tells the times of that
            follows = known.follows
            kind, token_ = ("schedule", follows) if follows else ("escalation_policy", token_)
        zone = self.after.zone(kind, token_) or self.before.zone(kind, token_)
        return replace(known, time_zone=zone or _NOWHERE)

    def _undecided(self, schedules: Iterable[str]) -> UndecidedTopic | None:
        for schedule in schedules:
            if schedule not in self._decided:
                if why := self._why_undecided(schedule):
                    return why
                self._decided.add(schedule)
        return None

    @cached_property
    def _decided(self) -> set[str]:
        """Schedules of which both sides can be told: levels ask for them again."""
        return set()

    def _why_undecided(self, schedule: str) -> UndecidedTopic | None:
        if not (self.before.has(schedule) or self.after.has(schedule)):
            return UndecidedTopic(schedule, UNLISTED)
        try:
            for found in (self.before.planned(schedule), self.after.planned(schedule)):
                ZoneInfo(found.time_zone if found else _NOWHERE)
        except Undecided as why:
            return UndecidedTopic(schedule, str(why))
        except ZoneInfoNotFoundError:
            return UndecidedTopic(schedule, "its time zone is not known on this machine")
        return None

    def _with_future(self, found: Affected) -> Affected:
        """With what is so after the range, and with what becomes of overrides."""
        old, new = (side.roster.planned(found.token) for side in (self.before, self.after))
        last = found.changes[-1].end if found.changes else self.after.since
        same = oncall.same_for_ever(old, new, last)
        first = same.first_difference
        return replace(
            found,
            settled=first is None and same.until is None,
            later=first.start if first else None,
            moot=tuple(moot(self.before, self.after, found.token)),
        )


def _rules(policy: Resource | None) -> list[str | None]:
    """Return the ids of the rules of a policy, None for what is still to be made."""
    rules = policy.escalation_rules if isinstance(policy, EscalationPolicy) else ()
    return [one.wire.get("id") for one in rules]


def _schedules(*levels: Level | None) -> tuple[str, ...]:
    names = (name for level in levels if level for name in level.schedules)
    return tuple(dict.fromkeys(names))


def _targets(level: Level | None) -> tuple[frozenset[str], frozenset[str]] | None:
    return (frozenset(level.schedules), frozenset(level.people)) if level else None
