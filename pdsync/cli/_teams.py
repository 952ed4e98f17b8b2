"""Schedules of the teams that are named on the command line. Prints nothing."""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.cli._asking import RosterSource
from pdsync.cli._other_kinds import another_kind, any_of
from pdsync.cli.arguments.words import UsageProblem
from pdsync.kinds import near_key
from pdsync.roster import Topic, TopicTeam, by_team


def schedules_by_team(rosters: RosterSource, words: Iterable[str]) -> tuple[Topic, ...]:
    """All schedules, or those of the teams that are named, by team; raises UsageProblem."""
    schedules = by_team(one for one in rosters.topics if one.kind == "schedule")
    wanted = {_team(rosters, word).title for word in words}
    if not wanted:
        return schedules
    return tuple(one for one in schedules if any(team.title in wanted for team in one.teams))


def _team(rosters: RosterSource, word: str) -> TopicTeam:
    known = dict.fromkeys([*_written(rosters), *(one for t in rosters.topics for one in t.teams)])
    found = next((one for one in known if one.is_called(word)), None)
    if found:
        return found
    titles = sorted({one.title for one in known})
    guess = near_key(word, titles)
    hint = another_kind(rosters.written, word, ("team",), titles)
    hint = hint or (f"did you mean {guess}?" if guess else _one_of(titles))
    raise UsageProblem(f"{rosters.label} has no team '{word}'", hint=hint)


def _one_of(titles: list[str]) -> str:
    return f"write {any_of(titles)}" if titles else "leave out --team: nothing is of a team"


def _written(rosters: RosterSource) -> Iterable[TopicTeam]:
    entries = rosters.written.of("team") if rosters.written else ()
    return (TopicTeam(one.key, str(one.resource.name), one.resource.id) for one in entries)
