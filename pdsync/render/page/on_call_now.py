"""First section of a report: who is on call now, by team, policy and level. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.render.page.elements import Content, Html, element, together
from pdsync.render.page.people import Faces
from pdsync.render.page.words import (
    by_override,
    chip,
    link,
    may_be_empty,
    nobody,
    people,
    scrolling,
    when,
    zone_words,
)
from pdsync.roster import (
    Agenda,
    Board,
    Calendar,
    EscalationPath,
    LevelAgenda,
    StandIn,
    Survey,
    Topic,
    boards,
)

_TITLE = "On call now, by team, policy and level"
_FOLDED = "Everybody on the first levels of each team; open a team for all levels, and who is next."
_MANY = 24
"""So many rows can be looked over."""


def on_call_now(seen: Survey, faces: Faces) -> Html:
    """Draw a row for each policy and a column for each level, with who is on call and who next.

    Where that is a lot, each team is folded under whoever is on its first levels.
    """
    found = boards(seen)
    if not found:
        return element("p", "There is nothing by which anybody is on call.", class_="about")
    most = max((len(path.levels) for path in seen.paths), default=1)
    drawing = _Drawing({one.topic.token: one for one in seen.calendars}, faces, most)
    if sum(len(one.paths) + len(one.unused) for one in found) > _MANY:
        return together(element("p", _FOLDED, class_="about"), map(drawing.folded, found))
    named = any(one.team for one in found)
    return drawing.table(_TITLE, (drawing.board(one, named=named) for one in found))


@frozen
class _Drawing:
    """Parts that all rows share; `most` is how many levels the longest policy has."""

    calendars: Mapping[str, Calendar]
    faces: Faces
    most: int

    def table(self, title: str, rows: Iterable[Html]) -> Html:
        """Draw some teams."""
        columns = ("Policy", *(f"Level {number}" for number in range(1, self.most + 1)))
        head = element("tr", (element("th", one, scope="col") for one in columns))
        caption = element("caption", title)
        table = element("table", caption, element("thead", head), rows, class_="duty")
        return scrolling(table, title)

    def folded(self, board: Board) -> Html:
        """Draw a team that opens, with everybody who is on a first level of it."""
        title = _title(board)
        levels = [one for path in board.paths for one in path.levels[:1]]
        first = [(one.agenda, self._used(one)) for one in levels]
        first += [(one.now, [one]) for one in board.unused if one.now]
        known = [(one.stretches[0], used) for one, used in first if not one.undecided]
        people_now = dict.fromkeys(person for now, _ in known for person in now.people)
        empty = sum(not now.people and not may_be_empty(used, now.start) for now, used in known)
        told = [together(" ", chip(one, self.faces)) for one in people_now]
        nobody = element(
            "span", f"nobody on {empty} of {len(first)} first levels", class_="gap chip"
        )
        summary = element(
            "summary", element("h3", title), told, together(" ", nobody) if empty else None
        )
        table = self.table(f"On call now: {title}", [self.board(board, named=False)])
        return element("details", summary, table, class_="team")

    def board(self, board: Board, *, named: bool) -> Html:
        """Draw a team; `named` where any has a name."""
        title = _title(board)
        head = element("th", title, scope="rowgroup", colspan=self.most + 1, class_="team")
        return element(
            "tbody",
            element("tr", head) if named else None,
            map(self._policy, board.paths),
            map(self._schedule, board.unused),
        )

    def _policy(self, path: EscalationPath) -> Html:
        rest = self.most - len(path.levels)
        cells = (self._level(one, path.zone) for one in path.levels)
        blank = element("td", colspan=rest, class_="blank") if rest else None
        return element("tr", _head(path.policy, path.zone), cells, blank)

    def _schedule(self, calendar: Calendar) -> Html:
        if calendar.now:
            told: Content = self._who(calendar.now, calendar.zone, [calendar])
        else:
            told = element("span", "not known", class_="warn")
        cell = element("td", told, element("small", "no policy uses it"), colspan=self.most)
        return element("tr", _head(calendar.topic, calendar.zone), cell)

    def _level(self, one: LevelAgenda, zone: str) -> Html:
        return element("td", self._told(one, zone), data_level=f"Level {one.level.number}")

    def _told(self, one: LevelAgenda, zone: str) -> Html:
        undecided = one.agenda.undecided
        if undecided:
            calendar = self.calendars.get(undecided.token)
            place = [", as of ", link(calendar.topic)] if calendar else []
            return element("span", "not known", *place, class_="warn")
        turn = element("small", "one of them in turn") if one.level.round_robin else None
        if not one.level.schedules:
            return together(people(one.level.people, self.faces), element("small", "always"), turn)
        return together(self._who(one.agenda, zone, self._used(one)), turn)

    def _used(self, one: LevelAgenda) -> list[Calendar | None]:
        """Return the calendars of a level's schedules; None for one that is not on the page."""
        return [self.calendars.get(name) for name in one.level.schedules]

    def _who(self, agenda: Agenda, zone: str, used: Sequence[Calendar | None]) -> Html:
        """Say who is on call by some schedules, until when, and who then."""
        stand_ins = (stand_in for one in used if one for stand_in in one.stand_ins)
        standing = {one.person: one for one in stand_ins}
        now = agenda.stretches[0]
        ends = agenda.then.start if agenda.then else None
        shown = (
            together(chip(one, self.faces), " ", self._override(standing.get(one), ends, zone))
            for one in now.people
        )
        current = shown if now.people else nobody(is_expected=may_be_empty(used, now.start))
        return together(current, self._then(agenda, zone, used))

    def _override(self, stand_in: StandIn | None, ends: datetime | None, zone: str) -> Html | None:
        """Say for whom, and until when unless others are on call from then on anyway."""
        if stand_in is None:
            return None
        until = together(" until ", when(stand_in.end, zone)) if stand_in.end != ends else None
        return together(element("small", by_override(stand_in, self.faces), until), " ")

    def _then(self, agenda: Agenda, zone: str, used: Sequence[Calendar | None]) -> Html:
        then = agenda.then
        if then is None:
            return element("small", "no change for a year")
        after = people(then.people, self.faces, is_expected=may_be_empty(used, then.start))
        return element("small", "until ", when(then.start, zone), ", then ", after)


def _title(board: Board) -> str:
    return board.team.title if board.team else "No team"


def _head(topic: Topic, zone: str) -> Html:
    return element("th", link(topic), " ", element("small", zone_words(zone)), scope="row")
