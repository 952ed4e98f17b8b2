"""Duties of one person for a terminal. Returns text; the rows come from `as_json`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._counts import cut_short
from pdsync.render._escape import visible
from pdsync.render._layout import Row, table, wrap
from pdsync.render._style import Style
from pdsync.render._times import DASH, date_words, span_words, time_words
from pdsync.render.agenda.marked import marked
from pdsync.render.agenda.shift_runs import ShiftRun, shift_runs
from pdsync.render.agenda.text import title, unknown
from pdsync.stamps import read_stamp

_ALWAYS = "all the time"
_NO_TEAM = "none whose `members` name them"
_MOST = 12
"""Lines of one schedule; a terminal is for a look."""


class _Clocked(NamedTuple):
    """Row on the clocks of a zone; one that is not `is_timed` tells no time of them."""

    zone: str
    row: Row
    is_timed: bool


@frozen
class _Ends:
    """Times in words; what reaches an end of the range that was asked goes on beyond it."""

    since: datetime
    until: datetime
    year: int

    def times(self, one: Json, name: str, tone: str) -> Row:
        """Times of a schedule or a policy, the first on the line of its name."""
        if one["undecided"]:
            return Row(title(one), unknown(one), "yellow")
        found = one[name]
        if not found:
            return Row(title(one), "no turn", "dim")
        runs = shift_runs(it for span in found for it in marked({"users": [""], **span}))
        rows = [Row("", self._run(run) + run.row["users"][0], tone) for run in runs[:_MOST]]
        if len(runs) > _MOST:
            told = cut_short(len(runs) - _MOST, "line", "fewer --weeks, or --format json")
            rows.append(Row("", told, "dim"))
        return Row(title(one), rows[0].text, tone, tuple(rows[1:]))

    def policy(self, one: Json) -> Row:
        """Times of a policy, with the services that it is for."""
        row = self.times(one, "gaps", "red")
        return replace(row, label=f"policy {row.label}", rows=(*row.rows, *_services(one)))

    def clocked(self, one: Json, name: str, row: Row) -> _Clocked:
        """Return a row of its times, with whose clocks they are on."""
        is_timed = any(self._span(span) != _ALWAYS for span in one[name])
        return _Clocked(str(one["time_zone"]), row, is_timed)

    def _run(self, run: ShiftRun) -> str:
        return self._span(run.row) if len(run.starts) == 1 else run.words(self.year)

    def _span(self, span: Json) -> str:
        is_now = read_stamp(span["start"]) == self.since
        is_open = read_stamp(span["end"]) == self.until
        if is_now and is_open:
            return _ALWAYS
        if not is_now and not is_open:
            return span_words(span["start"], span["end"], self.year)
        start = "now" if is_now else time_words(span["start"], self.year)
        return (
            f"from {start} on"
            if is_open
            else f"{start} {DASH} {time_words(span['end'], self.year)}"
        )


def who_text(row: Json, style: Style, year: int) -> str:
    """Everything about a person; dates have their year unless it is `year`, the present one."""
    person, bare = row["person"], row["uncovered"]
    span = f"{date_words(row['since'])} {DASH} {date_words(row['until'])}"
    name = f"{person['name']} <{person['email']}>" if person["name"] else person["email"]
    head = wrap(f"pdsync who · {visible(row['source'])} · {visible(name)} · {span}", style.columns)
    told = _Ends(read_stamp(row["since"]), read_stamp(row["until"]), year)
    turns = [told.clocked(one, "entries", told.times(one, "entries", "")) for one in row["turns"]]
    schedules = ((one, told.times(one, "gaps", "red")) for one in bare["schedules"])
    policies = ((one, told.policy(one)) for one in bare["escalation_policies"])
    gaps = [told.clocked(one, "gaps", made) for one, made in (*schedules, *policies)]
    blocks = (
        ("Named in", [_place(one) for one in row["places"]], "no file"),
        ("Teams", [_team(one) for one in row["teams"]], "none" if person["id"] else _NO_TEAM),
        *_by_zone("Turns", turns, "none"),
        ("Levels that are theirs alone", [_level(one) for one in row["levels"]], "none"),
        *_by_zone("Uncovered without them", gaps, "nothing"),
    )
    parts = ["\n".join(_block(name, rows, none, style)) for name, rows, none in blocks]
    return "\n\n".join(["\n".join(style.paint(line, "bold") for line in head), *parts])


def _by_zone(heading: str, rows: Sequence[_Clocked], none: str) -> list[tuple[str, list[Row], str]]:
    """Return a block for the clocks of each zone, without their names where there are no times."""
    if not any(one.is_timed for one in rows):
        return [(heading, [one.row for one in rows], none)]
    return [
        (
            f"{heading} \N{MIDDLE DOT} {zone}",
            [one.row for one in rows if one.zone == zone],
            none,
        )
        for zone in dict.fromkeys(one.zone for one in rows)
    ]


def _block(heading: str, rows: Sequence[Row], none: str, style: Style) -> list[str]:
    if not rows:
        return [f"{style.paint(heading, 'cyan')}: {none}"]
    lines = table(rows, style.columns - 2, style)
    return [style.paint(heading, "cyan"), *(f"  {line}" for line in lines)]


def _place(one: Json) -> Row:
    at = one["place"]
    within = f", {one['within']}" if one["within"] else ""
    what = f"{one['kind'].replace('_', ' ')} {one['key']}{within}"
    return Row(visible(f"{at['file']}:{at['line']}"), visible(what))


def _team(one: Json) -> Row:
    return Row(title(one), visible(one["role"] or ""))


def _level(one: Json) -> Row:
    head = f"{title(one['escalation_policy'])}, level {one['level']} of {one['of']}"
    return Row(head, visible(", ".join(one["targets"])), rows=tuple(_services(one)))


def _services(one: Json) -> list[Row]:
    names = visible(", ".join(one["services"]))
    return [Row("", f"for {names}", "dim")] if names else []
