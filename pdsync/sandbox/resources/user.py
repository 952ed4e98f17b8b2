"""Users: people with an e-mail, a role and a time zone. Not how they are reached."""

from __future__ import annotations

import re
from typing import Any

from pdsync.sandbox._errors import Bad, invalid
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import BLANK, name, one_of, optional, text, time_zone
from pdsync.sandbox.collections.collection import add, any_of, collection, get
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Condition, Field, Fields, Resource
from pdsync.sandbox.collections.view import ids_below, refer_all
from pdsync.sandbox.resources import contact_method, notification_rule
from pdsync.sandbox.rules import licenses as _licenses
from pdsync.sandbox.serving.auth import user_with_email
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

ROLES = (
    "admin", "limited_user", "observer", "owner", "read_only_user", "restricted_access",
    "read_only_limited_user", "user",
)  # fmt: skip
# Told by `/users/{id}/license` alone.
OF_LICENSE = ("license", "licensed_at")
COLOURS = ("purple", "red", "green", "blue", "orange", "teal", "brown", "cayenne")
NOBODY = (
    "Because this request was made using an account-level access token, we were unable to"
    " determine the user's identity. Please use a user-level token."
)
SPACES = re.compile(r" {2,}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _email(_call: Call, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Bad(BLANK)
    if not EMAIL.fullmatch(value) or not 6 <= len(value) <= 100:  # noqa: PLR2004 - PagerDuty's limits
        raise Bad("is not a valid email address")
    return value.casefold()


def _name(call: Call, value: Any) -> str:
    tidy = SPACES.sub(" ", value).strip() if isinstance(value, str) else value
    return str(name(100)(call, tidy))


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    holder = user_with_email(call, fields["email"])
    if holder is not None and (old is None or holder != old.id):
        raise invalid("Email has already been taken")
    zone = fields["time_zone"] or call.account.time_zone
    colour = fields["color"] or COLOURS[sum(fields["email"].encode()) % len(COLOURS)]
    return _licenses.settled(call, fields | {"time_zone": zone, "color": colour}, old)


def _show(call: Call, row: Row) -> Fields:
    teams = [team for team, _ in call.store.targets(row.id, "member")]
    below = ids_below(call, row.id)
    about = {key: value for key, value in row.fields.items() if key not in OF_LICENSE}
    return about | {
        "avatar_url": f"https://secure.gravatar.com/avatar/{row.id.lower()}.png?d=mm&r=PG",
        "billed": row.fields["role"] not in ("read_only_user", "read_only_limited_user"),
        "invitation_sent": True,
        "created_via_sso": False,
        "teams": refer_all(call, "team", teams, "teams"),
        "contact_methods": refer_all(
            call, "contact_method", below.get("contact_method", ()), "contact_methods"
        ),
        "notification_rules": refer_all(
            call, "notification_rule", below.get("notification_rule", ()), "notification_rules"
        ),
        "coordinated_incidents": [],
    }


def _wrote(call: Call, row: Row) -> None:
    if not call.store.child_ids("contact_method", row.id):
        reach(call, row)


def reach(call: Call, row: Row) -> None:
    """A new user can be reached at the e-mail, at once, for each urgency that the account has."""
    body = {"type": "email_contact_method", "label": "Default", "address": row.fields["email"]}
    method = add(call, contact_method.RESOURCE, body, row.id)
    for urgency in ("high", "low") if "urgencies" in call.account.abilities else ("high",):
        rule = {
            "start_delay_in_minutes": 0,
            "urgency": urgency,
            "contact_method": {"id": method.id},
        }
        add(call, notification_rule.RESOURCE, rule, row.id)


def _veto(call: Call, row: Row) -> None:
    if call.store.users_of(row.id, "escalation_policy", "target"):
        raise invalid("User can't be deleted as they are on an escalation policy")
    if call.store.users_of(row.id, "incident", "assignee"):
        raise invalid("User can't be deleted as they have assigned incidents")


def _of_teams(teams: list[str]) -> Condition:
    one, values = any_of("l.target", teams)
    return f"o.id IN (SELECT l.source FROM links l WHERE l.role = 'member' AND {one})", values  # noqa: S608 - constants


def me(call: Call) -> Response:
    """GET /users/me: only a user's own token knows who that is."""
    if call.actor is None:
        return answer(400, {"error": NOBODY})
    call.ids["id"] = call.actor
    return get(call, RESOURCE)


RESOURCE = Resource(
    kind="user",
    plural="users",
    path="/users",
    web="/users",
    fields={
        "name": Field(_name, required=True),
        "email": Field(_email, required=True),
        "time_zone": Field(time_zone),
        "role": Field(one_of(*ROLES), "limited_user"),
        "color": Field(optional(text())),
        "job_title": Field(text(100)),
        "description": Field(text()),
        "license": Field(_licenses.read),
    },
    show=_show,
    settle=_settle,
    filters={"team_ids": _of_teams},
    veto=_veto,
    wrote=_wrote,
)
ROUTES = [*collection(RESOURCE), Route("GET", "/users/me", me)]
