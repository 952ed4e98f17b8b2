"""Things that a plan does not manage, in Markdown: a table by team, and each of them folded."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.render._escape import code, markdown
from pdsync.render.plan.markdown.room import Portion, Room
from pdsync.render.plan.unmanaged import by_team, counts_of, heading, owner

_LEAST = 4_000
"""Bytes that there are for it in any case: so much is left of what GitHub takes."""
_OPENS = "<details><summary>Each of them</summary>"
_CLOSES = "</details>"


def unmanaged_part(found: Json | None, room: Room) -> list[str]:
    """Return the part of a plan; of each team its counts, and the things there is room for."""
    if found is None:
        return []
    head = f"### {markdown(heading(found))}"
    notes = [f"- {markdown(one)}" for one in found["missing"]]
    if not found["things"]:
        return ["\n\n".join([head, *notes])]
    teams = by_team(found["things"])
    rows = [f"| {_cell(team)} | {_cell(counts_of(things))} |" for team, things in teams]
    room = Room(max(room.left, _LEAST)).without(head, *notes, _OPENS, _CLOSES)
    table = _kept_rows(rows, room)
    portions = [_portion(team, things) for team, things in teams]
    names = room.without(table).kept(portions, how="pdsync plan --unmanaged")
    return ["\n\n".join([head, *notes, table, _OPENS, names, _CLOSES])]


def _kept_rows(rows: Sequence[str], room: Room) -> str:
    lines, left = ["| team | |", "|---|---|"], room.left // 2
    for number, row in enumerate(rows):
        left -= len(row.encode()) + 1
        if left < 0:
            return "\n".join([*lines, f"| … and {len(rows) - number:,} more | |"])
        lines.append(row)
    return "\n".join(lines)


def _portion(team: str, things: Sequence[Json]) -> Portion:
    lines = [f"- {owner(one)}: {KINDS[one['kind']].title} {code(one['name'])}" for one in things]
    return Portion("\n".join([f"**{markdown(team)}**", "", *lines]), len(things))


def _cell(text: str) -> str:
    return markdown(text).replace("|", "\\|")
