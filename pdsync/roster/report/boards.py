"""Boards of a report: for each team its policies, and schedules that no policy uses. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from pdsync.roster.report.survey import Calendar, EscalationPath, Survey
from pdsync.roster.report.teams import OwningTeam


@dataclass(frozen=True)
class Board:
    """Everything by which somebody of a team is on call; `team` is None for what has none.

    `unused` are schedules that no policy of the survey uses.
    """

    team: OwningTeam | None
    paths: tuple[EscalationPath, ...]
    unused: tuple[Calendar, ...]


def boards(seen: Survey) -> tuple[Board, ...]:
    """Sort a survey by teams: by name, what has none last."""
    used = {name for path in seen.paths for one in path.levels for name in one.level.schedules}
    unused = [one for one in seen.calendars if one.topic.token not in used]
    found = {path.team for path in seen.paths} | {_team(one) for one in unused}
    teams = sorted((one for one in found if one), key=lambda team: (team.title.lower(), team.token))
    return tuple(
        Board(
            team,
            tuple(one for one in seen.paths if one.team == team),
            tuple(one for one in unused if _team(one) == team),
        )
        for team in [*teams, *([None] if None in found else [])]
    )


def _team(calendar: Calendar) -> OwningTeam | None:
    return calendar.teams[0] if calendar.teams else None
