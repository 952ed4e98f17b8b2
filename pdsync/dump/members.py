"""Members of teams that the YAML cannot list, since PagerDuty would add people to them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pdsync.dump.chosen import Chosen
from pdsync.kinds import KINDS, people_of
from pdsync.reconcile import Snapshot


def incomplete_teams(
    snapshot: Snapshot, found: Chosen, now: datetime
) -> Mapping[tuple[str, str, str], str]:
    """Return why the members of some teams are not written, by kind, id and field.

    Whoever has turns in a team's schedule is made a member when that is saved; somebody may have
    been taken out of the team since.
    """
    listed = {one.id: {*people_of(one.resource(now))} for one in found.lives["team"]}
    people = snapshot.of("user")
    missing: dict[str, str] = {}
    for kind, lives in found.lives.items():
        for live in lives:
            for team, user in KINDS[kind].members(live.resource(now)):
                known = people.get(str(user.id))
                if known and team.id in listed and user not in listed[team.id]:
                    why = f"{known.handle} is not in it and has turns in {live.said}"
                    missing.setdefault(str(team.id), why)
    return {("team", ident, "members"): why for ident, why in missing.items()}
