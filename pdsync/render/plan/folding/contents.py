"""Contents of a large plan: how much changes of each kind, and of which teams. JSON in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.render._counts import counted_kind, counts
from pdsync.render._escape import visible
from pdsync.render._layout import Row, table
from pdsync.render._style import Style

LARGE = 20
"""As many changes have contents."""

_TEAMS = 6
_NONE = "no team"
_NO_BREAK = "\u00a0"


def contents(changes: Sequence[Json], style: Style, *, teams: bool = True) -> list[str]:
    """Return a line for each kind, its changes by action, and below them by team."""
    by_kind: dict[str, list[Json]] = {kind: [] for kind in KINDS}
    for one in changes:
        by_kind[one["kind"]].append(one)
    rows = [_row(kind, found, teams=teams) for kind, found in by_kind.items() if found]
    if len(rows) == 1 and not rows[0].rows:
        return []  # the last line has these counts
    lines = table(rows, style.columns - 2, style)
    return [f"  {line}".replace(_NO_BREAK, " ") for line in lines]


def _row(kind: str, changes: Sequence[Json], *, teams: bool) -> Row:
    blocked = [one for one in changes if one["blocked"]]
    actions = Counter(one["action"] for one in changes if not one["blocked"])
    told = counts(actions | Counter(blocked=len(blocked)))
    known = teams and kind != "team" and any(one["teams"] for one in changes)
    by_team = (Row("", _by_team(changes)),) if known else ()
    return Row(counted_kind(len(changes), kind), told, rows=by_team)


def _by_team(changes: Sequence[Json]) -> str:
    """Return the number of each team, the largest first: `Payments 12, Web 3, no team 1`."""
    found = Counter(team for one in changes for team in one["teams"] or [_NONE])
    teams = sorted(found.items(), key=lambda one: (one[0] == _NONE, -one[1], one[0]))
    few, rest = (teams, []) if len(teams) <= _TEAMS else (teams[: _TEAMS - 1], teams[_TEAMS - 1 :])
    parts = [f"{visible(team)} {count:,}" for team, count in few]
    parts += [f"{len(rest)} more teams {sum(count for _, count in rest):,}"] if rest else []
    return ", ".join(part.replace(" ", _NO_BREAK) for part in parts)
