"""Authentication: who asks and what they may do, from the Authorization and From headers."""

from __future__ import annotations

import re

from pdsync.sandbox._errors import Refused
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.serving.wire import Request, Response

SCHEME = re.compile(r"(?:Token token=|Bearer )\"?([^\s\"]+)\"?")

# Rails' own words: PagerDuty answers a missing token without JSON.
DENIED = Response(
    401, {"content-type": "text/html; charset=utf-8"}, b"HTTP Token: Access denied.\n"
)


def token_of(request: Request) -> str | None:
    """The API token of a request, or None when there is none that can be read."""
    found = SCHEME.fullmatch(request.headers.get("authorization", "").strip())
    return found and found[1]


PEOPLE = re.compile(r"/users(/.*)?")
REACHED_BY = re.compile(r"/users/[^/]+/(contact_methods|notification_rules)(/.*)?")
WAYS = frozenset({"contact_methods", "notification_rules"})


def check(token: str, request: Request) -> None:
    """Refuses tokens that begin with `wrong`, and what others may not do by their beginning.

    `readonly` writes nothing, `nopeople` sees no users, and `noways` not how they are reached.
    """
    method = request.method
    if token.startswith("wrong"):
        raise Refused(401, 2006, "Authentication failed")
    if token.startswith("readonly") and method not in ("GET", "HEAD"):
        raise Refused(403, 2010, "Access Denied")
    asks_for_ways = PEOPLE.fullmatch(request.path) and any(
        value in WAYS for name, value in request.query if name == "include[]"
    )
    is_refused = {
        "nopeople": PEOPLE.fullmatch(request.path),
        "noways": asks_for_ways or REACHED_BY.fullmatch(request.path),
    }
    if any(token.startswith(name) and found for name, found in is_refused.items()):
        raise Refused(403, 2010, "Access Denied")


def acting_user(call: Call) -> str | None:
    """The user whose token it is (`user-ID`), else the one whom the From header names."""
    if call.own_token:
        found = call.store.get("user", call.token.removeprefix("user-"))
        return found.id if found else None
    return user_with_email(call, call.request.headers.get("from", ""))


def refuse_others_than_admins(call: Call) -> None:
    """Refuses a user's own token with 403 unless its user runs the account."""
    if not call.own_token or call.actor is None:
        return
    user = call.store.get("user", call.actor)
    if user is not None and user.fields["role"] not in ("owner", "admin"):
        raise Refused(403, 2010, "Access Denied")


def user_with_email(call: Call, email: str) -> str | None:
    """The id of the user with this e-mail, in any case."""
    ends_in = "o.kind = 'user' AND substr(o.search, instr(o.search, char(10)) + 1) = ?"
    found = call.store.select(ends_in, (email.casefold(),), "o.seq", "") if email else []
    return found[0].id if found else None


def require_from(call: Call) -> str:
    """The acting user; refuses with 400 when nobody is named."""
    if call.actor is None:
        raise Refused(
            400,
            2016,
            'You must specify a user\'s email address in the "From" header to perform this action',
        )
    return call.actor
