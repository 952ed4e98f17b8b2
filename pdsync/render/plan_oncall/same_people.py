"""Levels that a plan makes the same people, in lines: an escalation wakes nobody new then."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.json_types import Json
from pdsync.render._escape import visible
from pdsync.render._layout import wrap
from pdsync.render._style import Style
from pdsync.render.plan_oncall.words import PlanRange, is_same

SAME_PERSON = "same-person"
"""The rule of the warnings that these lines say in short."""

_INDENT = 4


def same_people_lines(
    oncall: Json, asked: PlanRange, style: Style, *, several_zones: bool
) -> Iterator[str]:
    """Yield what is said of pairs of levels, once for all of which it is the same.

    None is left out, and each policy is named; with `several_zones` each line says whose clocks it
    tells.
    """
    policies: dict[str, list[str]] = {}
    for row in oncall.get("same_person", ()):
        said = f"{_levels(row)} {_when(row, asked)}"
        said += f" ({visible(row['time_zone'])})" if several_zones else ""
        policies.setdefault(said, []).append(visible(row["key"] or row["name"]))
    for said, names in policies.items():
        first, *rest = wrap(said.format(", ".join(names)), style.columns - _INDENT)
        yield f"  {style.paint(f'! {first}', 'yellow')}"
        yield from (" " * _INDENT + style.paint(line, "yellow") for line in rest)


def _levels(row: Json) -> str:
    upper, lower = row["levels"]
    if row["others"]:
        return f"level {lower} of {{}} has only people of level {upper}"
    people = "people" if row["several"] else "person"
    return f"levels {upper} and {lower} of {{}} are the same {people}"


def _when(row: Json, asked: PlanRange) -> str:
    first, *rest = row["times"]
    begins_now = is_same(first["start"], asked.since)
    began = "now" if begins_now else f"from {asked.at(first['start'])}"
    if not rest and is_same(first["end"], asked.until):
        began = "from now" if begins_now else began
        return f"{began} on, every week" if row["for_ever"] else f"{began} on"
    times = "once more" if len(rest) == 1 else f"{len(rest):,} more times"
    more = f", and {times}" if rest else ""
    return f"{began} until {asked.at(first['end'])}{more}"
