"""Overrides for a terminal: those that are asked for, and those that stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pdsync.json_types import Json
from pdsync.oncall import Span
from pdsync.render._escape import visible
from pdsync.render._layout import sentence, wrap
from pdsync.render._style import Style
from pdsync.render.agenda.text import title
from pdsync.render.swaps.overrides import when_words
from pdsync.render.swaps.text import stretch_words
from pdsync.series import all_of

_DOT = "\N{MIDDLE DOT}"


def added_text(row: Json, spans: Iterable[tuple[Span, str | None]], style: Style, year: int) -> str:
    """Say which stretches of a schedule somebody is to have, and instead of whom."""
    schedule, user = row["schedule"], row["user"]["email"]
    zone = schedule["time_zone"]
    lines = [f"  {visible(user)} is to be on call:"]
    lines += [
        f"    {stretch_words(span, zone, year)}  instead of {visible(old or 'nobody')}"
        for span, old in spans
    ]
    return "\n".join([*_head("add", row, style), style.paint(_named(schedule), "cyan"), *lines])


def removed_text(row: Json, style: Style, year: int) -> str:
    """Say which override goes, or ends."""
    one = row["override"]
    verb = "It runs, and ends now:" if one["running"] else "It goes:"
    lines = [f"  {verb}", *standing_lines([one], style, year)]
    heads = _head("remove", row, style)
    return "\n".join([*heads, style.paint(_named(one["schedule"]), "cyan"), *lines])


def _head(command: str, row: Json, style: Style) -> Iterator[str]:
    text = f"pdsync override {command} {_DOT} {visible(row['source'])}"
    yield from (style.paint(one, "bold") for one in wrap(text, style.columns))


def _named(schedule: Json) -> str:
    return f"{title(schedule)} {_DOT} {visible(schedule['time_zone'])}"


def listed_text(row: Json, style: Style, year: int) -> str:
    """Return overrides by schedule, or that there are none."""
    lines = [*_head("list", row, style)]
    heading = ""
    for one in row["overrides"]:
        name = _named(one["schedule"])
        if name != heading:
            lines += ["", style.paint(name, "cyan")]
            heading = name
        lines += standing_lines([one], style, year)
    if not row["overrides"]:
        lines += ["", "There is no override in this time."]
    return "\n".join(lines)


def standing_lines(rows: Sequence[Json], style: Style, year: int) -> list[str]:
    """Return a line for each override: when, who, instead of whom, and its id."""
    return [f"    {sentence(_standing(one, year), style, 6)}" for one in rows]


def _standing(one: Json, year: int) -> str:
    when = when_words(one, year)
    who = visible(one["user"] or "nobody")
    instead = f" instead of {visible(all_of(one['instead_of']))}" if one["instead_of"] else ""
    runs = ", runs" if one["running"] else ""
    return f"{when}  {who}{instead}{runs}  {visible(one['id'] or 'id not told')}"
