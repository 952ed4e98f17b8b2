"""Turns that change hands, and proposals of cover, for a terminal. Takes the JSON's rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pdsync.json_types import Json
from pdsync.oncall import HeldTurn, Span
from pdsync.render._counts import cut_short
from pdsync.render._escape import visible
from pdsync.render._layout import Row, table, wrap
from pdsync.render._style import Style
from pdsync.render._times import DASH, span_words
from pdsync.render.agenda.as_json import time_json
from pdsync.render.agenda.shift_runs import shift_runs
from pdsync.render.agenda.text import title

_MOST = 6
"""Lines of one turn, and of why nobody can take it; a terminal is for a look."""
_ALL = "--format json has all"


def exchange_text(rows: Iterable[Json], source: str, style: Style, year: int) -> list[str]:
    """Say on each schedule what each of two people gives, how long it is, and what has begun."""
    heads = wrap(f"pdsync swap \N{MIDDLE DOT} {visible(source)}", style.columns)
    blocks = ["\n".join(style.paint(line, "bold") for line in heads)]
    for row in rows:
        lines = [_given(row, turn, other, year) for turn, other in _pairs(row["gives"])]
        blocks.append(_block(_heading(row["schedule"]), lines, style))
    return blocks


def exchange_words(turns: Sequence[HeldTurn], zone: str, year: int) -> list[str]:
    """Return when some turns are, the first few of them, on the clocks of a zone."""
    found = [stretch_words(Span(one.begins, one.ends), zone, year) for one in turns]
    return found if len(found) <= _MOST else [*found[:_MOST], f"{len(found) - _MOST} more"]


def stretch_words(span: Span, zone: str, year: int) -> str:
    """Return from when until when, on the clocks of a zone."""
    return span_words(time_json(span.start, zone), time_json(span.end, zone), year)


def _pairs(gives: Sequence[Json]) -> list[tuple[Json, Json]]:
    first, second = gives
    return [(first, second), (second, first)]


def _given(row: Json, turn: Json, other: Json, year: int) -> Row:
    stretches = _stretches(turn, year)
    whose = f", a turn of {visible(turn['rotation_of'])}" if _is_stand_in(turn) else ""
    to = f"to {visible(other['person'])}: {hours_words(turn['hours'])}{whose}{_state(row, turn)}"
    return Row(visible(turn["person"]), to, rows=tuple(Row("", one) for one in stretches))


def _state(row: Json, turn: Json) -> str:
    """Say that a turn runs, or has changed hands before."""
    if turn["already_hours"] == turn["hours"]:
        return ", theirs already"
    running = "; it runs, and goes over from now on" if turn["person"] in row["running"] else ""
    part = turn["already_hours"]
    return f", {hours_words(part)} of it theirs already{running}" if part else running


def cover_text(row: Json, style: Style, year: int, *, is_whole: bool = True) -> list[str]:
    """Say first what nobody can take, and why; then who is to take each turn.

    `is_whole` if it is known of every schedule who is on call.
    """
    rows, person = row["turns"], row["person"]
    days = f"{row['from']} {DASH} {row['to']}"
    name = f"{person['name']} <{person['email']}>" if person["name"] else person["email"]
    head = f"pdsync cover · {visible(row['source'])} · {visible(name)} · {days}"
    blocks = ["\n".join(style.paint(line, "bold") for line in wrap(head, style.columns))]
    left = [_left(one, style, year) for one in rows if one["by"] is None]
    taken = [_taken(one, style, year) for one in rows if one["by"] is not None]
    for heading, parts, tone in (("Nobody takes", left, "red"), ("Taken by others", taken, "cyan")):
        if parts:
            blocks.append(
                "\n".join([style.paint(heading, tone), *(it for one in parts for it in one)])
            )
    if not rows:
        blocks.append(f"No turn of theirs is {'in' if is_whole else 'known in'} these days.")
    if row["named_directly"]:
        levels = [_level(one) for one in row["named_directly"]]
        blocks.append(_block("Named directly, which only an edit changes", levels, style))
    return blocks


def _level(one: Json) -> Row:
    place = one["place"]
    at = f"{place['file']}:{place['line']}" if place else "in PagerDuty"
    return Row(visible(at), f"{visible(one['escalation_policy'])}, level {one['level']}")


def _left(one: Json, style: Style, year: int) -> list[str]:
    whys = one["candidates"]
    rows = [Row(visible(it["person"]), _why_not(it, year), "dim") for it in whys[:_MOST]]
    if len(whys) > _MOST:
        rows.append(Row("", cut_short(len(whys) - _MOST, "candidate", _ALL), "dim"))
    return _turn(one, rows, style, year)


def _taken(one: Json, style: Style, year: int) -> list[str]:
    best = next(it for it in one["candidates"] if it["person"] == one["by"])
    against = [_rest(best)] if best["rest_hours"] is not None else []
    against += ["gave this turn away before"] if best["gave_it_away"] else []
    against += [_why_not(best, year)] if best["busy"] else []
    about = "; ".join([f"{hours_words(best['hours'])} in the eight weeks around", *against])
    row = Row(visible(one["by"]), about, "yellow" if against else "green")
    return _turn(one, [row], style, year)


def _turn(one: Json, rows: Sequence[Row], style: Style, year: int) -> list[str]:
    """Return a turn in lines: the schedule, when it is, and what is to be said of people."""
    whose = f", a turn of {visible(one['rotation_of'])}" if _is_stand_in(one) else ""
    head = f"{_heading(one['schedule'])}, {hours_words(one['hours'])}{whose}"
    columns = style.columns - 4
    when = [Row("", text) for text in _stretches(one, year)]
    below = [*table(when, columns, style), *table(rows, columns, style)]
    return [f"  {head}", *(f"    {line}" for line in below)]


def _is_stand_in(one: Json) -> bool:
    return one["rotation_of"] not in {None, one["person"]}


def _why_not(one: Json, year: int) -> str:
    if one["unfit"]:
        return str(one["unfit"])
    shifts = {it["schedule"]: it for it in reversed(one["busy"])}
    where = ", ".join(
        f"{visible(schedule)} ({shift_runs([it])[0].words(year)})"
        for schedule, it in shifts.items()
    )
    return f"on call by {where}"


def _rest(one: Json) -> str:
    hours = one["rest_hours"]
    return f"{hours_words(hours)} to another shift" if hours else "right beside another shift"


def _stretches(turn: Json, year: int) -> list[str]:
    runs = [run.words(year) for run in shift_runs(turn["stretches"])]
    if len(runs) <= _MOST:
        return runs
    return [*runs[: _MOST - 1], cut_short(len(runs) - _MOST + 1, "stretch", _ALL)]


def hours_words(hours: float) -> str:
    """Return a number of hours: `168 h`, `7.5 h`."""
    return f"{hours:,.0f} h" if hours == int(hours) else f"{hours:,.1f} h"


def _heading(schedule: Json) -> str:
    return f"{title(schedule)} \N{MIDDLE DOT} {schedule['time_zone']}"


def _block(heading: str, rows: Sequence[Row], style: Style, tone: str = "cyan") -> str:
    lines = table(rows, style.columns - 2, style)
    return "\n".join([style.paint(heading, tone), *(f"  {line}" for line in lines)])
