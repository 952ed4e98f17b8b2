"""Everything of the teams that are named on the command line. Prints nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING

from pdsync.cli._asking import RosterSource
from pdsync.cli._other_kinds import another_kind
from pdsync.cli.arguments.words import UsageProblem
from pdsync.kinds import near_key
from pdsync.reconcile import roster_of_config, topics_of_config
from pdsync.roster import Roster, Topic, TopicTeam, by_team, called, schedules_of
from pdsync.series import any_of

if TYPE_CHECKING:
    from pdsync.render.page import Impact

_KINDS = {"schedules": "schedule", "levels": "escalation_policy", "services": "service"}


def schedules_by_team(rosters: RosterSource, words: Iterable[str]) -> tuple[Topic, ...]:
    """All schedules, or those of the teams that are named, by team; raises UsageProblem."""
    schedules = by_team(one for one in rosters.topics if one.kind == "schedule")
    wanted = _titles(rosters, words)
    return tuple(one for one in schedules if _is_of(one, wanted)) if wanted else schedules


def of_teams(rosters: RosterSource, words: Collection[str]) -> RosterSource:
    """The same with the topics of some teams alone, all for none; raises UsageProblem.

    A schedule that a policy of such a team notifies is among them.
    """
    if not words:
        return rosters
    for word in words:
        wanted = _titles(rosters, [word])
        if not any(_is_of(one, wanted) for one in rosters.topics):
            raise UsageProblem(
                f"no schedule, policy or service of {rosters.label} is of team '{word}'",
                hint="write it below their `teams:`, or leave out --team",
            )
    return replace(rosters, topics=_chosen(rosters.roster, rosters.topics, _titles(rosters, words)))


def impact_on_teams(found: Impact, rosters: RosterSource, words: Collection[str]) -> Impact:
    """What a plan changes of the topics, and of what it makes for the teams."""
    if not words:
        return found
    kept = {(one.kind, one.id) for one in rosters.topics}
    config = rosters.written
    if config:
        topics = topics_of_config(config)
        written = _chosen(roster_of_config(config), topics, _titles(rosters, words))
        kept |= {(one.kind, one.key) for one in written}
    turned = tuple(
        one
        for one in found.turned
        if {(_KINDS[one.kind], one.row["id"]), (_KINDS[one.kind], one.row["key"])} & kept
    )
    return replace(found, turned=turned)


def _chosen(
    roster: Roster, topics: Collection[Topic], teams: AbstractSet[str]
) -> tuple[Topic, ...]:
    """Return what is of some teams, and the schedules that their policies notify."""
    policies = (one for one in topics if one.kind == "escalation_policy" and _is_of(one, teams))
    used = {name for one in policies for name in schedules_of(roster, one)}
    return tuple(one for one in topics if _is_of(one, teams) or one.token in used)


def _is_of(topic: Topic, teams: AbstractSet[str]) -> bool:
    return any(one.title in teams for one in topic.teams)


def _titles(rosters: RosterSource, words: Iterable[str]) -> set[str]:
    return {_team(rosters, word).title for word in words}


def _team(rosters: RosterSource, word: str) -> TopicTeam:
    known = dict.fromkeys([*_written(rosters), *(one for t in rosters.topics for one in t.teams)])
    if found := called(known, word):
        return found[0]
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
