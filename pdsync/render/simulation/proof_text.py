"""Proof for all services, for a terminal: the exceptions, the most serious first. Returns text."""

from __future__ import annotations

from collections.abc import Callable

from pdsync.json_types import Json
from pdsync.kinds import duration_words
from pdsync.render._counts import counted
from pdsync.render._escape import visible
from pdsync.render._layout import wrap
from pdsync.render._style import Style
from pdsync.render._times import DASH, date_words, minute_span, year_of
from pdsync.render.simulation import findings as _findings
from pdsync.series import any_of

_TONES = {
    _findings.NOBODY: "red",
    _findings.PAUSE: "red",
    _findings.PROVED: "",
    _findings.DISABLED: "dim",
}


def reach_text(row: Json, style: Style) -> str:
    """Each finding with its services, and the count as the last line."""
    span = f"{date_words(row['since'])} {DASH} {date_words(row['until'])}"
    within = duration_words(60 * row["within_minutes"])
    head = f"pdsync simulate --all · {visible(row['source'])} · {span}, within {within}"
    parts = [
        "\n".join(style.paint(line, "bold") for line in wrap(head, style.columns)),
        *(_finding(one, row, style) for one in row["findings"]),
        style.paint(_total(row), "bold") if row["services"] else _none(row),
    ]
    return "\n\n".join(parts)


def _finding(one: Json, row: Json, style: Style) -> str:
    words = _WORDS[one["kind"]](one, year_of(row["since"]))
    lead = [style.paint(line, _tone(one)) for line in wrap(words, style.columns)]
    services = visible(", ".join(one["services"]))
    told = f"{counted(len(one['services']), 'service')}: {services}"
    return "\n".join([*lead, *(f"  {line}" for line in wrap(told, style.columns - 2))])


def _tone(one: Json) -> str:
    return _TONES.get(one["kind"], "yellow")


def _nobody(one: Json, year: int) -> str:
    names = visible(", ".join(one["users"]))
    lost = f"; the turns of {names} are nobody's" if names else ""
    often = f" ({_hours(one)} a week)" if one["times"] > 1 else ""
    more = f", and {counted(one['times'] - 1, 'more time')}" if one["times"] > 1 else ""
    when = "all the time" if one["always"] else f"{_first(one, year)}{more}{often}"
    return f"{_policy(one)}nobody {when}: no incident at all{lost}"


def _pause(one: Json, _: int) -> str:
    within = duration_words(60 * one["within_minutes"])
    return f"notifications may pause for {_wait(one)}, which is longer than {within}"


def _unknown(one: Json, _: int) -> str:
    return f"not known: {visible(one['undecided'])}"


def _deleted(one: Json, _: int) -> str:
    return f"{_policy(one)}the turns of {visible(', '.join(one['users']))} are nobody's"


def _alone(one: Json, year: int) -> str:
    if len(one["users"]) == 1:
        only = visible(one["users"][0])
        return f"{_policy(one)}{only} is alone {_often(one, year)}: no level has anybody else"
    return f"{_policy(one)}one person is alone {_often(one, year)}: no level has anybody else"


def _empty(one: Json, year: int) -> str:
    others = any_of(f"level {level['level']}" for level in one["others"])
    targets = dict.fromkeys(name for level in one["others"] for name in level["targets"])
    instead = (
        f"{others} is woken ({visible(', '.join(targets))})"
        if others
        else "no level after it has anybody"
    )
    return f"{_policy(one)}level {one['level']} is empty {_often(one, year)}: {instead}"


def _proved(one: Json, _: int) -> str:
    soon = f"within {_wait(one)}" if one["wait_minutes"] else "at once"
    return f"somebody {soon}, at every minute"


def _disabled(_: Json, __: int) -> str:
    return "disabled: no incidents"


_WORDS: dict[str, Callable[[Json, int], str]] = {
    _findings.NOBODY: _nobody,
    _findings.PAUSE: _pause,
    _findings.UNKNOWN: _unknown,
    _findings.DELETED: _deleted,
    _findings.ALONE: _alone,
    _findings.EMPTY: _empty,
    _findings.PROVED: _proved,
    _findings.DISABLED: _disabled,
}


def _policy(one: Json) -> str:
    return f"policy {visible(one['escalation_policy'])}: " if one["escalation_policy"] else ""


def _often(one: Json, year: int) -> str:
    if one["always"]:
        return "all the time"
    return _first(one, year) if one["times"] == 1 else f"{_hours(one)} a week"


def _hours(one: Json) -> str:
    hours = round(one["hours_per_week"])
    return f"{hours} h" if hours else "less than 1 h"


def _first(one: Json, year: int) -> str:
    return f"{minute_span(one['first'], year)} {one['time_zone']}"


def _wait(one: Json) -> str:
    return duration_words(60 * one["wait_minutes"])


def _none(row: Json) -> str:
    return "There are no services." if row["complete"] else "No services were listed."


def _total(row: Json) -> str:
    count = [one["proved"] for one in row["services"]]
    more = "" if row["complete"] else "; not all were listed"
    disabled = f", {count.count(None)} disabled" if None in count else ""
    services = counted(len(count), "service")
    return f"{services}: {count.count(True)} proved, {count.count(False)} not{disabled}{more}"
