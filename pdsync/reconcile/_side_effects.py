"""What PagerDuty does by itself because of a change: people who become members of a team. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pdsync.kinds import KINDS, Ref, Resource
from pdsync.reconcile._directory import Directory
from pdsync.reconcile._draft import Drafted
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile._twins import unwritten_twins

if TYPE_CHECKING:
    from pdsync.reconcile._plan import Known


def with_side_effects(
    change: Change, drafted: Mapping[Address, Drafted], known: Known, directory: Directory
) -> Change:
    """The change with a note for each person whom it puts on a team without anyone writing it."""
    if change.action is Action.DELETE:
        return change
    kind = KINDS[change.kind]
    if kind.endpoint.parent:
        return replace(change, notes=(*change.notes, *unwritten_twins(change, drafted, known)))
    before = known.matching.pairs[change.address]
    had = set(kind.members(before.resource(known.now))) if before else set()
    will = list(dict.fromkeys(kind.members(drafted[change.address].merged)))
    written = set(_written_members(drafted))
    joining: dict[Ref, list[str]] = {}
    for team, user in will:
        if (team, user) not in had | written:
            joining.setdefault(team, []).append(directory.label(user))
    notes = tuple(_joins(users, directory.label(team)) for team, users in joining.items())
    return replace(change, notes=(*change.notes, *notes))


def _joins(users: list[str], team: str) -> str:
    return f"PagerDuty puts {' and '.join(users)} on the team {team}, if they are not on it"


def _written_members(drafted: Mapping[Address, Drafted]) -> Iterator[tuple[Ref, Ref]]:
    """Pairs of team and user that the configuration itself writes."""
    for (kind, key), one in drafted.items():
        if kind == "team":
            for user in _members(one.merged):
                yield Ref("team", key=key), user


def _members(team: Resource) -> Iterator[Ref]:
    for member in getattr(team, "members", None) or ():
        yield member.user
