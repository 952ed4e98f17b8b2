"""Membership of teams: people with roles, and which policies a team owns."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import Refused, invalid, not_found
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.collection import allow, change
from pdsync.sandbox.collections.paging import paged
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.view import refer
from pdsync.sandbox.resources import escalation_policy
from pdsync.sandbox.resources.team import RESOURCE as TEAM
from pdsync.sandbox.rules.membership import default_role, join
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

ROLES = ("observer", "responder", "manager")
MEMBERS = (
    "o.kind = 'user' AND o.id IN"
    " (SELECT l.source FROM links l WHERE l.kind = 'member' AND l.target = ?)"
)


def _team(call: Call) -> Row:
    allow(call, TEAM)
    return call.row("team", call.ids["id"])


def members(call: Call) -> Response:
    """GET /teams/{id}/members."""
    team = _team(call).id
    rows, place = paged(
        call,
        lambda page: call.store.select(MEMBERS, (team,), "o.folded, o.seq", page),
        lambda: call.store.count(MEMBERS, (team,)),
    )
    return answer(200, {"members": [_member(call, row, team) for row in rows], **place})


def _member(call: Call, user: Row, team: str) -> dict[str, Any]:
    role = dict(call.store.targets(user.id, "member"))[team]
    return {"user": refer(call, "user", user.id, "users"), "role": role}


def put_member(call: Call) -> Response:
    """PUT /teams/{id}/users/{user}: joins, or changes the role."""
    team, user = _team(call), call.row("user", call.ids["user"])
    body = call.request.body if isinstance(call.request.body, dict) else {}
    role = body.get("role") or default_role(team, user)
    if role not in ROLES:
        raise invalid("Role is not included in the list")
    if user.fields["role"] == "read_only_user" and role != "observer":
        raise invalid("Role of a stakeholder can only be observer")
    join(call, user.id, team.id, role)
    return answer(204)


def delete_member(call: Call) -> Response:
    """DELETE /teams/{id}/users/{user}, unless a policy of the team needs the user."""
    team, user = _team(call), call.row("user", call.ids["user"])
    policies = set(call.store.users_of(team.id, "escalation_policy", "team"))
    if policies & set(call.store.users_of(user.id, "escalation_policy", "target")):
        raise invalid("User cannot be removed as they belong to an escalation policy on this team")
    if not call.store.unlink(user.id, "member", team.id):
        raise not_found()
    return answer(204)


def put_policy(call: Call) -> Response:
    """PUT /teams/{id}/escalation_policies/{policy}: a policy has one team at most."""
    team, policy = _team(call), call.row("escalation_policy", call.ids["policy"])
    if policy.fields["teams"] not in ([], [team.id]):
        raise Refused(400, 2001, "Escalation Policy has already been taken")
    change(call, escalation_policy.RESOURCE, policy, {"teams": [{"id": team.id}]})
    return answer(204)


def delete_policy(call: Call) -> Response:
    """DELETE /teams/{id}/escalation_policies/{policy}."""
    team, policy = _team(call), call.row("escalation_policy", call.ids["policy"])
    if policy.fields["teams"] != [team.id]:
        raise not_found()
    change(call, escalation_policy.RESOURCE, policy, {"teams": []})
    return answer(204)


ROUTES = [
    Route("GET", "/teams/{id}/members", members),
    Route("PUT", "/teams/{id}/users/{user}", put_member),
    Route("DELETE", "/teams/{id}/users/{user}", delete_member),
    Route("PUT", "/teams/{id}/escalation_policies/{policy}", put_policy),
    Route("DELETE", "/teams/{id}/escalation_policies/{policy}", delete_policy),
]
