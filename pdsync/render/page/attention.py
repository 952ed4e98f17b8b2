"""Attention box of a report: gaps to come, deleted people, what is not known. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pdsync.oncall import Span
from pdsync.render.page.elements import Html, element, together
from pdsync.render.page.people import Faces
from pdsync.render.page.sides import Both, Sides
from pdsync.render.page.words import anchor, chip, when
from pdsync.roster import Calendar, EscalationPath, Survey, Topic


@dataclass(frozen=True)
class Attention:
    """Things to look at first; gaps that are over by `now` are not among them."""

    seen: Survey
    sides: Sides
    faces: Faces

    @property
    def now(self) -> datetime:
        """The instant of the page."""
        return self.seen.frame.now

    def items(self) -> Iterator[Html]:
        """One for each thing, in the order of the page."""
        for calendar in self.sides.calendars(self.seen.calendars):
            yield from self._calendar(calendar)
        for path in self.sides.paths(self.seen.paths):
            yield from self._path(path)
        yield from self._deleted()
        for one in self.seen.stranded:
            yield together(element("b", one.title), ": its escalation policy is not known here")

    def _calendar(self, calendar: Calendar) -> Iterator[Html]:
        link = _link(calendar.topic)
        if calendar.undecided:
            yield together(link, ": not known who is on call")
        both = self.sides.schedules.get(calendar.topic.token) or Both(calendar, calendar)
        told = self._told(both, "nobody on call", calendar.zone, _gaps_of(both))
        if told:
            yield together(link, ": ", told)

    def _path(self, path: EscalationPath) -> Iterator[Html]:
        both = self.sides.policies.get(path.policy.token) or Both(path, path)
        told = self._told(both, "nobody on any level", path.zone, _free_of(both))
        # What the plan makes has no place on the page to lead to.
        head = _link(path.policy) if both.before else element("b", path.policy.title)
        if told:
            yield together(head, ": ", told)

    def _told(
        self,
        both: Both[Calendar] | Both[EscalationPath],
        what: str,
        zone: str,
        gaps: tuple[Sequence[Span], Sequence[Span]],
    ) -> Html | None:
        """Say how often there is nobody, before and after the plan where that differs."""
        before, after = (self._ahead(one) for one in gaps)
        if both.before is None:
            return together("new with the plan, ", _often(what, after, zone)) if after else None
        if both.after is None:
            return together(_often(what, before, zone), "; the plan deletes it") if before else None
        if before == after:
            return _often(what, before, zone) if before else None
        told = _often(what, before, zone) if before else together("somebody on call all the time")
        rest = _often("nobody", after, zone) if after else together("never nobody")
        return together(told, " before the plan; ", rest, " after it")

    def _ahead(self, gaps: Iterable[Span]) -> list[Span]:
        return [Span(max(gap.start, self.now), gap.end) for gap in gaps if gap.end > self.now]

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
                yield _link(one.topic)

    def _named(self, person: str) -> Iterator[Html]:
        for one in self.seen.paths:
            if any(person in level.level.people for level in one.levels):
                yield _link(one.policy)


def _link(topic: Topic) -> Html:
    return element("a", topic.title, href=f"#{anchor(topic)}")


def _gaps_of(both: Both[Calendar]) -> tuple[Sequence[Span], Sequence[Span]]:
    before, after = (one.agenda.gaps if one else () for one in (both.before, both.after))
    return before, after


def _free_of(both: Both[EscalationPath]) -> tuple[Sequence[Span], Sequence[Span]]:
    before, after = ((one.gaps or ()) if one else () for one in (both.before, both.after))
    return before, after


def _often(what: str, gaps: Sequence[Span], zone: str) -> Html:
    times = "once" if len(gaps) == 1 else f"{len(gaps)} times"
    return together(f"{what} {times}, first from ", when(gaps[0].start, zone))
