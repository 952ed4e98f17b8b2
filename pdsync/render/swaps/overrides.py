"""Overrides that are to be made, and what became of them: as JSON, and as text from that."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from pdsync.json_types import Json
from pdsync.reconcile.overrides import DoubleDuty, OverrideBack, SentOverride
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
UNKNOWN = "unknown"
_SIGNS = {
    "made": ("+", "green"),
    "changed": ("~", "green"),
    "not made": ("!", "red"),
    UNKNOWN: ("?", "red"),
}
_WORDS = {UNKNOWN: "not known whether it stands"}


def planned_json(one: OnCallHandover, words: SwapWords) -> Json:
    """Return an override that is to be made."""
    zone = words.zones[one.schedule]
    # Of what somebody keeps it is whose hours they are by the rotation.
    old = one.owner if one.old == one.new else one.old
    return {
        "schedule": words.head(one.schedule),
        "start": time_json(one.span.start, zone),
        "end": time_json(one.span.end, zone),
        "user": words.names.person(one.new),
        "instead_of": words.names.person(old) if old else None,
        "outcome": PLANNED,
        "id": None,
        "reason": None,
        "has_now": None,
        "way_back": None,
    }


def sent_json(
    one: SentOverride, back: OverrideBack | None, words: SwapWords, now: datetime
) -> Json:
    """Return what became of an override, and the command line that takes it back."""
    row = planned_json(one.handover, words)
    line = _line_back(back, words, now) if back else None
    told = {"outcome": _outcome(one), "id": one.id, "reason": one.reason, "way_back": line}
    return row | told


def _outcome(one: SentOverride) -> str:
    if one.unknown:
        return UNKNOWN
    done = "changed" if one.changed else "made"
    return done if one.is_made else "not made"


def _line_back(back: OverrideBack, words: SwapWords, now: datetime) -> str:
    one = back.handover
    schedule, zone = words.word(one.schedule), words.zones[one.schedule]
    if back.id:
        return shlex.join(["pdsync", "override", "remove", schedule, "--id", back.id])
    old, new = (words.names.person(it) for it in (one.old or one.new, one.new))
    start = "now" if one.span.start <= now else time_json(one.span.start, zone)
    end = time_json(one.span.end, zone)
    who = ["--user", old, "--instead-of", new, "--from", start, "--to", end, "--anyway"]
    return shlex.join(["pdsync", "override", "add", schedule, *who])


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
            head = f"{sign} {visible(user)} for {visible(instead)}: {_WORDS.get(outcome, outcome)}"
            lines.append(f"  {style.paint(head, tone)}")
            cells = [Row(when_words(one, year), one["id"] or "", "dim") for one in those]
            lines += [f"      {line}" for line in table(cells, style.columns - 6, style)]
            reasons = dict.fromkeys(str(one["reason"]) for one in those if one["reason"])
            told = [*map(visible, reasons), *_on_call_then(those, year)]
            lines += [f"      {sentence(one, style, 6)}" for one in told]
    return lines


def _on_call_then(rows: Iterable[Json], year: int) -> Iterator[str]:
    """Say who is on call by the account where it is not whoever should be; when, if they differ."""
    wrong = [it for it in rows if it["has_now"] is not None and it["user"] not in it["has_now"]]
    people = {tuple(it["has_now"]) for it in wrong}
    for one in wrong[: 1 if len(people) == 1 else None]:
        who = all_of([visible(it) for it in one["has_now"]]) or "nobody"
        yield f"On call {'then' if len(people) == 1 else when_words(one, year)}: {who}"


def when_words(row: Json, year: int) -> str:
    """Return from when to when something is, the day of its end only where it is another."""
    return span_words(row["start"], row["end"], year)


def counted_sent(rows: Sequence[Json]) -> str:
    """Return how many overrides were made, were not made, and of how many it is not known."""
    open_ = [one for one in rows if one["outcome"] == UNKNOWN]
    missing = [one for one in rows if one["outcome"] == "not made"]
    said = [f"{counted(len(rows) - len(missing) - len(open_), 'override')} made"]
    said += [f"{len(missing)} not made"] if missing else []
    said += [f"{len(open_)} not known: `pdsync override list` has what stands"] if open_ else []
    return f"{', '.join(said)}."
