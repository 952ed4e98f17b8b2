"""The calendar of a report: its days at the top, below them the schedules of each team. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.render._times import DASH
from pdsync.render.page.calendar.filters import Marks, filters
from pdsync.render.page.calendar.rows import ScheduleRow, row
from pdsync.render.page.calendar.scene import Scale, Scene, chunks
from pdsync.render.page.calendar.teams import by_team
from pdsync.render.page.elements import Html, element
from pdsync.render.page.words import short_day
from pdsync.roster import Calendar, Survey
from pdsync.wall_times import DAY_NAMES

_MONTHS = "January February March April May June July August September October November December"


def board(seen: Survey, scene: Scene) -> Iterator[Html]:
    """Draw all days, four weeks side by side; further ones are folded."""
    drawing = _CalendarDrawing(scene, by_team(scene.sides.calendars(seen.calendars)), Marks(seen))
    yield filters(drawing.marks, scene.faces)
    yield _legend(seen, scene)
    for number, days in enumerate(chunks(scene.frame)):
        calendar = drawing.calendar(days, is_first=number == 0)
        head = element("summary", _range(days))
        yield calendar if number == 0 else element("details", head, calendar)


def _legend(seen: Survey, scene: Scene) -> Html:
    parts = [
        element("span", "nobody", class_="gap chip"),
        " is hatched; ",
        element("b", "⇄"),
        " is by override, with for whom where there is room. Bars are as long as the turn, each ",
        "on the clocks of its schedule; hours that are the same day after day are one bar. ",
    ]
    if scene.sides.schedules:
        parts.append("Bars with a frame around them are those that the plan changes. ")
    if any(one.candidates for one in seen.calendars):
        parts.append("“one of 3” is on call where it is not known whose turn it is. ")
    return element("p", parts, class_="about legend")


@frozen
class _CalendarDrawing:
    scene: Scene
    groups: Mapping[str, Sequence[Calendar]]
    marks: Marks

    def calendar(self, days: Sequence[date], *, is_first: bool) -> Html:
        """Draw some days of all schedules."""
        title = f"Calendar, {_range(days)}"
        groups = (self._group(title, days, is_first=is_first) for title in self.groups)
        return element(
            "div",
            self._days(days),
            groups,
            class_="cal scroll",
            style=f"--d:{len(days)}",
            data_first=days[0].isoformat(),
            tabindex=0,
            role="region",
            aria_label=title,
        )

    def _group(self, title: str, days: Sequence[date], *, is_first: bool) -> Html:
        rows = (
            row(ScheduleRow(one, days, self.marks.of(one), is_first), self.scene)
            for one in self.groups[title]
        )
        return element("div", element("h3", title), self._dates(days), rows, class_="crew")

    def _dates(self, days: Sequence[date]) -> Html:
        """Draw the numbers of the days again."""
        today = self._today(days)
        cells = (
            element("span", str(day.day), class_="now" if number == today else None)
            for number, day in enumerate(days)
        )
        return element("div", cells, class_="dates", aria_hidden="true")

    def _days(self, days: Sequence[date]) -> Html:
        """Draw the head; the rows tell their times themselves."""
        today = self._today(days)
        weeks = (element("span", _week(day), class_="week") for day in days[::7])
        cells = (_day(day, is_today=number == today) for number, day in enumerate(days))
        return element("div", weeks, cells, class_="days", aria_hidden="true")

    def _today(self, days: Sequence[date]) -> int | None:
        """Return the number of the day that is today, where it begins last."""
        calendars = (one for group in self.groups.values() for one in group)
        zones = {one.zone for one in calendars} or {"Etc/UTC"}
        found = (Scale(days, ZoneInfo(zone)).today(self.scene.frame.now) for zone in zones)
        return min((one for one in found if one is not None), default=None)


def _day(day: date, *, is_today: bool) -> Html:
    name = element("span", DAY_NAMES[day.weekday()])
    return element("span", name, element("b", str(day.day)), class_="now" if is_today else None)


def _week(day: date) -> str:
    return f"{_MONTHS.split()[day.month - 1]} {day.year} · week {day.isocalendar().week}"


def _range(days: Sequence[date]) -> str:
    first, last = (short_day(day).partition(" ")[2] for day in (days[0], days[-1]))
    return f"{first} {DASH} {last} {days[-1].year}"
