"""Who is on call because of a plan, as tables of Markdown: when, before, after. Gravest first."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.on_demand import regex
from pdsync.render._counts import cut_short
from pdsync.render._escape import markdown
from pdsync.render._layout import NO_BREAK
from pdsync.render._style import Style
from pdsync.render.plan.markdown.room import Portion, Room, size
from pdsync.render.plan_oncall.course import CourseLine, course_lines
from pdsync.render.plan_oncall.fewer import counted_levels, is_quiet, joined, left_out
from pdsync.render.plan_oncall.same_people import same_people_lines
from pdsync.render.plan_oncall.text import (
    SHIFTS,
    about,
    dependants,
    gravest_first,
    is_grave,
    zones_told,
)
from pdsync.render.plan_oncall.words import PlanRange, people

_WIDE = Style(columns=100_000)
"""As wide as any sentence: a page breaks lines itself."""
_LINES = 60
"""Rows of tables, and lines between them, that are read at once."""
_TABLE = 10_000
"""Most bytes of the rows of one table."""
_ABOVE = 2
"""Lines that a table takes besides its rows."""

_ADDRESS = regex("`([^`@ ]+)@([^`@ ]+)`")
_BAR = r"\|"

_Rows = Sequence[tuple[str, Json]]
"""Things of which something is told, each with its section."""


def oncall_part(oncall: Json | None, soon: str | None, most: int) -> str:
    """Return who is on call because of a plan in so many bytes; nothing where that is as before."""
    found = gravest_first(oncall, soon)
    if oncall is None or not (found or oncall.get("same_person")):
        return ""
    asked = PlanRange(oncall["since"], oncall["until"], soon)
    zones = zones_told(oncall, asked)
    clocks = f" · {markdown(zones.pop())}" if len(zones) == 1 else ""
    parts = [f"### Who is on call (next {asked.words}){clocks}"]
    said = same_people_lines(oncall, asked, _WIDE, several_zones=bool(zones))
    same = [Portion(f"- **!** {markdown(line.strip().removeprefix('! '))}") for line in said]
    parts += [Room(most // 2).kept(same)] if same else []
    shown = list(_Tables(asked, several_zones=bool(zones)).fewest(found))
    parts += [Room(most).without(*parts).kept(shown)] if shown else []
    return "\n\n".join(parts)


@frozen
class _Tables:
    """One for each thing; with `several_zones`, each says whose clocks its times are."""

    asked: PlanRange
    several_zones: bool

    def fewest(self, found: _Rows) -> Iterator[Portion]:
        """Yield all in so many lines, the same of several things once; in less what is grave."""
        loud = self._same_once([one for one in found if not is_quiet(one[1])])
        quiet = [row for _, row in found if is_quiet(row)]
        tries = ((SHIFTS[0], self._same_once(found), False), *((n, loud, True) for n in SHIFTS))
        for shifts, rows, is_counted in tries:
            if sum(self._lines(row, shifts) for _, row in rows) <= _LINES:
                yield from (self._table(row, shifts) for _, row in rows)
                yield from self._counted(quiet if is_counted else [])
                return
        yield from self._cut(loud)
        yield from self._counted(quiet)

    def _cut(self, rows: _Rows) -> Iterator[Portion]:
        room, left = _LINES, []
        for section, row in rows:
            room -= self._lines(row, 0)
            if room < 0 and not is_grave(row, self.asked.soon):
                left.append((section, row))
            else:
                yield self._table(row, 0)
        if left:
            said = left_out(left, more=len(left) < len(rows)).strip()
            yield Portion(markdown(said), len(left))

    def _counted(self, quiet: Sequence[Json]) -> Iterator[Portion]:
        lines = counted_levels(quiet, _WIDE)
        yield from (Portion(markdown(line.strip()), len(quiet)) for line in lines)

    def _lines(self, row: Json, shifts: int) -> int:
        return _ABOVE + sum(1 for _ in course_lines(row, self.asked, shifts))

    def _same_once(self, rows: _Rows) -> _Rows:
        return joined(rows, self._told)

    def _told(self, row: Json) -> Hashable:
        if row["unknown"] or "level" in row or is_grave(row, self.asked.soon):
            return None
        return (row["time_zone"], about(row), *course_lines(row, self.asked, SHIFTS[0]))

    def _table(self, row: Json, shifts: int) -> Portion:
        lines = list(course_lines(row, self.asked, shifts))
        zone = row["time_zone"] if lines and self.several_zones else ""
        head = " · ".join([_named(row), *map(_text, filter(None, (zone, about(row))))])
        rows = _fitting([line for line in lines if line.what], is_new=_is_new(row))
        titles = ("When", "On call") if _is_new(row) else ("When", "Before", "After")
        table = [_cells(titles), _cells(["---"] * len(titles)), *rows] if rows else []
        notes = [_marked(line.when, line.tone) for line in lines if not line.what]
        if left := sum(1 for line in lines if line.what) - len(rows):
            notes.append(f"**{cut_short(left, 'row', '`pdsync plan` shows all')}**")
        return Portion("\n\n".join(filter(None, [head, "\n".join(table), "\n".join(notes)])))


def _is_new(row: Json) -> bool:
    return not row["unknown"] and row["coverage"]["before"] is None


def _named(row: Json) -> str:
    was = f" (was {_text(row['was'])})" if row.get("was") else ""
    name = f"{_text(row['name'])}{was}"
    if "level" not in row:
        return f"**{'service' if 'details' in row else 'schedule'}** {name}"
    level = f"{row['level']} (was {row['level_was']})" if row.get("level_was") else row["level"]
    return f"**level {level}** of {name}{_text(dependants(row['services']))}"


def _fitting(lines: Sequence[CourseLine], *, is_new: bool) -> list[str]:
    """Return the rows of a table, of a very long one the first, and gaps before all else."""
    rows, room, kept = [_row(line, is_new=is_new) for line in lines], _TABLE, set()
    for number in sorted(range(len(rows)), key=lambda one: lines[one].tone != "red"):
        room -= size(rows[number]) + 1
        if room < 0:
            break
        kept.add(number)
    return [row for number, row in enumerate(rows) if number in kept]


def _row(line: CourseLine, *, is_new: bool) -> str:
    when, before, after = line.cells
    end = f"**{after}**" if line.tone and after == people([]) else _text(after)
    first = _marked(when, line.tone)
    return _cells([first, end] if is_new else [first, _text(before), end])


def _marked(text: str, tone: str) -> str:
    return f"**! {_text(text)}**" if tone else _text(text)


def _text(text: str) -> str:
    """Return a text in which a narrow page may break addresses: a table is as wide as they are."""
    shown = "&nbsp;".join(markdown(part) for part in text.split(NO_BREAK))
    return shown if "`" in text else _ADDRESS.sub(r"`\1`<wbr>`@\2`", shown)


def _cells(texts: Sequence[str]) -> str:
    """Return a row of a table, whose cells no text can end."""
    return f"| {' | '.join(text.replace('|', _BAR) for text in texts)} |"
