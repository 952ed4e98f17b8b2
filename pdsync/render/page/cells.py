"""Days of a calendar as cells of a table: a strip to see, lines to read. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pdsync.render._times import DASH
from pdsync.render.page.elements import Html, element
from pdsync.render.page.people import Faces
from pdsync.roster import Calendar, CalendarDay, Stretch
from pdsync.units import A_MINUTE


class Cells:
    """Draws the days of one schedule with the faces of its people."""

    def __init__(self, calendar: Calendar, faces: Faces, now: datetime) -> None:
        self._faces = faces
        self._zone = ZoneInfo(calendar.zone)
        self._candidates = len(calendar.candidates)
        self._deleted = calendar.deleted
        self._now = now

    def is_today(self, day: CalendarDay) -> bool:
        """True if the day is today."""
        return day.start <= self._now < day.end

    def cell(self, day: CalendarDay, *head: Html, changed: bool = False) -> Html:
        """One day, with its heading if it has one; `changed` by a plan."""
        strip = element("div", self._strip(day), class_="s", aria_hidden="true")
        lines = (self._line(one, day) for one in day.stretches)
        today = self.is_today(day)
        return element(
            *("td", head, strip, lines, clocks(day)),
            element("p", "changed", class_="turn") if changed else None,
            class_="now" if today else None,
            aria_current="date" if today else None,
        )

    def _strip(self, day: CalendarDay) -> Iterator[Html]:
        reached = day.start
        for one in day.stretches:
            yield from self._unknown(reached, one.start)
            reached = one.end
            there = [person for person in one.people if person not in self._deleted]
            parts = [element("i", class_=self._colour(person)) for person in there]
            looks = None if there else "gap"
            yield element("span", parts, class_=looks, style=_wide(one.start, one.end))
        yield from self._unknown(reached, day.end)

    def _unknown(self, start: datetime, end: datetime) -> Iterator[Html]:
        """Time of which nothing is told."""
        if start < end:
            yield element("span", style=_wide(start, end))

    def _colour(self, person: str) -> str:
        return "who" if self._candidates else f"c{self._faces.of(person).colour}"

    def _line(self, one: Stretch, day: CalendarDay) -> Html:
        when = self._when(one, day)
        if not one.people:
            return element("p", when, "nobody", class_="gap")
        if self._candidates:
            return element("p", when, f"one of {self._candidates}", class_="who")
        people = (part for person in one.people for part in (self._person(person), " "))
        return element("p", when, people, class_=None if when else "all")

    def _person(self, token: str) -> Html:
        face = self._faces.of(token)
        return element("b", face.label, class_=face.looks)

    def _when(self, one: Stretch, day: CalendarDay) -> Html | None:
        """From when until when, if it is not all day."""
        begins, ends = one.start > day.start, one.end < day.end
        if begins and ends:
            return element("span", self.clock(one.start), DASH, self.clock(one.end), " ")
        if begins or ends:
            word = "from " if begins else "until "
            return element("span", word, self.clock(one.start if begins else one.end), " ")
        return None

    def clock(self, instant: datetime) -> Html:
        """Return what the clocks show."""
        there = instant.astimezone(self._zone)
        shown = there.strftime("%H:%M:%S" if there.second else "%H:%M")
        return element("time", shown, datetime=there.isoformat(timespec="minutes"))


def _wide(start: datetime, end: datetime) -> str:
    return f"flex:{max((end - start) // A_MINUTE, 1)}"


def clocks(day: CalendarDay) -> Html | None:
    """Describe the change of the clocks on a day, if there is one."""
    if not day.change:
        return None
    minutes = abs(day.change) // A_MINUTE
    size = f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"
    where = "forward" if day.change > timedelta() else "back"
    return element("p", f"clocks go {where} {size}", class_="dst")
