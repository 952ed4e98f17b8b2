"""A simulated incident for a terminal. Returns text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from pdsync.json_types import Json
from pdsync.kinds import duration_words
from pdsync.render._escape import visible
from pdsync.render._layout import Row, pad, table, width, wrap
from pdsync.render._style import Style
from pdsync.render._times import minute_words, time_words
from pdsync.render.agenda.text import people, title
from pdsync.series import all_of
from pdsync.stamps import read_stamp

NOBODY = (
    "Nobody is on call on any level: PagerDuty makes no incident at all, and nobody hears of it."
)
_ENDINGS = {
    "no_incident": NOBODY,
    "disabled": "The service is disabled: it makes no incidents.",
    "waiting": "Low urgency does not escalate: it stays with {who} until somebody resolves it.",
    "acknowledged": "It stays with {who}, who has acknowledged it; nobody else is notified.",
    "exhausted": "Nobody is left to escalate to: it stays with {who}, and nobody else is notified.",
    "resolved": "It resolves itself, answered or not.",
}
_TONES = {"no_incident": "error", "exhausted": "yellow", "disabled": "yellow"}
_LEADS = {
    "assigned": "assigned to {who}",
    "escalated": "escalated to {who}",
    "repeated": "repeat {repeat} of {repeats}: {who}",
    "acknowledged": "acknowledged; the escalation stops",
    "reopened": "the acknowledgement times out: {who} notified again",
    "raised": "urgency becomes high: {who} notified again, the escalation begins",
    "exhausted": "no level is left",
    "resolved": "resolved by the service's timeout",
}
_SHARES = {True: ", to one of", None: ", to one or all of", False: ""}
_BY_NAME = "by name"
_ASSIGNING = {"assigned", "escalated", "repeated"}


def simulation_text(row: Json, style: Style) -> str:
    """The course of one incident: the facts, each step, how it ends, and what is assumed."""
    head = f"pdsync simulate · {visible(row['source'])} · service {title(row['service'])}"
    rows = [line for run in runs(row["steps"], row) for line in _run_rows(run, row)]
    notes = [_painted(f"Note: {note}.", "dim", style) for note in row["notes"]]
    parts = [
        style.paint(head, "bold"),
        "\n".join(wrap(facts(row), style.columns)),
        "\n".join(f"  {line}" for line in table(_aligned(rows), style.columns - 2, style)),
        _painted(ending_words(row), _TONES.get(row["ending"], "bold"), style),
        "\n".join(notes),
    ]
    return "\n\n".join(part for part in parts if part)


class StepRun(NamedTuple):
    """Steps to show, and in words the repeats that go the same way, with the first step of them."""

    steps: list[Json]
    again: Json | None = None
    words: str = ""


def runs(steps: Sequence[Json], row: Json) -> Iterator[StepRun]:
    """Fold repeats that go the same way as what is before them."""
    for first, *rest in _cycles(steps):
        if first[0]["event"] not in _ASSIGNING:
            yield StepRun([step for cycle in (first, *rest) for step in cycle])
        elif not rest:
            yield StepRun(first)
        else:
            yield StepRun(first, rest[0][0], _same_way(first, rest, row))


def _same_way(first: Sequence[Json], rest: Sequence[Sequence[Json]], row: Json) -> str:
    begin, end = rest[0][0], rest[-1][0]
    if begin is end:
        return f"repeat {begin['repeat']} of {row['repeats']} goes the same way"
    every = duration_words(60 * (begin["minutes"] - first[0]["minutes"]))
    which = f"repeats {begin['repeat']} to {end['repeat']} of {row['repeats']}"
    return f"{which} go the same way, {every} apart"


def _cycles(steps: Sequence[Json]) -> list[list[list[Json]]]:
    """Return runs of cycles through the levels; those of one run go the same way."""
    runs: list[list[list[Json]]] = []
    for _, cycle in groupby(steps, key=lambda one: (one["repeat"], one["event"] in _ASSIGNING)):
        found = list(cycle)
        if runs and _course(runs[-1][-1]) == _course(found):
            runs[-1].append(found)
        else:
            runs.append([found])
    return runs


def _course(cycle: Sequence[Json]) -> list[Json]:
    """Return what a cycle does, but for its times; nothing of what is not a level's."""
    if any(step["event"] not in _ASSIGNING for step in cycle):
        return []
    start = cycle[0]["minutes"]
    left_out = {"event", "at", "repeat", "minutes"}
    return [
        {name: value for name, value in step.items() if name not in left_out}
        | {"after": step["minutes"] - start}
        for step in cycle
    ]


def _run_rows(run: StepRun, row: Json) -> list[Row]:
    lines = [line for step in run.steps for line in _rows(step, row)]
    return [*lines, Row(_label(run.again, row), run.words)] if run.again else lines


def _painted(text: str, tone: str, style: Style) -> str:
    return "\n".join(style.paint(line, tone) for line in wrap(text, style.columns))


def facts(row: Json) -> str:
    """Return the facts: when it begins, how urgent it is and why, and by which policy."""
    told = [beginning_words(row)]
    if row["urgency"]:
        told.append(f"{row['urgency']} urgency{_why(row)}")
    if row["escalation_policy"]:
        repeats = row["repeats"]
        times = "once" if repeats == 1 else f"{repeats} times"
        repeated = f"repeated {times}" if repeats else "not repeated"
        told.append(f"policy {visible(row['escalation_policy'])}, {repeated}")
    return " · ".join(told)


def beginning_words(row: Json) -> str:
    """Return when the incident begins: `Sat 28 Nov 2026 19:49 Europe/London`."""
    return f"{minute_words(row['at'])} {row['time_zone']}"


def _why(row: Json) -> str:
    reasons = []
    if row["urgency_rule"] == "severity_based":
        reasons.append(f"severity {row['severity'] or 'critical'}")
    if row["support_hours"] is not None:
        reasons.append(f"{'during' if row['support_hours'] else 'outside'} support hours")
    return f" ({', '.join(reasons)})" if reasons else ""


def _label(step: Json, row: Json) -> str:
    """How long after the start, and what the clocks show, with a tab between them."""
    passed = duration_words(60 * step["minutes"]) if step["minutes"] else "0m"
    at, start = (read_stamp(one["at"]) for one in (step, row))
    today = at.date() == start.date()
    clock = f"{at:%H:%M}" if today else time_words(at.replace(second=0).isoformat(), start.year)
    return f"{passed}\t{clock}"


def _aligned(rows: Sequence[Row]) -> list[Row]:
    """Put the clocks of all labels below each other."""
    parts = [row.label.partition("\t") for row in rows]
    widest = max((width(passed) for passed, *_ in parts), default=0)
    labels = (f"{pad(passed, widest)}  {clock}".rstrip() for passed, _, clock in parts)
    return [replace(row, label=label) for row, label in zip(rows, labels, strict=True)]


def _rows(step: Json, row: Json) -> list[Row]:
    lines = [Row(_label(step, row), lead(step, row))]
    if step["event"] in _ASSIGNING:
        lines += [Row("", line, "dim") for line in by_whom(step, row)]
    return [*lines, *(Row("", line, "yellow") for line in skipped(step, row))]


def skipped(step: Json, row: Json) -> list[str]:
    """The levels with nobody that are passed over; at the end, whole repeats of them."""
    over = step["event"] == "exhausted"
    levels = [one for one in step["skipped"] if not over or one > step["level"]]
    lines = [f"level {one} has nobody: skipped" for one in levels]
    first, last = step["repeat"] + 1, row["repeats"]
    if over and first <= last:
        several = f"repeats {first} to {last} have" if first < last else f"repeat {first} has"
        lines.append(f"{several} nobody on any level: skipped")
    return lines


def lead(step: Json, row: Json) -> str:
    """Say what happens, and to whom: to a level, where several of its targets have somebody."""
    who = _who(step, row)
    return _LEADS[step["event"]].format(who=who, repeat=step["repeat"], repeats=row["repeats"])


def _who(step: Json, row: Json) -> str:
    if len(_by_people(step, with_nobody=False)) == 1:
        return people(step["users"], step)
    if step["event"] not in _ASSIGNING:
        return f"level {step['level']}"
    share = _SHARES[step["round_robin"]] if len(step["users"]) > 1 else ""
    return f"{_level(step, row)}{share}"


def by_whom(step: Json, row: Json) -> list[str]:
    """The rule that says so, with each target once; where there are several, whom each reaches."""
    groups = _by_people(step, with_nobody=True)
    empty = groups.get((), [])
    if len(groups) - bool(empty) > 1:
        return [f"{people([*users])} {_by(names)}" for users, names in groups.items()]
    (reached,) = (names for users, names in groups.items() if users)
    told = [*reached, *(f"{name} (nobody)" for name in empty)]
    return [f"{_level(step, row)}: {'; '.join(told)}"]


def _level(step: Json, row: Json) -> str:
    return f"level {step['level']} of {visible(str(row['escalation_policy']))}"


def _by(names: Sequence[str]) -> str:
    return all_of(name if name == _BY_NAME else f"by {name}" for name in names)


def _by_people(step: Json, *, with_nobody: bool) -> dict[tuple[str, ...], list[str]]:
    """The targets of a level by whom they reach; all who are named directly are one."""
    found: dict[tuple[str, ...], list[str]] = {}
    for target in step["targets"]:
        if "schedule" in target and (target["users"] or with_nobody):
            schedule = f"schedule {visible(target['schedule'])}"
            found.setdefault(tuple(target["users"]), []).append(schedule)
    named = [one["user"] for one in step["targets"] if one.get("user") and one["users"]]
    others = tuple(one for one in named if (one,) not in found)
    for users in (*((one,) for one in named if (one,) in found), *([others] if others else [])):
        found.setdefault(users, []).append(_BY_NAME)
    return found


def ending_words(row: Json) -> str:
    """State in which an incident is left."""
    last = row["steps"][-1] if row["steps"] else {}
    return _ENDINGS[row["ending"]].format(who=people(row["assigned"], last))
