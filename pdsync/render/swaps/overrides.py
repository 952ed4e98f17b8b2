"""Overrides that are to be made, and what became of them: as JSON, and as text from that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pdsync.json_types import Json
from pdsync.reconcile.overrides import DoubleDuty, SentOverride
from pdsync.render._counts import counted
from pdsync.render._escape import visible
from pdsync.render._layout import Row, sentence, table
from pdsync.render._style import Style
from pdsync.render._times import span_words
from pdsync.render.agenda.as_json import time_json
from pdsync.render.agenda.shift_runs import shift_runs
from pdsync.render.agenda.text import title
from pdsync.render.swaps.as_json import SwapWords
from pdsync.roster import OnCallHandover
from pdsync.series import all_of

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
        "instead_of": words.names.person(one.old) if one.old else None,
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


def double_json(one: DoubleDuty, words: SwapWords, apart: Sequence[str] = ()) -> Json:
    """Return where somebody who takes hours would be on call twice.

    `apart` are the keys of schedules that promise otherwise.
    """
    zone = words.zones[one.schedule]
    return {
        "person": words.names.person(one.person),
        "start": time_json(one.span.start, zone),
        "end": time_json(one.span.end, zone),
        "schedule": words.names.of("schedule", one.schedule),
        "other": words.names.of("schedule", one.other),
        "promised_apart": [*apart],
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
        promising = dict.fromkeys(key for one in spans for key in one["promised_apart"])
        whose = all_of(map(visible, promising))
        broken = f", against the promise of {whose} (not_with)" if promising else ""
        said = f"! {visible(person)} would be on call {twice}{broken}: {when}"
        said = sentence(said, style, 2)
        lines.append(style.paint(said, "yellow"))
    return lines


def sent_lines(rows: Sequence[Json], style: Style, year: int) -> list[str]:
    """Say what became of each override, below its schedule and who is on call by it."""
    lines: list[str] = []
    by_schedule: dict[str, dict[tuple[str, str, str], list[Json]]] = {}
    for row in rows:
        who = row["outcome"], row["user"], row["instead_of"] or "nobody"
        by_schedule.setdefault(title(row["schedule"]), {}).setdefault(who, []).append(row)
    for name, groups in by_schedule.items():
        lines.append(style.paint(name, "cyan"))
        for (outcome, user, instead), those in groups.items():
            sign, tone = _SIGNS[outcome]
            head = f"{sign} {visible(user)} for {visible(instead)}: {outcome}"
            lines.append(f"  {style.paint(head, tone)}")
            cells = [Row(when_words(one, year), one["id"] or "", "dim") for one in those]
            lines += [f"      {line}" for line in table(cells, style.columns - 6, style)]
            reasons = dict.fromkeys(str(one["reason"]) for one in those if one["reason"])
            lines += [f"      {sentence(visible(one), style, 6)}" for one in reasons]
    return lines


def when_words(row: Json, year: int) -> str:
    """Return from when to when something is, the day of its end only where it is another."""
    return span_words(row["start"], row["end"], year)


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
