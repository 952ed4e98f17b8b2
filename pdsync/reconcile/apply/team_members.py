"""Members of teams, read back after writes that collided: a lost one shows nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import partial

from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Ref
from pdsync.reconcile._model import Address, Outcome, Result
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.apply.context import Running
from pdsync.reconcile.apply.pauses import SHOWN, look_again
from pdsync.reconcile.read.answers import objects
from pdsync.reconcile.read.people_and_names import read_users
from pdsync.series import all_of


@frozen
class TeamMembers:
    """Members of the teams whose schedules and policies were written; `ids` of what was made."""

    remote: Remote
    running: Running
    ids: Mapping[Address, str]
    read: dict[str, frozenset[str]] = field(default_factory=dict)

    def checked(self, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
        """Return the outcomes; failed is what should have put somebody on a team and has not."""
        running = self.running
        look = partial(self._look, outcomes)
        found = look_again(look, lambda it: not any(it), SHOWN, running.rest)
        users = read_users(self.remote) if any(found) else {}
        names = {ident: live.name for ident, live in users.items()}
        return tuple(
            _failed(outcome, missing, names) if missing else outcome
            for outcome, missing in zip(outcomes, found, strict=True)
        )

    def _look(self, outcomes: Sequence[Outcome]) -> list[Mapping[str, list[str]]]:
        self.read.clear()
        return [self._missing(one) for one in outcomes]

    def _missing(self, outcome: Outcome) -> Mapping[str, list[str]]:
        """Return the ids of who is not on a team, by the words for the team."""
        wanted = outcome.change.wanted
        if outcome.result is not Result.DONE or wanted is None:
            return {}
        missing: dict[str, list[str]] = {}
        for team, user in KINDS[outcome.change.kind].members(wanted):
            if user.id and user.id not in self._members(team):
                missing.setdefault(str(team), []).append(user.id)
        return missing

    def _members(self, team: Ref) -> frozenset[str]:
        ident = team.id or self.ids[team.kind, str(team.key)]
        if ident not in self.read:
            listing = self.remote.list(f"/teams/{ident}/members", "members")
            users = objects([one.get("user") for one in listing.items])
            self.read[ident] = frozenset(str(one.get("id")) for one in users)
        return self.read[ident]


def _failed(
    outcome: Outcome, missing: Mapping[str, list[str]], names: Mapping[str, str]
) -> Outcome:
    told = "; ".join(
        f"{all_of(names.get(one, one) for one in people)} did not come onto the team {team}"
        for team, people in missing.items()
    )
    reason = f"PagerDuty accepted the call, but writes collided and {told}: add them to it"
    return replace(outcome, result=Result.FAILED, reason=reason)
