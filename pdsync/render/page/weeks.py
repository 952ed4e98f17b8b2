"""The calendars of a report: every week of all schedules, and all weeks of each. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pdsync.render._times import DASH, percent
from pdsync.render.page.cells import Cells
from pdsync.render.page.elements import Html, element, together
from pdsync.render.page.people import Faces
from pdsync.render.page.sides import Line, Sides
from pdsync.render.page.words import anchor, day_words, now_words, scrolling, sentence, zone_words
from pdsync.roster import Agenda, Calendar, Frame

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Scene:
    """Common parts of a page's calendars; `sides` are before and after a plan."""

    frame: Frame
    faces: Faces
    sides: Sides = field(default_factory=Sides)


def weeks(calendars: Sequence[Calendar], scene: Scene) -> Iterator[Html]:
    """For each week a table: a row per schedule, a column per day."""
    for start in range(0, 7 * scene.frame.weeks, 7):
        dates = scene.frame.dates[start : start + 7]
        rows = [_week_rows(one, start, scene) for one in calendars if one.days]
        title = f"Week {dates[0].isocalendar().week} · {_range(dates)}"
        head = element("tr", element("th", "Schedule", scope="col"), map(_column, dates))
        table = element(
            "table",
            # Apart, since it stays in view where the table is scrolled.
            element("caption", element("span", title)),
            element("thead", head),
            element("tbody", rows),
            class_="cal",
        )
        yield scrolling(table, title)


def _range(dates: Sequence[date]) -> str:
    first, last = (day_words(day).partition(" ")[2] for day in (dates[0], dates[-1]))
    return f"{first} {DASH} {last} {dates[-1].year}"


def _column(day: date) -> Html:
    return element("th", element("time", day_words(day), datetime=day.isoformat()), scope="col")


def _week_rows(calendar: Calendar, start: int, scene: Scene) -> Html:
    cells = Cells(calendar, scene.faces, scene.frame.now)
    link = element("a", calendar.topic.title, href=f"#{anchor(calendar.topic)}")
    zone = element("small", zone_words(calendar.zone))
    return together(
        element(
            "tr",
            element("th", link, side(line.side), " ", zone, scope="row"),
            (cells.cell(day, changed=day.date in line.changed) for day in line.days),
            class_=line.looks,
        )
        for line in scene.sides.lines(calendar, start)
    )


_SIDES = {
    "before": "before the plan",
    "after": "after the plan",
    "new": "new with the plan",
    "deleted": "deleted by the plan",
}


def side(words: str) -> Html | None:
    """Say whether a row is of before or after the plan."""
    return together(" ", element("em", _SIDES[words])) if words else None


def month(calendar: Calendar, scene: Scene) -> Html:
    """One schedule: a row per week, a column per day."""
    topic = calendar.topic
    return element(
        "article",
        element("h3", topic.title, id=f"{anchor(topic)}-title"),
        element("p", _about(calendar, scene), class_="about"),
        _undecided(calendar, scene.faces),
        _now(calendar.now, calendar.zone, scene.faces),
        _table(calendar, scene) if calendar.days else None,
        id=anchor(topic),
        aria_labelledby=f"{anchor(topic)}-title",
    )


def _about(calendar: Calendar, scene: Scene) -> str:
    topic = calendar.topic
    named = [topic.name] if topic.name != topic.title else []
    return " · ".join([*named, calendar.zone, *_covered(calendar, scene)])


def _covered(calendar: Calendar, scene: Scene) -> Iterator[str]:
    both = scene.sides.schedules.get(calendar.topic.token)
    if both and both.before is None:
        yield "new with the plan, shown as far as the plan looked ahead"
    elif calendar.days:
        share = f"{percent(calendar.agenda.coverage)} covered"
        after = both.after if both else None
        yield f"{share}, {percent(after.agenda.coverage)} after the plan" if after else share
    if both and both.after is None:
        yield "deleted by the plan"


def _undecided(calendar: Calendar, faces: Faces) -> Html | None:
    if calendar.undecided is None:
        return None
    why = f"Not known who is on call: {faces.names.reason(calendar.undecided)}."
    told = element("p", sentence(why), class_="warn")
    if not calendar.candidates:
        return told
    people = ", ".join(faces.of(one).label for one in calendar.candidates)
    return Html(told + element("p", f"In it are {people}."))


def _now(agenda: Agenda | None, zone: str, faces: Faces) -> Html | None:
    return element("p", "Now: ", now_words(agenda, zone, faces)) if agenda else None


def _table(calendar: Calendar, scene: Scene) -> Html:
    title = f"{calendar.topic.title}, {_range(scene.frame.dates)}"
    head = element("tr", element("th", "Week", scope="col"), map(_weekday, _DAYS))
    rows = [_month_rows(calendar, start, scene) for start in range(0, len(calendar.days), 7)]
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


def _month_rows(calendar: Calendar, start: int, scene: Scene) -> Html:
    cells = Cells(calendar, scene.faces, scene.frame.now)
    number = str(calendar.days[start].date.isocalendar().week)
    return together(
        element(
            "tr",
            element("th", number, _short(line), scope="row"),
            (
                cells.cell(day, _number(day.date), changed=day.date in line.changed)
                for day in line.days
            ),
            class_=line.looks,
        )
        for line in scene.sides.lines(calendar, start)
    )


def _short(line: Line) -> Html | None:
    return together(" ", element("em", line.side)) if line.side else None


def _number(day: date) -> Html:
    first = day.day == 1 or (day - timedelta(days=7)).month != day.month
    words = day_words(day).partition(" ")[2] if first else str(day.day)
    return element("time", words, datetime=day.isoformat(), class_="d")
