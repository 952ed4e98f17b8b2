"""People whom PagerDuty keeps on a team although its written members leave them out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import KINDS, Ref, Resource
from pdsync.reconcile._deletions import After
from pdsync.reconcile._draft import Drafted
from pdsync.reconcile._model import Address
from pdsync.reconcile._snapshot import Live
from pdsync.source import Config


def missing_members(
    config: Config, drafted: Mapping[Address, Drafted], after: After
) -> Iterator[Diagnostic]:
    """An error for each team whose exact list lacks somebody whom its schedules and policies use.

    The loader sees this for what is written; here it is for what only the account has.
    """
    for entry in config.of("team"):
        one = drafted.get((entry.kind, entry.key))
        live = after.live_of((entry.kind, entry.key))
        if one is None or live is None or "members" not in entry.resource.model_fields_set:
            continue
        listed = {member.user for member in getattr(one.merged, "members", ())}
        for user, because in _added(live, after):
            if user not in listed:
                yield error(
                    "missing-member",
                    f"PagerDuty keeps {user} on the team `{entry.key}`, because {because} "
                    "belongs to the team and uses them",
                    help="add them to `members:`, or take them out of it",
                    place=entry.places.value(("members",)),
                )


def _added(team: Live, after: After) -> Iterator[tuple[Ref, str]]:
    for user in after.users_after(team):
        resource: Resource = after.resource_of(user.live)
        for of, who in KINDS[user.live.kind.name].members(resource):
            if of.id == team.id:
                yield who, str(user)
