"""Teams of schedules, policies and services. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pdsync.kinds import EscalationPolicy, Ref, Schedule, Service
from pdsync.roster._roster import Roster, token
from pdsync.roster._topic import Topic


class OwningTeam(NamedTuple):
    """OwningTeam by its token, its id when it is live and else its key; `title` is for people."""

    token: str
    title: str


def teams_of(roster: Roster, topic: Topic) -> tuple[OwningTeam, ...]:
    """The teams of something, those of its policy for a service; () where none is known."""
    return tuple(dict.fromkeys(OwningTeam(token(ref), str(ref)) for ref in _refs(roster, topic)))


def _refs(roster: Roster, topic: Topic) -> Iterator[Ref]:
    found = roster.resources[topic.kind].get(topic.token)
    if isinstance(found, Service) and found.escalation_policy:
        found = roster.resources["escalation_policy"].get(token(found.escalation_policy))
    if isinstance(found, Schedule):
        yield from found.teams
    elif isinstance(found, EscalationPolicy) and found.team:
        yield found.team
