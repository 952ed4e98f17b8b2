"""Agendas for a terminal. Returns text; the rows come from `as_json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pdsync.json_types import Json
from pdsync.kinds import duration_words
from pdsync.render._counts import cut_short
from pdsync.render._escape import visible
from pdsync.render._layout import Row, table
from pdsync.render._style import Style
from pdsync.render._times import DASH, date_words, minute_words, percent, time_words
from pdsync.render.agenda.marked import marked
from pdsync.render.agenda.shift_runs import ShiftRun, shift_runs
from pdsync.stamps import read_stamp

_LONG = timedelta(days=93)
_MOST = 100
"""Rows of one schedule or level in a long range; of months none is left out."""


class _Block(NamedTuple):
    """Rows below a heading; `group` is said before the first of those that share it."""

    heading: str
    rows: list[Row]
    group: str = ""


def agenda_text(row: Json, style: Style, year: int) -> str:
    """Everything that was asked about: by clocks for an instant, each by itself for a range.

    Dates have their year unless it is `year`, the present one.
    """
    found = _at(row, year) if row["at"] else _over(row, year)
    span = "" if row["at"] else f" · {_dates(row)}"
    head = style.paint(f"pdsync oncall · {visible(row['source'])}{span}", "bold")
    blocks = [
        "\n".join([*([style.paint(name, "bold"), ""] if name else []), *texts])
        for name, texts in _grouped(found, style)
    ]
    return "\n\n".join([head, *(blocks or ["There are no schedules."])])


def _grouped(blocks: Iterable[_Block], style: Style) -> Iterator[tuple[str, list[str]]]:
    """Yield the lines of each block, with the name of its group where that is a new one."""
    last = ""
    for block in blocks:
        yield (block.group if block.group != last else ""), _lines(block, style)
        last = block.group


def _dates(row: Json) -> str:
    """The range, on the clocks of everything in it if they say the same of it."""
    parts = (*row["schedules"], *row["escalation_policies"], *row["services"])
    told = {_dates_there({**row, **one}, one["time_zone"]) for one in parts}
    return told.pop() if len(told) == 1 else _dates_there(row, "Etc/UTC")


def _dates_there(row: Json, zone: str) -> str:
    ends = (read_stamp(row[name]).astimezone(ZoneInfo(zone)) for name in ("since", "until"))
    return f" {DASH} ".join(date_words(one.isoformat()) for one in ends)


def _lines(block: _Block, style: Style) -> list[str]:
    rows = table(block.rows, style.columns - 2, style)
    return [style.paint(block.heading, "cyan"), *(f"  {line}" for line in rows)]


def _at(row: Json, year: int) -> Iterator[_Block]:
    for team, of_team in _by_team(row["schedules"]):
        by_zone = sorted(of_team, key=lambda one: one["time_zone"])
        for zone, schedules in groupby(by_zone, key=lambda one: one["time_zone"]):
            found = list(schedules)
            rows = [Row(title(one), *_now(one, year)) for one in found]
            lead = f"{team} · " if team else ""
            yield _Block(f"{lead}{zone}{_clock(found[0])}", rows)
    for one in (*row["escalation_policies"], *row["services"]):
        rows = [Row(_level(level), *_now(level, year)) for level in one["levels"]]
        clock = _clock(one["levels"][0]) if one["levels"] else ""
        yield _Block(f"{_heading(one)} · {one['time_zone']}{clock}", rows or [_no_levels(one)])


def _by_team(schedules: Sequence[Json]) -> list[tuple[str, list[Json]]]:
    """Schedules by the teams that they are of; without names where none is of any."""
    found: dict[str, list[Json]] = {}
    for one in schedules:
        titles = [title(team) for team in one["teams"]]
        name = f"team{'s' if len(titles) > 1 else ''} {', '.join(titles)}" if titles else "no team"
        found.setdefault(name, []).append(one)
    return [("", [*schedules])] if [*found] == ["no team"] else [*found.items()]


def _clock(one: Json) -> str:
    """Return what the clocks show, by the first thing that is known to begin then."""
    begun = [*one["entries"], *one["gaps"]]
    return f" · {minute_words(begun[0]['start'])}" if begun else ""


def _no_levels(one: Json) -> Row:
    what = "its levels" if one.get("escalation_policy", True) else "its escalation policy"
    return Row("", f"not known: {what}", "yellow")


def title(one: Json) -> str:
    """A resource by its key, else its name."""
    return visible(one["key"] or one["name"])


def _heading(one: Json) -> str:
    if "escalation_policy" not in one:
        return f"escalation policy {title(one)}"
    policy = one["escalation_policy"]
    return f"service {title(one)}" + (f" → {visible(policy)}" if policy else "")


def _level(level: Json) -> str:
    minutes = duration_words(60 * level["escalation_delay_in_minutes"])
    return f"level {level['level']}, {minutes}"


def _now(one: Json, year: int) -> tuple[str, str]:
    """Return who is on call and until when, with the tone to say it in."""
    if one["undecided"]:
        return unknown(one), "yellow"
    current = _current(one)
    users = _first(current)["users"] if "users" in current else []
    end = current["end"]
    until = f"until {time_words(end, year)}" if end else "and no change for a year"
    after = f", then {people(_first(one['next'] | {'end': None})['users'])}" if end else ""
    return f"{people(users, one)} {until}{after}", "" if users else "red"


def unknown(one: Json) -> str:
    """Of what it is not known; why, and what to write, is said once, with the findings."""
    what = one["undecided"]
    itself = "name" in one and what.endswith(f" {one['key'] or one['name']}")
    return "not known" if itself else f"not known: {visible(what)}"


def _first(entry: Json) -> Json:
    """Return an entry as it begins, with whom is there by override."""
    return next(marked(entry))


def _current(one: Json) -> Json:
    found: list[Json] = [*one["entries"], *one["gaps"]]
    return found[0]


def people(users: list[str], one: Json | None = None) -> str:
    """Some people; of a round robin it is not known whose turn it is, and of some if there is."""
    if not users:
        return "nobody"
    turns = one.get("round_robin", False) if len(users) > 1 and one else False
    lead = {True: "one of ", None: "one or all of ", False: ""}[turns]
    return lead + visible(", ".join(users))


def _over(row: Json, year: int) -> Iterator[_Block]:
    most = _MOST if read_stamp(row["until"]) - read_stamp(row["since"]) > _LONG else None
    for team, schedules in _by_team(row["schedules"]):
        for one in schedules:
            heading = f"{title(one)} · {one['time_zone']}"
            yield _range(heading, one, year, most)._replace(group=team)
    for one in (*row["escalation_policies"], *row["services"]):
        for level in one["levels"]:
            heading = f"{_heading(one)} · {_level(level)} · {one['time_zone']}"
            yield _range(heading, level, year, most)
        if not one["levels"]:
            yield _Block(_heading(one), [_no_levels(one)])


def _range(heading: str, one: Json, year: int, most: int | None) -> _Block:
    if one["undecided"]:
        return _Block(heading, [Row("", unknown(one), "yellow")])
    found = shift_runs([*(it for entry in one["entries"] for it in marked(entry)), *one["gaps"]])
    rows = [_run(run, one, year) for run in found[:most]]
    if len(found) > len(rows):
        told = cut_short(len(found) - len(rows), "line", "a shorter range, or --format json")
        rows.append(Row(told, tone="dim"))
    return _Block(f"{heading} · {percent(one['coverage'])} covered", rows)


def _run(run: ShiftRun, one: Json, year: int) -> Row:
    users = run.row.get("users", [])
    return Row(run.words(year), people(users, one), "" if users else "red")
