"""Overrides that are to be made, and what became of them: as JSON, and as text from that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pdsync.json_types import Json
from pdsync.reconcile.handovers import DoubleDuty, SentOverride
from pdsync.render._counts import counted
from pdsync.render._escape import visible
from pdsync.render._layout import sentence
from pdsync.render._style import Style
from pdsync.render.agenda.as_json import time_json
from pdsync.render.agenda.shift_runs import shift_runs
from pdsync.render.agenda.text import title
from pdsync.render.swaps.as_json import SwapWords
from pdsync.roster import OnCallHandover

PLANNED = "planned"
_SIGNS = {"made": ("+", "green"), "changed": ("~", "green"), "not made": ("!", "red")}


def planned_json(one: OnCallHandover, words: SwapWords) -> Json:
    """Return an override that is to be made."""
    zone = words.zones[one.schedule]
    return {
        "schedule": words.head(one.schedule),
        "start": time_json(one.span.start, zone),
        "end": time_json(one.span.end, zone),
        "user": words.names.person(one.new),
        "instead_of": words.names.person(one.old),
        "outcome": PLANNED,
        "id": None,
        "reason": None,
    }


def sent_json(one: SentOverride, words: SwapWords) -> Json:
    """Return what became of an override."""
    done = "changed" if one.changed else "made"
    outcome = done if one.is_made else "not made"
    row = planned_json(one.handover, words)
    return row | {"outcome": outcome, "id": one.id, "reason": one.reason}


def double_json(one: DoubleDuty, words: SwapWords) -> Json:
    """Return where somebody who takes hours would be on call twice."""
    zone = words.zones[one.schedule]
    return {
        "person": words.names.person(one.person),
        "start": time_json(one.span.start, zone),
        "end": time_json(one.span.end, zone),
        "schedule": words.names.of("schedule", one.schedule),
        "other": words.names.of("schedule", one.other),
    }


def double_lines(rows: Iterable[Json], style: Style, year: int) -> list[str]:
    """Say who would be on call twice, by which schedules, and when."""
    by_person: dict[tuple[str, str, str], list[Json]] = {}
    for one in rows:
        by_person.setdefault((one["person"], one["schedule"], one["other"]), []).append(one)
    lines = []
    for (person, schedule, other), spans in by_person.items():
        when = "; ".join(run.words(year) for run in shift_runs(spans))
        both = f"{visible(schedule)} and {visible(other)}"
        twice = f"twice by {visible(schedule)}" if schedule == other else f"by {both} at once"
        said = sentence(f"! {visible(person)} would be on call {twice}: {when}", style, 2)
        lines.append(style.paint(said, "yellow"))
    return lines


def sent_lines(rows: Sequence[Json], style: Style, year: int) -> list[str]:
    """Say what became of each override, those of one schedule below its name."""
    lines: list[str] = []
    heading = ""
    for row in rows:
        name = title(row["schedule"])
        if name != heading:
            lines.append(style.paint(name, "cyan"))
            heading = name
        sign, tone = _SIGNS[row["outcome"]]
        when = shift_runs([row])[0].words(year)
        who = f"{visible(row['user'])} for {visible(row['instead_of'])}"
        ident = f", {row['id']}" if row["id"] else ""
        line = f"  {sign} {when}  {who}, {row['outcome']}{ident}"
        lines.append(style.paint(sentence(line, style, 6), tone))
        if row["reason"]:
            lines.append(sentence(f"      {visible(row['reason'])}", style, 6))
    return lines


def counted_sent(rows: Sequence[Json]) -> str:
    """Return how many overrides were made, and how many were not."""
    done = [one for one in rows if one["outcome"] in {"made", "changed"}]
    if len(done) == len(rows):
        return f"{counted(len(done), 'override')} made."
    return f"{counted(len(done), 'override')} made, {len(rows) - len(done)} not made."


def remove_lines(rows: Iterable[Json]) -> list[str]:
    """Return the lines that take away again what was made."""
    return [
        f"pdsync override remove {row['schedule']['key'] or row['schedule']['id']} --id {row['id']}"
        for row in rows
        if row["outcome"] == "made" and row["id"]
    ]
