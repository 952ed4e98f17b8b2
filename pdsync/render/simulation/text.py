"""A simulated incident, or what is proved of all services, for a terminal. Returns text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pdsync.json_types import Json
from pdsync.kinds import duration_words
from pdsync.render._escape import visible
from pdsync.render._layout import Row, table, wrap
from pdsync.render._style import Style
from pdsync.render._times import DASH, date_words, minute_words, time_words, year_of
from pdsync.render.agenda.text import people, title, unknown
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
_ASSIGNING = {"assigned", "escalated", "repeated"}


def simulation_text(row: Json, style: Style) -> str:
    """The course of one incident: the facts, each step, how it ends, and what is assumed."""
    head = f"pdsync simulate · {visible(row['source'])} · service {title(row['service'])}"
    steps = [line for steps in _cycles(row["steps"]) for line in _cycle_rows(steps, row)]
    notes = [_painted(f"Note: {note}.", "dim", style) for note in row["notes"]]
    parts = [
        style.paint(head, "bold"),
        "\n".join(wrap(facts(row), style.columns)),
        "\n".join(f"  {line}" for line in table(steps, style.columns - 2, style)),
        _painted(ending_words(row), _TONES.get(row["ending"], "bold"), style),
        "\n".join(notes),
    ]
    return "\n\n".join(part for part in parts if part)


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


def _cycle_rows(run: Sequence[Sequence[Json]], row: Json) -> list[Row]:
    first, *rest = run
    if first[0]["event"] not in _ASSIGNING:
        rest, first = [], [step for cycle in run for step in cycle]
    lines = [line for step in first for line in _rows(step, row)]
    if not rest:
        return lines
    begin, end = rest[0][0], rest[-1][0]
    told = f"repeat {begin['repeat']} of {row['repeats']} goes the same way"
    if begin is not end:
        every = duration_words(60 * (begin["minutes"] - first[0]["minutes"]))
        which = f"repeats {begin['repeat']} to {end['repeat']} of {row['repeats']}"
        told = f"{which} go the same way, {every} apart"
    return [*lines, Row(_label(begin, row), told)]


def _painted(text: str, tone: str, style: Style) -> str:
    return "\n".join(style.paint(line, tone) for line in wrap(text, style.columns))


def facts(row: Json) -> str:
    """Return the facts: when it begins, how urgent it is and why, and by which policy."""
    told = [f"{minute_words(row['at'])} {row['time_zone']}"]
    if row["urgency"]:
        told.append(f"{row['urgency']} urgency{_why(row)}")
    if row["escalation_policy"]:
        repeats = row["repeats"]
        times = "once" if repeats == 1 else f"{repeats} times" if repeats else "never"
        told.append(f"policy {visible(row['escalation_policy'])}, repeated {times}")
    return " · ".join(told)


def _why(row: Json) -> str:
    reasons = []
    if row["urgency_rule"] == "severity_based":
        reasons.append(f"severity {row['severity'] or 'critical'}")
    if row["support_hours"] is not None:
        reasons.append(f"{'during' if row['support_hours'] else 'outside'} support hours")
    return f" ({', '.join(reasons)})" if reasons else ""


def _label(step: Json, row: Json) -> str:
    passed = duration_words(60 * step["minutes"]) if step["minutes"] else "0m"
    at, start = (read_stamp(one["at"]) for one in (step, row))
    today = at.date() == start.date()
    clock = f"{at:%H:%M}" if today else time_words(step["at"], start.year)
    return f"{passed:<7} {clock}"


def _rows(step: Json, row: Json) -> list[Row]:
    lines = [Row(_label(step, row), lead(step, row))]
    if step["event"] in _ASSIGNING:
        lines.append(Row("", by_whom(step, row), "dim"))
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
    """Say what happens, and to whom."""
    who = people(step["users"], step)
    return _LEADS[step["event"]].format(who=who, repeat=step["repeat"], repeats=row["repeats"])


def by_whom(step: Json, row: Json) -> str:
    """The rule that says so, and whom each of its targets comes to."""
    targets = [_target(target, len(step["targets"])) for target in step["targets"]]
    policy = visible(str(row["escalation_policy"]))
    return f"level {step['level']} of {policy}: {'; '.join(targets)}"


def _target(target: Json, count: int) -> str:
    if "user" in target:
        return f"{visible(target['user'])} by name" if count > 1 else "by name"
    schedule = f"schedule {visible(target['schedule'])}"
    return f"{schedule} ({people(target['users'])})" if count > 1 else schedule


def ending_words(row: Json) -> str:
    """State in which an incident is left."""
    last = row["steps"][-1] if row["steps"] else {}
    return _ENDINGS[row["ending"]].format(who=people(row["assigned"], last))


def reach_text(row: Json, style: Style) -> str:
    """Each service in a line or two, and the count as the last line."""
    span = f"{date_words(row['since'])} {DASH} {date_words(row['until'])}"
    within = duration_words(60 * row["within_minutes"])
    head = f"pdsync simulate --all · {visible(row['source'])} · {span}, within {within}"
    rows = [Row(title(one), *_reach(one, row)) for one in row["services"]]
    lines = [f"  {line}" for line in table(rows, style.columns - 2, style)]
    told = [*lines, "", style.paint(_total(row), "bold")] if lines else [_none(row)]
    return "\n".join([style.paint(head, "bold"), "", *told])


def _none(row: Json) -> str:
    return "There are no services." if row["complete"] else "No services were listed."


def _total(row: Json) -> str:
    count = [one["proved"] for one in row["services"]]
    services = "1 service" if len(count) == 1 else f"{len(count)} services"
    more = "" if row["complete"] else "; not all were listed"
    disabled = f", {count.count(None)} disabled" if None in count else ""
    return f"{services}: {count.count(True)} proved, {count.count(False)} not{disabled}{more}"


def _reach(one: Json, row: Json) -> tuple[str, str]:
    if one["disabled"]:
        return "disabled: makes no incidents", "dim"
    if one["undecided"]:
        return unknown(one), "yellow"
    if one["gaps"]:
        return _nobody(one, row), "red"
    wait = duration_words(60 * one["wait_minutes"])
    if one["proved"]:
        return f"somebody within {wait}, at every minute" if one[
            "wait_minutes"
        ] else "somebody at once, at every minute", ""
    return f"notifications may pause for {wait}, which is longer", "red"


def _nobody(one: Json, row: Json) -> str:
    first, year = one["gaps"][0], year_of(row["since"])
    more = len(one["gaps"]) - 1
    span = f"{time_words(first['start'], year)} {DASH} {time_words(first['end'], year)}"
    after = f", and {more} more {'time' if more == 1 else 'times'}" if more else ""
    names = visible(", ".join(one["deleted"]))
    lost = f"; the turns of {names} are nobody's" if names else ""
    return f"nobody {span}: no incident at all{after}{lost}"
