"""Attention of a report: short lines, in groups, that lead to what is worth a look. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.render.page.elements import Html, element, together
from pdsync.render.page.people import Faces
from pdsync.render.page.sides import Both, Sides
from pdsync.render.page.strain_words import same_people, strain
from pdsync.render.page.words import (
    by_override,
    chip,
    link,
    people,
    person_anchor,
    spans_words,
    what_to_write,
    when,
    written_at,
)
from pdsync.roster import Calendar, EscalationPath, Survey

_Key = TypeVar("_Key")
_SOON = timedelta(days=7)
"""An override that ends within it is told."""
_EXPECT = (
    "A gap that is meant is not listed where the schedule's `expect:` says when somebody must be "
    "on call, such as `coverage: Mon-Fri 09:00-17:00`."
)


@frozen
class LookGroup:
    """Lines of one sort under a title, with what to know of them in a sentence."""

    title: str
    lines: tuple[Html, ...]
    note: str | None = None


@frozen
class Attention:
    """Things to look at first; gaps that are over by `now` are not among them."""

    seen: Survey
    sides: Sides
    faces: Faces

    @property
    def now(self) -> datetime:
        """The instant of the page."""
        return self.seen.frame.now

    def groups(self) -> Iterator[LookGroup]:
        """Each sort that there is, the most urgent first."""
        paths = self.sides.paths(self.seen.paths)
        calendars = self.sides.calendars(self.seen.calendars)
        found = (
            LookGroup("Nobody on call", tuple(self._gaps(paths, calendars)), _EXPECT),
            LookGroup("The same person on two levels", tuple(self._same_people())),
            LookGroup("People who left", tuple(self._deleted())),
            LookGroup("Overrides that end soon", tuple(self._overrides())),
            LookGroup("More than people can carry for long", tuple(self._strains())),
            LookGroup("Not known", tuple(self._unknown(calendars))),
        )
        yield from (one for one in found if one.lines)

    def _gaps(
        self, paths: Iterable[EscalationPath], calendars: Iterable[Calendar]
    ) -> Iterator[Html]:
        found = (*map(self._path, paths), *map(self._calendar, calendars))
        yield from (one for one in found if one)

    def _unknown(self, calendars: Iterable[Calendar]) -> Iterator[Html]:
        for one in calendars:
            if one.undecided:
                place, ways = (
                    words(one.undecided, self.faces) for words in (written_at, what_to_write)
                )
                yield together(link(one.topic), ": not known who is on call", place, ".", ways)
        for service in self.seen.stranded:
            yield together(element("b", service.title), ": its escalation policy is not known here")

    def _calendar(self, calendar: Calendar) -> Html | None:
        both = self.sides.schedules.get(calendar.topic.token) or Both(calendar, calendar)
        told = self._told(both, "nobody on call", calendar.zone)
        return together(link(calendar.topic), ": ", told) if told else None

    def _path(self, path: EscalationPath) -> Html | None:
        both = self.sides.policies.get(path.policy.token) or Both(path, path)
        told = self._told(both, "nobody on any level", path.zone)
        # What the plan makes has no place on the page to lead to.
        head = link(path.policy) if both.before else element("b", path.policy.title)
        return together(head, ": ", told) if told else None

    def _told(
        self, both: Both[Calendar] | Both[EscalationPath], what: str, zone: str
    ) -> Html | None:
        """Say how often there is nobody, before and after the plan where that differs."""
        before, after = (
            self._ahead(one.unexpected_gaps if one else ()) for one in (both.before, both.after)
        )
        old = self._often(what, before, zone) if before else None
        if both.before is None:
            new = self._often(what, after, zone) if after else None
            return together("new with the plan, ", new) if new else None
        if both.after is None:
            return together(old, "; the plan deletes it") if old else None
        if before == after:
            return old
        told = old or together("somebody on call all the time")
        rest = self._often("nobody", after, zone) if after else together("never nobody")
        return together(told, " before the plan; ", rest, " after it")

    def _often(self, what: str, gaps: Sequence[Span], zone: str) -> Html:
        return together(f"{what} ", spans_words(gaps, self.now, zone))

    def _ahead(self, gaps: Iterable[Span]) -> list[Span]:
        return [Span(max(gap.start, self.now), gap.end) for gap in gaps if gap.end > self.now]

    def _same_people(self) -> Iterator[Html]:
        after = (
            both.after if both else path
            for path in self.sides.paths(self.seen.paths)
            for both in (self.sides.policies.get(path.policy.token),)
        )
        sides = (self._shared(self.seen.paths), self._shared(one for one in after if one))
        return _compared(*sides)

    def _shared(self, paths: Iterable[EscalationPath]) -> dict[tuple[str, int], _LookLine]:
        return {
            (path.policy.token, one.number): _LookLine(
                link(path.policy), same_people(one, self.now, self.faces)
            )
            for path in paths
            for one in path.same_people(self.now)
        }

    def _strains(self) -> Iterator[Html]:
        dates = self.seen.frame.dates
        before, after = (
            {one.person: _LookLine(self._carrying(one.person), strain(one, dates)) for one in side}
            for side in (self.seen.strains, self.sides.strains(self.seen))
        )
        return _compared(before, after)

    def _carrying(self, person: str) -> Html:
        place = f"#{person_anchor(person, self.faces)}"
        return element("a", chip(person, self.faces), href=place)

    def _overrides(self) -> Iterator[Html]:
        for calendar in self.seen.calendars:
            for one in calendar.stand_ins:
                if one.end - self.now <= _SOON:
                    yield together(
                        *(link(calendar.topic), ": ", chip(one.person, self.faces)),
                        f", {by_override(one, self.faces)},",
                        *(" until ", when(one.end, calendar.zone)),
                        *(", then ", people(one.then, self.faces)),
                    )

    def _deleted(self) -> Iterator[Html]:
        for person in sorted(self.seen.deleted):
            links = [*self._turns(person), *self._named(person)]
            if links:
                places = together(links[0], *(together(", ", one) for one in links[1:]))
                said = ": nobody is notified in their turns on "
                yield together(chip(person, self.faces), said, places)

    def _turns(self, person: str) -> Iterator[Html]:
        for one in self.seen.calendars:
            if any(person in part.people and part.end > self.now for part in one.stretches):
                yield link(one.topic)

    def _named(self, person: str) -> Iterator[Html]:
        for one in self.seen.paths:
            if any(person in level.level.people for level in one.levels):
                yield link(one.policy)


class _LookLine(NamedTuple):
    """Line about something: what it is, and what is said of it."""

    head: Html
    words: Html


def _compared(before: Mapping[_Key, _LookLine], after: Mapping[_Key, _LookLine]) -> Iterator[Html]:
    """Tell lines of both sides of a plan, once where they say the same."""
    for key, (head, _) in {**before, **after}.items():
        sides = (before.get(key), after.get(key))
        old, new = (side.words if side else None for side in sides)
        if old == new:
            yield together(head, ": ", old)
        elif old and new:
            yield together(head, ": ", old, " before the plan; ", new, " after it")
        elif old:
            yield together(head, ": ", old, "; not after the plan")
        else:
            yield together(head, ": with the plan, ", new)
