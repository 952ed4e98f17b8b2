"""Promises that overrides make not kept: an account with some overrides and without them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import Lapse, Ref, Resource
from pdsync.oncall import Span
from pdsync.promises import LapsedPromise, PromiseState, Side, expect_of, held_to, lapsed, local
from pdsync.roster import Roster, Topic, token
from pdsync.series import all_of
from pdsync.source import Config, Entry

_KINDS = ("schedule", "escalation_policy", "service")
_MOST_NAMED = 2


@frozen
class OverriddenPromise:
    """A promise of an entry that overrides make not kept, and when, the first time first.

    `why` is which overrides do that at the first time, in a clause.
    """

    kind: str
    key: str
    field: str
    times: tuple[Lapse, ...]
    why: str

    @property
    def words(self) -> str:
        """What is so at the first time."""
        return self.times[0].words()

    @property
    def more(self) -> int:
        """How many other times there are."""
        return len(self.times) - 1

    @property
    def said(self) -> str:
        """What is so, and how many times more."""
        times = "time" if self.more == 1 else "times"
        return f"{self.words}; and so {self.more} more {times}" if self.more else self.words


@frozen(order=True)
class _Stand:
    """Somebody, or nobody, who is on call by an override of a schedule."""

    start: datetime
    end: datetime
    schedule: str
    person: str | None


@frozen
class Promised:
    """What a configuration promises of the things of a roster.

    `person` is what people are called.
    """

    config: Config
    topics: Sequence[Topic]
    person: Callable[[str], str]

    @cached_property
    def things(self) -> tuple[tuple[Entry, str], ...]:
        """Everything that promises something and is there, with its token."""
        found = [
            (entry, self._by_key.get((kind, entry.key)))
            for kind in _KINDS
            for entry in self.config.of(kind)
            if expect_of(entry.resource)
        ]
        return tuple((entry, topic.token) for entry, topic in found if topic)

    def schedules(
        self, roster: Roster, of: Container[tuple[str, str]] | None = None
    ) -> tuple[str, ...]:
        """Return the schedules, by token, that decide whether what is promised is kept.

        With `of`, what is promised by these things alone, each a kind and a token.
        """
        things = (one for one in self.things if of is None or (one[0].kind, one[1]) in of)
        found = [one for thing in things for one in self._schedules_of(*thing, roster)]
        return tuple(dict.fromkeys(found))

    def broken_by(self, before: Roster, after: Roster, span: Span) -> Iterator[OverriddenPromise]:
        """Yield each promise that the overrides which only `after` has make not kept in a span.

        What cannot be told, of a schedule that could not be read, is left out.
        """
        added = [*_added(before, after)]
        touched = {one.schedule for one in added}
        known = tuple(self.state(one, span.start) for one in (before, after))
        for entry, ident in self.things:
            schedules = self._schedules_of(entry, ident, after)
            state = after.resources[entry.kind].get(ident)
            if state is None or touched.isdisjoint(schedules):
                continue
            whole = held_to(entry.resource, state)
            theirs = [one for one in added if one.schedule in schedules]
            for one in lapsed(ident, (Side(whole, known[0]), Side(whole, known[1])), span):
                if one.times:
                    yield self._told(entry, one, theirs, after)

    def _told(
        self, entry: Entry, one: LapsedPromise, added: Sequence[_Stand], after: Roster
    ) -> OverriddenPromise:
        first = one.times[0]
        touching = [it for it in added if it.start <= first.span.end and it.end >= first.span.start]
        theirs = [it for it in touching if it.person in first.who] or touching
        why = [self._stand(it, first.span, after) for it in sorted(theirs)[:_MOST_NAMED]]
        if len(theirs) > _MOST_NAMED:
            why.append(f"{len(theirs) - _MOST_NAMED} more do such things")
        return OverriddenPromise(entry.kind, entry.key, one.field, one.times, all_of(why))

    def _stand(self, one: _Stand, span: Span, after: Roster) -> str:
        who = self.person(one.person) if one.person else "nobody"
        clocks = after.schedule(one.schedule)
        when = "then"
        if Span(one.start, one.end) != span:
            when = f"from {local(one.start, clocks)} to {local(one.end, clocks)}"
        return f"an override puts {who} on call by `{self._title(one.schedule)}` {when}"

    def state(self, roster: Roster, now: datetime) -> PromiseState:
        """Return an account as the state that promises are proved in from an instant on."""

        def turns(ref: Ref) -> oncall.AnySchedule:
            return roster.schedule(self._token(ref) or token(ref))

        def title(ref: Ref) -> str:
            return self._title(self._token(ref) or token(ref))

        find = partial(resource_of, roster)
        return PromiseState(now, find, self.person, whole=True, turns=turns, title=title)

    def _schedules_of(self, entry: Entry, ident: str, roster: Roster) -> tuple[str, ...]:
        if entry.kind == "schedule":
            expect = expect_of(entry.resource)
            others = (expect.value("not_with") or ()) if expect else ()
            found = [ident, *filter(None, map(self._token, others))]
        else:
            is_policy = entry.kind == "escalation_policy"
            levels = roster.levels(ident) if is_policy else roster.levels_of(ident)
            found = [one for level in levels for one in level.schedules]
        return tuple(dict.fromkeys(found))

    def _token(self, ref: Ref) -> str | None:
        """Return the token of what a reference means; None for nothing that is there."""
        if ref.id or (ref.kind, ref.key) in self._titles:
            return ref.id or ref.key
        entry = self.config.meant(ref)
        topic = self._by_key.get((ref.kind, entry.key)) if entry else None
        if topic:
            return topic.token
        named = [one for one in self.topics if one.kind == ref.kind and one.name == ref.name]
        return named[0].token if len(named) == 1 else None

    def _title(self, ident: str) -> str:
        return self._titles.get(("schedule", ident), ident)

    @cached_property
    def _titles(self) -> Mapping[tuple[str, str | None], str]:
        return {(one.kind, one.token): one.title for one in self.topics}

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], Topic]:
        return {(one.kind, one.key): one for one in self.topics if one.key}


def resource_of(roster: Roster, ref: Ref) -> Resource | None:
    """Return what a reference of a roster means; None for nothing that is there."""
    return roster.resources.get(ref.kind, {}).get(token(ref))


def without_overrides(roster: Roster) -> Roster:
    """Return a roster as it is without any override."""
    bare = {ident: replace(one, overrides=()) for ident, one in roster.shift_based.items()}
    return replace(roster, overrides={}, shift_based=bare)


def _added(before: Roster, after: Roster) -> Iterator[_Stand]:
    """Yield the overrides that only one of two rosters has."""
    for schedule, those in after.overrides.items():
        known = before.overrides.get(schedule, ())
        for one in those:
            if one not in known:
                yield _Stand(one.start, one.end, schedule, one.user)
    for schedule, made in after.shift_based.items():
        was = before.shift_based.get(schedule)
        for shift in made.overrides:
            if was is None or shift not in was.overrides:
                yield _Stand(shift.start, shift.end, schedule, shift.overriding)
