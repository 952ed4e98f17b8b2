"""On-call changes of a plan in as few lines as can be read at once. Returns text."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._counts import listed_few
from pdsync.render._escape import visible
from pdsync.render._layout import NO_BREAK, pad, width
from pdsync.render._style import Style
from pdsync.render.plan_oncall.at_once import is_at_once
from pdsync.render.plan_oncall.course import EVERY_SHIFT, CourseLine, course_lines
from pdsync.render.plan_oncall.fewer import (
    FEW,
    INDENT,
    SECTIONS,
    counted_levels,
    handed_over,
    is_handed_over,
    is_quiet,
    is_several,
    joined,
    left_out,
    wrapped,
)
from pdsync.render.plan_oncall.same_people import same_people_lines
from pdsync.render.plan_oncall.words import (
    PlanRange,
    coverage_words,
    detail_words,
    unknown_words,
)

SCREEN = 24
"""As many lines as are read at once."""

SHIFTS = (4, 3, 2, 1, 0)
"""How many shifts to show of each thing: the more things, the fewer."""
_LIGHT = 2
_ELLIPSIS = "… "
_GAP = 3
_READABLE = 30
"""Words about people may be wrapped, but not into fewer columns than this beside the times."""
_SHORT = 30
"""What is said in fewer columns about a thing stands on one line."""


def oncall_lines(
    oncall: Json | None, style: Style, most: int | None = SCREEN, soon: str | None = None
) -> list[str]:
    """A heading, and what is told of each schedule, level and service, the gravest first.

    It is all of it if `most` is None, but for more shifts of people who are named. In so many lines
    stand at least all who go on or off call at once, or as `soon` as what runs is replaced, and
    where somebody is left without an answer.
    """
    found = gravest_first(oncall, soon)
    if oncall is None or not (found or oncall.get("same_person")):
        return []
    asked = PlanRange(oncall["since"], oncall["until"], soon)
    zones = zones_told(oncall, asked)
    same = list(same_people_lines(oncall, asked, style, several_zones=len(zones) > 1))
    clocks = f" · {visible(zones.pop())}" if len(zones) == 1 else ""
    heading = style.paint(f"Who is on call (next {asked.words}){clocks}", "bold")
    screen = _Screen(asked, style, several_zones=bool(zones))
    if most is None or most == EVERY_SHIFT:
        return [heading, *same, *(line for _, row in found for line in screen.block(row, most))]
    most -= len(same)
    quiet = [row for _, row in found if is_quiet(row)]
    loud = [one for one in found if not is_quiet(one[1])]
    found, loud = screen.same_once(found), screen.same_once(loud)
    tail = list(counted_levels(quiet, style)) if most > 0 else []
    few = screen.handed_over_once(loud)
    tries = [
        (SHIFTS[0], found, []),
        *((n, loud, tail) for n in SHIFTS[:-1]),
        (SHIFTS[-1], few, tail),
    ]
    for shifts, rows, end in tries:
        if len(rows) + len(end) < most:
            lines = [*(line for _, row in rows for line in screen.block(row, shifts)), *end]
            if len(lines) < most:
                return [heading, *same, *lines]
    lines = [*same, *screen.cut(few, most - 2 - len(tail)), *tail]
    return [heading, *lines] if lines else []


def gravest_first(oncall: Json | None, soon: str | None) -> list[tuple[str, Json]]:
    """Return what there is to tell, each with its section; what is grave is first."""
    return sorted(_rows(oncall or {}), key=lambda one: _weight(one[1], soon))


def zones_told(oncall: Json, asked: PlanRange) -> set[str]:
    """Return the time zones by whose clocks something is told."""
    zones = {row["time_zone"] for _, row in _rows(oncall) if any(course_lines(row, asked, 0))}
    return zones | {row["time_zone"] for row in oncall.get("same_person", ())}


def is_grave(row: Json, soon: str | None) -> bool:
    """Return True for what is told however little room there is."""
    return _weight(row, soon) < _LIGHT


def _rows(oncall: Json) -> Iterator[tuple[str, Json]]:
    for section in SECTIONS:
        yield from ((section, row) for row in oncall.get(section, ()) if not _is_plain(row))


def _is_plain(row: Json) -> bool:
    """A new level of which nothing is to be said: the plan shows whom it notifies."""
    if "level" not in row or row["unknown"] or row["coverage"]["before"]:
        return False
    return bool(row["coverage"]["after"]["always"])


def _weight(row: Json, soon: str | None) -> int:
    """Return the sort key: what leaves somebody without an answer first, then what acts at once."""
    if row["unknown"] or row["coverage"]["before"] is None:
        return _LIGHT
    if any(not change["new"] for change in row["changes"]):
        return 0
    return 1 if is_at_once(row, soon) else _LIGHT


@frozen
class _Screen:
    """Settings of the screen; with `several_zones`, each thing says whose clocks its times are."""

    asked: PlanRange
    style: Style
    several_zones: bool

    def block(self, row: Json, most: int | None) -> Iterator[str]:
        """One schedule, level or service: a line that names it, and its shifts below."""
        lines = list(course_lines(row, self.asked, most))
        columns = self._columns(lines)
        zone = visible(row["time_zone"]) if lines and self.several_zones else ""
        yield from self._head(row, zone)
        for line in lines:
            yield from self._text(line, columns)

    def cut(self, rows: Sequence[tuple[str, Json]], most: int) -> Iterator[str]:
        """As many rows in their shortest form as there is room for, and what the others are.

        The grave ones are always there.
        """
        room, left = most, []
        for section, row in rows:
            lines = list(self.block(row, SHIFTS[-1]))
            room -= len(lines)
            if room < 0 and _weight(row, self.asked.soon) == _LIGHT:
                left.append((section, row))
            else:
                yield from lines
        if left:
            yield left_out(left, more=len(left) < len(rows))

    def same_once(self, rows: Sequence[tuple[str, Json]]) -> list[tuple[str, Json]]:
        """Join several of one section of which the same is told; who acts at once stays alone."""
        return joined(rows, self._told)

    def handed_over_once(self, rows: Sequence[tuple[str, Json]]) -> list[tuple[str, Json]]:
        """Join those that hand over at another time, whoever they are."""
        return joined(rows, self._told_of_hand_offs, handed_over)

    def _told_of_hand_offs(self, row: Json) -> Hashable:
        if is_several(row) or not is_handed_over(row):
            return None
        return self._told(handed_over(row), SHIFTS[-1])

    def _told(self, row: Json, shifts: int = SHIFTS[0]) -> Hashable:
        if row["unknown"] or "level" in row or _weight(row, self.asked.soon) != _LIGHT:
            return None
        return (row["time_zone"], about(row), *course_lines(row, self.asked, shifts))

    def _head(self, row: Json, zone: str) -> Iterator[str]:
        named, news = _named(row), about(row)
        news = news.replace(" ", NO_BREAK) if width(news) < _SHORT else news
        said = "  ".join([*([f"· {zone}"] if zone else []), *([news] if news else [])])
        gap = " " if zone else "  "
        first, *rest = wrapped(f"{named}{gap}{said}", self.style.columns - INDENT)
        yield f"  {self.style.paint(first[: len(named)], 'cyan')}{first[len(named) :]}"
        yield from (" " * INDENT + line for line in rest)

    def _columns(self, lines: Sequence[CourseLine]) -> int:
        """The columns for times: as many as leave room for names; longer ones stand above them."""
        told = [line for line in lines if line.what]
        names = max((max(map(width, line.what.split(" "))) for line in told), default=0)
        needed = max(names, min(_READABLE, max((width(line.what) for line in told), default=0)))
        room = self.style.columns - INDENT - needed
        found = (width(line.when) + _GAP for line in told)
        return max((one for one in found if one <= room), default=_GAP)

    def _text(self, line: CourseLine, columns: int) -> Iterator[str]:
        is_above = bool(line.what) and width(line.when) + _GAP > columns
        column = columns if line.what and not is_above else len(_ELLIPSIS)
        first, *rest = wrapped(line.what or line.when, self.style.columns - INDENT - column)
        when = pad(line.when, columns) if line.what else ""
        if is_above:
            first, rest, when = line.when, [first, *rest], ""
        mark = "! " if line.tone else "  "
        yield f"    {self.style.paint(f'{mark}{when}{first}'.rstrip(), line.tone)}"
        indent = " " * (INDENT + column)
        yield from (indent + self.style.paint(text, line.tone) for text in rest)


def _named(row: Json) -> str:
    was = f" (was {visible(row['was'])})" if row.get("was") else ""
    name = f"{visible(row['name'])}{was}"
    if "level" not in row:
        return f"service {name}" if "details" in row else name
    level = f"{row['level']} (was {row['level_was']})" if row.get("level_was") else row["level"]
    return f"{name}, level {level}{dependants(row['services'])}"


def dependants(names: Sequence[str]) -> str:
    """Return the services that depend on a level, not more than can be taken in."""
    return f" ({visible(listed_few(names, FEW))})" if names else ""


def about(row: Json) -> str:
    """Yield the lines about it besides its shifts."""
    if row["unknown"]:
        return f"cannot be told: {visible(unknown_words(row['unknown']))}"
    if "details" in row:
        return "; ".join(detail_words(one) for one in row["details"])
    before, after = row["coverage"]["before"], row["coverage"]["after"]
    is_news = before != after or "level" in row
    gone = "no such level any more" if "level" in row else "deleted"
    parts = ["new"] if before is None else [gone] if after is None else []
    return ": ".join([*parts, *([coverage_words(row)] if is_news else [])])
