"""Memberships of teams, those that come unasked included."""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.state.store import Row

# With a default role of "none" a member keeps what the base role allows.
BASE = {
    "admin": "manager",
    "owner": "manager",
    "user": "manager",
    "limited_user": "responder",
    "restricted_access": "observer",
}


def default_role(team: Row, user: Row) -> str:
    """The role of a member for whom none is given."""
    base = BASE.get(user.fields["role"], "observer")
    if user.fields["role"] == "read_only_user" or team.fields["default_role"] == "none":
        return base
    return "manager"


def join(call: Call, user: str, team: str, role: str) -> None:
    """Makes a user a member in a role, or changes the role."""
    call.store.link(user, "member", "member", team, role)


def enlist(call: Call, teams: Iterable[str], users: Iterable[str]) -> None:
    """Adds the users of a team's schedule or policy to the team, as PagerDuty does by itself."""
    members = {team: call.store.get("team", team) for team in teams}
    for user in dict.fromkeys(users):
        joined = {team for team, _ in call.store.targets(user, "member")}
        who = call.store.get("user", user)
        for ident, team in members.items():
            if ident not in joined and who and team:
                join(call, user, ident, default_role(team, who))
