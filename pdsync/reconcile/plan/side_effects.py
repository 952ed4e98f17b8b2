"""Side effects of changes: people whom PagerDuty adds to a team by itself. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from pdsync.frozen import replace
from pdsync.kinds import KINDS, Ref, people_of
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile.checks.renamed_integrations import unwritten_twins
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.plan.draft import Drafted
from pdsync.series import all_of

TeamMembership = tuple[Ref, Ref]
"""A team and a user."""


def with_side_effects(
    change: Change,
    drafted: Mapping[Address, Drafted],
    known: Known,
    directory: Directory,
    written: frozenset[TeamMembership],
) -> Change:
    """The change with a note for the people whom it puts on a team without anyone writing it.

    `written` are the memberships that the configuration itself names.
    """
    if change.blocked or change.action is Action.DELETE or change.address not in drafted:
        return change
    kind = KINDS[change.kind]
    before = known.matching.pairs[change.address]
    had = set(kind.members(before.resource(known.now))) if before else set()
    will = list(dict.fromkeys(kind.members(drafted[change.address].merged)))
    joining: dict[Ref, list[str]] = {}
    for team, user in will:
        if (team, user) not in had | written:
            joining.setdefault(team, []).append(directory.label(user))
    joins = (_joins(users, directory.label(team)) for team, users in joining.items())
    notes = (*unwritten_twins(change, drafted, known), *joins)
    return replace(change, notes=(*change.notes, *notes)) if notes else change


def _joins(users: list[str], team: str) -> str:
    return f"PagerDuty will also add {all_of(users)} to the team {team}, if not on it yet"


def written_members(
    drafted: Mapping[Address, Drafted], directory: Directory
) -> frozenset[TeamMembership]:
    """The memberships that the configuration itself names."""
    return frozenset(
        (directory.canonical(Ref(kind, key=key)), user)
        for (kind, key), one in drafted.items()
        if kind == "team"
        for user in people_of(one.merged)
    )
