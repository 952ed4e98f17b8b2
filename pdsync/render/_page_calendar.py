"""The calendars of a report: every week of all schedules, and all weeks of each. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pdsync.render._faces import Faces
from pdsync.render._html import Html, element
from pdsync.render._page_cells import Cells
from pdsync.render._page_words import anchor, day_words, now_words, scrolling
from pdsync.render._times import DASH, percent
from pdsync.roster import Agenda, Calendar, Frame

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weeks(calendars: Sequence[Calendar], frame: Frame, faces: Faces) -> Iterator[Html]:
    """For each week a table: a row per schedule, a column per day."""
    for number in range(frame.weeks):
        dates = frame.dates[7 * number : 7 * number + 7]
        rows = [_week_row(one, number, faces, frame) for one in calendars if one.days]
        title = f"Week {dates[0].isocalendar().week}: {_range(dates)}"
        head = element("tr", element("th", "Schedule", scope="col"), map(_column, dates))
        table = element(
            "table",
            element("caption", title),
            element("thead", head),
            element("tbody", rows),
            class_="cal",
        )
        yield scrolling(table, title)


def _range(dates: Sequence[date]) -> str:
    return f"{day_words(dates[0])} {DASH} {day_words(dates[-1], year=True)}"


def _column(day: date) -> Html:
    return element("th", element("time", day_words(day), datetime=day.isoformat()), scope="col")


def _week_row(calendar: Calendar, number: int, faces: Faces, frame: Frame) -> Html:
    cells = Cells(calendar, faces, frame.now)
    link = element("a", calendar.topic.title, href=f"#{anchor(calendar.topic)}")
    head = element("th", link, element("small", calendar.zone), scope="row")
    return element("tr", head, map(cells.cell, calendar.days[7 * number : 7 * number + 7]))


def month(calendar: Calendar, frame: Frame, faces: Faces) -> Html:
    """One schedule: a row per week, a column per day."""
    topic = calendar.topic
    return element(
        "article",
        element("h3", topic.title, id=f"{anchor(topic)}-title"),
        element("p", _about(calendar), class_="about"),
        _unclear(calendar, faces),
        _now(calendar.now, calendar.zone, faces),
        _table(calendar, frame, faces) if calendar.days else None,
        id=anchor(topic),
        aria_labelledby=f"{anchor(topic)}-title",
    )


def _about(calendar: Calendar) -> str:
    topic = calendar.topic
    named = [topic.name] if topic.name != topic.title else []
    share = [f"{percent(Agenda(calendar.stretches).coverage)} covered"] if calendar.days else []
    return " · ".join([*named, calendar.zone, *share])


def _unclear(calendar: Calendar, faces: Faces) -> Html | None:
    if calendar.unclear is None:
        return None
    told = element(
        "p", f"Not known who is on call: {faces.names.reason(calendar.unclear)}.", class_="warn"
    )
    if not calendar.candidates:
        return told
    people = ", ".join(faces.of(one).label for one in calendar.candidates)
    return Html(told + element("p", f"In it are {people}."))


def _now(agenda: Agenda | None, zone: str, faces: Faces) -> Html | None:
    return element("p", "Now: ", now_words(agenda, zone, faces)) if agenda else None


def _table(calendar: Calendar, frame: Frame, faces: Faces) -> Html:
    cells = Cells(calendar, faces, frame.now)
    title = f"{calendar.topic.title}, {_range(frame.dates)}"
    head = element("tr", element("th", "Week", scope="col"), map(_weekday, _DAYS))
    rows = [_month_row(calendar, cells, start) for start in range(0, len(calendar.days), 7)]
    table = element(
        "table",
        element("caption", title),
        element("thead", head),
        element("tbody", rows),
        class_="cal month",
    )
    return scrolling(table, title)


def _weekday(name: str) -> Html:
    return element("th", element("abbr", name[:3], title=name), scope="col")


def _month_row(calendar: Calendar, cells: Cells, start: int) -> Html:
    found = calendar.days[start : start + 7]
    head = element("th", f"{found[0].date.isocalendar().week}", scope="row")
    return element("tr", head, (cells.cell(day, _number(day.date)) for day in found))


def _number(day: date) -> Html:
    first = day.day == 1 or (day - timedelta(days=7)).month != day.month
    words = day_words(day).partition(" ")[2] if first else str(day.day)
    return element("time", words, datetime=day.isoformat(), class_="d")
