"""Rows of a calendar: the bars of one schedule, before and after a plan. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.intervals import subtract
from pdsync.render._times import percent
from pdsync.render.page.calendar.bars import Bar, Where, bars, lanes
from pdsync.render.page.calendar.clocks import clock_changes
from pdsync.render.page.calendar.labels import Wording
from pdsync.render.page.calendar.numbered import PlacedBars, numbered
from pdsync.render.page.calendar.scene import Scale, Scene, extent
from pdsync.render.page.elements import Html, element, text, together
from pdsync.render.page.sides import Line
from pdsync.render.page.words import anchor, not_known, side, zone_words
from pdsync.roster import Calendar, CalendarTurn

_LONG = 2
"""Days from which on the name stays in view while its bar is scrolled through."""
_ALL = 100
_MINUTES = 24 * 60


@frozen
class ScheduleRow:
    """One schedule in a calendar of some days; `marks` are what filters look for.

    `is_first` is True where these are the first days of a report: links lead there.
    """

    calendar: Calendar
    days: Sequence[date]
    marks: Mapping[str, str]
    is_first: bool


def row(found: ScheduleRow, scene: Scene) -> Html:
    """Draw a schedule: a row, or two where a plan changes something in these days."""
    lines = [
        _SideRow(line, _within(line.calendar, found.days), found, scene)
        for line in scene.sides.lines(found.calendar)
    ]
    if len(lines) > 1 and lines[0].turns == lines[1].turns:
        lines = [replace(lines[0], line=Line("", lines[0].line.calendar))]
    return together(
        one.draw(is_linked=number == 0 and found.is_first) for number, one in enumerate(lines)
    )


def _within(calendar: Calendar, days: Sequence[date]) -> tuple[CalendarTurn, ...]:
    span = extent(days, ZoneInfo(calendar.zone))
    return tuple(part for one in calendar.turns if (part := one.within(*span)))


@frozen
class _SideRow:
    line: Line
    turns: tuple[CalendarTurn, ...]
    row: ScheduleRow
    scene: Scene

    def draw(self, *, is_linked: bool) -> Html:
        """Draw the row of one side; links lead to the one that `is_linked`."""
        return element(
            "div",
            self._head(is_linked=is_linked),
            self._track() if self.turns else self._blank(),
            class_=f"row {self.line.looks}" if self.line.looks else "row",
            **self.row.marks,
        )

    def _head(self, *, is_linked: bool) -> Html:
        calendar = self.line.calendar
        topic = calendar.topic
        ident = anchor(topic) if is_linked else None
        facts = together(zone_words(calendar.zone), *(f" · {one}" for one in _covered(calendar)))
        changes = clock_changes(calendar, self.row.days)
        return element(
            "div",
            element("h4", topic.title, side(self.line.side), id=ident),
            element("small", facts),
            (element("small", one, class_="dst") for one in changes),
            self._numbers(),
            self._why() if is_linked and calendar.days else None,
            class_="head",
        )

    def _why(self) -> Html | None:
        """Say why it is not known whose turn it is, folded away."""
        calendar = self.line.calendar
        if calendar.undecided is None:
            return None
        people = ", ".join(self.scene.faces.of(one).label for one in calendar.candidates)
        told = element(
            "p", not_known(calendar.undecided, self.scene.faces), f" In it are {people}."
        )
        return element("details", element("summary", "whose turn?"), told, class_="warn")

    def _blank(self) -> Html:
        calendar = self.line.calendar
        if calendar.undecided and not calendar.days:
            why = not_known(calendar.undecided, self.scene.faces)
            return element("p", why, class_="warn")
        return element("p", "nothing in these days", class_="about")

    @cached_property
    def _scale(self) -> Scale:
        return Scale(self.row.days, ZoneInfo(self.line.calendar.zone))

    @cached_property
    def _words(self) -> Wording:
        return Wording(self.line.calendar, self.scene.faces, self.scene.frame)

    @cached_property
    def _today(self) -> int | None:
        return self._scale.today(self.scene.frame.now)

    @cached_property
    def _placed(self) -> PlacedBars:
        found = bars(
            [(one, self._words.label(one)) for one in self.turns], self._scale, self._today
        )
        now = None if self._today is None else self._scale.at(self.scene.frame.now)
        return numbered(found, self._scale, now)

    def _numbers(self) -> Html | None:
        """Say whose the numbers in the bars are."""
        found = self._placed.numbers.items()
        chips = [self._chip(f"{number} {name}", turn) for name, (number, turn) in found]
        return element("small", chips) if chips else None

    def _chip(self, words: str, turn: CalendarTurn) -> Html:
        return together(element("b", words, class_=f"chip {self._words.looks(turn)}"), " ")

    def _track(self) -> Html:
        placed, today = self._placed, self._today
        drawing = _Track(self._scale, self._words, is_numbered=bool(placed.numbers))
        changed = _changed(self.turns, self.line.other)
        style = {"--n": lanes(placed.bars), "--t": today}
        looks = [*(["today"] if today is not None else []), *(["many"] if placed.numbers else [])]
        return element(
            "ol",
            (drawing.bar(bar, is_changed=bar.turn in changed) for bar in placed.bars),
            drawing.line(self.scene.frame.now) if today is not None else None,
            class_=" ".join(looks) or None,
            style=";".join(f"{name}:{value}" for name, value in style.items() if value is not None),
        )


@frozen
class _Track:
    scale: Scale
    words: Wording
    is_numbered: bool = False

    def bar(self, bar: Bar, *, is_changed: bool) -> Html:
        """Draw a bar; there may be thousands, so without a letter that is not needed."""
        turn = bar.turn
        marks = [self.words.looks(turn), bar.where.value, *self._edges(bar)]
        marks += ["over"] if turn.marked and turn.person is not None else []
        marks += ["turned"] if is_changed else []
        looks = " ".join(filter(None, marks))
        lane = f";--l:{bar.lane}" if bar.lane else ""
        shown = self._shown(bar)
        if self.is_numbered and not is_changed and self.words.is_plain(turn):
            # A script gives it its title: of these, there are very many.
            first, last = (f"{one * _MINUTES:g}" for one in (bar.left, bar.right))
            return Html(f'<li class="{looks}" style=--a:{first};--z:{last}{lane}>{shown}</li>')
        title = self.words.title(turn, bar.name, *(["changed by the plan"] if is_changed else []))
        left, width = self._share(bar.left), self._share(bar.right - bar.left)
        return Html(
            f'<li class="{looks}" style="left:{left}%;width:{width}%{lane}"'
            f' title="{text(title)}">{shown}</li>'
        )

    def _shown(self, bar: Bar) -> Html:
        is_long = bar.where is Where.IN and bar.right - bar.left >= _LONG
        name = element("b", bar.name) if is_long or bar.where is Where.BEFORE else text(bar.name)
        return together(name, f" {bar.hours}" if bar.hours else None)

    def _edges(self, bar: Bar) -> Iterator[str]:
        """Say where a turn goes on beyond the days."""
        if not bar.left:
            yield "l"
        if bar.right == len(self.scale.days):
            yield "r"

    def line(self, now: datetime) -> Html:
        """Draw the line at now."""
        left = self._share(self.scale.at(now))
        return Html(f'<li class="now" style="left:{left}%" aria-hidden="true"></li>')

    def _share(self, length: float) -> str:
        return f"{round(100 * length / len(self.scale.days), 2):g}"


def _covered(calendar: Calendar) -> Iterator[str]:
    if calendar.stretches and calendar.agenda.coverage < _ALL:
        yield f"{percent(calendar.agenda.coverage)} covered"


def _changed(turns: Iterable[CalendarTurn], other: Calendar | None) -> frozenset[CalendarTurn]:
    """The turns that are not those of the same person on the other side of a plan, in part."""
    if other is None:
        return frozenset()
    theirs: dict[str | None, list[tuple[datetime, datetime]]] = defaultdict(list)
    for one in other.turns:
        theirs[one.person] += [(piece.start, piece.end) for piece in one.pieces]
    return frozenset(
        one
        for one in turns
        if subtract([(piece.start, piece.end) for piece in one.pieces], theirs[one.person])
    )
