"""Everything of the teams that are named on the command line. Prints nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pdsync.cli._asking import RosterSource
from pdsync.cli.arguments.words import UsageProblem
from pdsync.kinds import near_key
from pdsync.reconcile import roster_of_config, topics_of_config
from pdsync.roster import OwningTeam, Roster, Topic, schedules_of, teams_of
from pdsync.source import Config

if TYPE_CHECKING:
    from pdsync.render.page import Impact

_KINDS = {"schedules": "schedule", "levels": "escalation_policy", "services": "service"}


def of_teams(rosters: RosterSource, words: Collection[str]) -> RosterSource:
    """The same with the topics of some teams alone, all for none; raises UsageProblem.

    A schedule that a policy of such a team notifies is among them.
    """
    if not words:
        return rosters
    for word in words:
        if not _teams(rosters.roster, rosters.topics, rosters.written, [word]):
            raise _unknown(rosters, word)
    chosen = _chosen(rosters.roster, rosters.topics, rosters.written, words)
    return replace(rosters, topics=chosen)


def impact_on_teams(found: Impact, rosters: RosterSource, words: Collection[str]) -> Impact:
    """What a plan changes of the topics, and of what it makes for the teams."""
    if not words:
        return found
    kept = {(one.kind, one.id) for one in rosters.topics}
    config = rosters.written
    if config:
        written = _chosen(roster_of_config(config), topics_of_config(config), config, words)
        kept |= {(one.kind, one.key) for one in written}
    turned = tuple(
        one
        for one in found.turned
        if {(_KINDS[one.kind], one.row["id"]), (_KINDS[one.kind], one.row["key"])} & kept
    )
    return replace(found, turned=turned)


def _chosen(
    roster: Roster, topics: Iterable[Topic], config: Config | None, words: Collection[str]
) -> tuple[Topic, ...]:
    every = tuple(topics)
    teams = _teams(roster, every, config, words)
    owned = [one for one in every if teams & {*teams_of(roster, one)}]
    used = {
        name
        for one in owned
        if one.kind == "escalation_policy"
        for name in schedules_of(roster, one)
    }
    return tuple(one for one in every if one in owned or one.token in used)


def _teams(
    roster: Roster, topics: Iterable[Topic], config: Config | None, words: Collection[str]
) -> set[OwningTeam]:
    """The teams that some words mean: keys of the YAML, and names and ids of the account."""
    entries = config.of("team") if config else ()
    called = {word.casefold() for word in words}
    for entry in entries:
        if entry.key in words:
            called |= {str(entry.resource.name).casefold(), str(entry.resource.id).casefold()}
    every = {team for one in topics for team in teams_of(roster, one)}
    return {one for one in every if {one.token.casefold(), one.title.casefold()} & called}


def _unknown(rosters: RosterSource, word: str) -> UsageProblem:
    every = {team.title for one in rosters.topics for team in teams_of(rosters.roster, one)}
    keys = [one.key for one in rosters.written.of("team")] if rosters.written else []
    names = sorted(every.union(keys))
    if word in keys:
        return UsageProblem(
            f"no schedule, policy or service of {rosters.label} is of team '{word}'",
            hint="write it below their `teams:`, or leave out --team",
        )
    guess = near_key(word, names)
    few = ", ".join(names[:5])
    advice = f"write one of {few}" if names else "leave out --team: nothing is of a team"
    hint = f"did you mean {guess}?" if guess else advice
    return UsageProblem(f"{rosters.label} has no team '{word}'", hint=hint)
