"""Turns of a person, and what nobody else would have without them. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.intervals import merge, subtract
from pdsync.kinds import person, refs_in
from pdsync.roster._roster import Level, Roster
from pdsync.roster._timeline import gaps_of, timeline
from pdsync.roster.agenda.answers import UndecidedTopic, shifts_of
from pdsync.roster.agenda.by_override import ByOverride, by_override
from pdsync.roster.duties.removal import without


@frozen
class Spans:
    """Times of a schedule or a policy, by token; where they cannot be told, the reason.

    `overrides` are those by which it is theirs in some of it.
    """

    token: str
    spans: tuple[oncall.Span, ...] = ()
    undecided: UndecidedTopic | None = None
    overrides: tuple[ByOverride, ...] = ()


@frozen
class Duties:
    """Duties of one person in [since, until), by a roster."""

    roster: Roster
    person: str
    range: oncall.Span

    @cached_property
    def turns(self) -> tuple[Spans, ...]:
        """Their turns on each schedule that names them or puts them on call."""
        found = (self._turns(one) for one in self.roster.resources["schedule"])
        return tuple(one for one in found if one)

    def _turns(self, schedule: str) -> Spans | None:
        is_member = self.person in self._members(schedule)
        try:
            shifts = self._shifts(schedule)
        except UndecidedTopic as why:
            is_unread = schedule in self.roster.unread
            return Spans(schedule, undecided=why) if is_member or is_unread else None
        theirs = [(one.start, one.end) for one in shifts if one.user == self.person]
        spans = tuple(oncall.Span(*one) for one in merge(theirs))
        found = by_override(self.roster, schedule, self.range.start, self.range.end)
        overrides = tuple(one for one in found if one.person == self.person)
        return Spans(schedule, spans, overrides=overrides) if spans or is_member else None

    @cached_property
    def alone(self) -> tuple[Level, ...]:
        """The levels on which nobody else is, or can come to be by a rotation."""
        policies = self.roster.resources["escalation_policy"]
        levels = (level for policy in policies for level in self.roster.levels(policy))
        return tuple(level for level in levels if self._people(level) == {self.person})

    @cached_property
    def bare_schedules(self) -> tuple[Spans, ...]:
        """The schedules on which times would be uncovered without them, with those times."""
        found = (self._bare_schedule(one.token) for one in self.turns)
        return tuple(one for one in found if one.spans or one.undecided)

    def _bare_schedule(self, schedule: str) -> Spans:
        try:
            return self._bare(schedule, (schedule,), ())
        except UndecidedTopic as why:
            is_alone = self._members(schedule) == {self.person}
            return Spans(schedule, (self.range,)) if is_alone else Spans(schedule, undecided=why)

    @cached_property
    def bare_policies(self) -> tuple[Spans, ...]:
        """The policies of which no level would find anybody at times, with those times."""
        policies = self.roster.resources["escalation_policy"]
        found = (self._bare_policy(one) for one in policies)
        return tuple(one for one in found if one.spans or one.undecided)

    def _bare_policy(self, policy: str) -> Spans:
        levels = self.roster.levels(policy)
        people = tuple(one for level in levels for one in level.people)
        schedules = tuple(dict.fromkeys(one for level in levels for one in level.schedules))
        others = [one for one in people if one != self.person and self.roster.exists(one)]
        theirs = {one.token for one in self.turns}
        if others or not (self.person in people or theirs & {*schedules}):
            return Spans(policy)
        try:
            return self._bare(policy, schedules, people)
        except UndecidedTopic as why:
            return Spans(policy, undecided=why)

    def _bare(self, token: str, schedules: Sequence[str], people: Sequence[str]) -> Spans:
        """The times that are covered with them and not without."""
        since, until = self.range.start, self.range.end
        always = [oncall.Shift(since, until, one) for one in people]
        before = [*always, *(shift for one in schedules for shift in self._shifts(one))]
        after = [shift for shift in always if shift.user != self.person]
        after += [shift for one in schedules for shift in self._without(one)]
        known = {one.user for one in (*before, *after)}
        deleted = self.roster.deleted(known)
        was, gaps = (
            [(one.start, one.end) for one in gaps_of(timeline(shifts, since, until), deleted)]
            for shifts in (before, after)
        )
        return Spans(token, tuple(oncall.Span(*one) for one in subtract(gaps, was)))

    def _shifts(self, schedule: str) -> tuple[oncall.Shift, ...]:
        return shifts_of(self.roster, schedule, self.range.start, self.range.end)

    def _without(self, schedule: str) -> tuple[oncall.Shift, ...]:
        since, until = self.range.start, self.range.end
        made = without(self.roster.within(schedule, since, until), self.person)
        return tuple(oncall.final_shifts(made, since, until))

    def _people(self, level: Level) -> set[str]:
        """Everybody whom a level can reach; nobody of a schedule whose people are not known."""
        people = {one for one in level.people if self.roster.exists(one)}
        for schedule in level.schedules:
            members = self._members(schedule)
            if not members:
                return set()
            people |= {one for one in members if self.roster.exists(one)}
        return people

    def _members(self, schedule: str) -> set[str]:
        found = self.roster.resources["schedule"].get(schedule)
        return {person(ref) for _, ref in refs_in(found) if ref.kind == "user"} if found else set()
