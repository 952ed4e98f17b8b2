"""Boards of a report: for each team its policies, and schedules that no policy uses. Pure."""

from __future__ import annotations

from pdsync.frozen import frozen
from pdsync.roster._topic import Topic, TopicTeam, teams_by_title
from pdsync.roster.report.survey import Calendar, EscalationPath, Survey


@frozen
class Board:
    """Everything by which somebody of a team is on call; `team` is None for what has none.

    `unused` are schedules that no policy of the survey uses.
    """

    team: TopicTeam | None
    paths: tuple[EscalationPath, ...]
    unused: tuple[Calendar, ...]


def boards(seen: Survey) -> tuple[Board, ...]:
    """Sort a survey by teams: by name, what has none last."""
    used = {name for path in seen.paths for one in path.levels for name in one.level.schedules}
    unused = [one for one in seen.calendars if one.topic.token not in used]
    topics = [*(one.policy for one in seen.paths), *(one.topic for one in unused)]
    found = {_team(one) for one in topics}
    teams = teams_by_title(one for one in found if one)
    return tuple(
        Board(
            team,
            tuple(one for one in seen.paths if _team(one.policy) == team),
            tuple(one for one in unused if _team(one.topic) == team),
        )
        for team in [*teams, *([None] if None in found else [])]
    )


def _team(topic: Topic) -> TopicTeam | None:
    return topic.teams[0] if topic.teams else None
