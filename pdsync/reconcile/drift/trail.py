"""The account's audit trail: who wrote what, when and how. Reads it; takes any answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from pdsync.errors import ApiError, NoAnswer, PdsyncError
from pdsync.frozen import frozen
from pdsync.kinds import Mark, split_mark
from pdsync.on_demand import regex
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.read.answers import objects
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.stamps import read_stamp, utc_stamp

PAST = timedelta(days=31) - timedelta(minutes=5)
"""As much as PagerDuty tells at a time, 31 days, but for what two clocks may be apart."""
MOST_PAGES = 50
"""Pages of 100 records that are read of one trail."""
MOST_PEOPLE = 20
"""People whose e-mail is asked for; of the others the trail has the name."""

_PATH = "/audit/records"
_IDENT = regex(r"[A-Za-z0-9]{1,40}")
_ARRANGED = ("override", "custom_shift")
"""Words in the types and lists of what people arrange from day to day: no part of a definition."""
_NO_SCOPE = (
    "the token may not read the audit trail, which is for account owners, admins and global keys "
    "(OAuth: audit_records.read)"
)
_NO_PLAN = "the account's PagerDuty plan has no audit trail"


@frozen
class Doer:
    """Somebody or something that wrote: a `user`, an `api_key`, an `app`, or None if not told.

    `method` is `browser`, `oauth`, `api_token`, `identity_provider` or `other`; `token` the end of
    the token. `email` is None of all but people, and of people whom nobody asked for.
    """

    type: str | None
    id: str
    name: str
    method: str
    token: str | None
    email: str | None = None


@frozen
class Act:
    """One write, as the trail tells it.

    `root` is the id of the thing that it is recorded for, and `resource` that of the thing or the
    part of it that was written; `names` are all that either was called. `fields` are PagerDuty's
    names of what was written; `removed` the parts that went, as type and name.
    """

    at: datetime
    action: str
    doer: Doer
    root: str
    root_type: str
    resource: str
    resource_type: str
    names: frozenset[str]
    fields: frozenset[str]
    removed: frozenset[tuple[str, str]]
    mark: Mark | None


@frozen
class Trail:
    """All acts between two instants, the newest first; `unknown` says why it cannot be told.

    `since` is later than asked for where there was more than is read.
    """

    since: datetime
    until: datetime
    acts: tuple[Act, ...] = ()
    unknown: str | None = None
    is_cut: bool = False


def read_trail(
    remote: Remote,
    since: datetime,
    until: datetime,
    is_enough: Callable[[Sequence[Act]], bool] = lambda _: False,
) -> Trail:
    """Read the trail page by page, the newest first, until it ends or what was read is enough.

    Overrides and custom shifts are passed over: whoever made one has changed no schedule.
    `until` is now. It is not sent, so that the account's own clock decides what was done by then:
    the last act is the one that counts. Raises nothing: what fails is not known.
    """
    since = max(since, until - PAST)
    asked = (("since", utc_stamp(since)), ("limit", "100"))
    acts: list[Act] = []
    cursor: str | None = None
    seen: set[str] = set()
    for _ in range(MOST_PAGES):
        try:
            body = remote.get(_PATH, (*asked, *([("cursor", cursor)] if cursor else [])))
        except PdsyncError as problem:
            return Trail(since, until, unknown=_why(problem))
        records = body.get("records") if isinstance(body, Mapping) else None
        if not isinstance(records, list):
            return Trail(since, until, unknown=f"GET {_PATH} gave no `records`")
        acts += filter(None, map(_act, records))
        cursor = str(body.get("next_cursor") or "")
        if not cursor or cursor in seen or is_enough(acts):
            return Trail(since, until, tuple(acts))
        seen.add(cursor)
    return Trail(acts[-1].at if acts else until, until, tuple(acts), is_cut=True)


def with_emails(remote: Remote, acts: Iterable[Act]) -> dict[str, tuple[str, str]]:
    """Return the e-mail and the name of each person who acted, by id, as far as they are there."""
    people = dict.fromkeys(act.doer.id for act in acts if act.doer.type == "user")
    asked = [ident for ident in people if _IDENT.fullmatch(ident)][:MOST_PEOPLE]
    found = zip(asked, at_once(lambda ident: _person(remote, ident), asked), strict=True)
    return {ident: person for ident, person in found if person}


def told_by_email(act: Act, people: Mapping[str, tuple[str, str]]) -> Act:
    """Return the act by a person whose e-mail is known."""
    if act.doer.type != "user" or act.doer.id not in people:
        return act
    email, name = people[act.doer.id]
    return replace(act, doer=replace(act.doer, email=email, name=name))


def _person(remote: Remote, ident: str) -> tuple[str, str] | None:
    try:
        body = remote.get(f"/users/{ident}")
    except PdsyncError:  # gone since, or not for this token: the trail has the name
        return None
    user = body.get("user") if isinstance(body, Mapping) else None
    if not isinstance(user, Mapping):
        return None
    email, name = (user.get(one) for one in ("email", "name"))
    return (email, str(name or email)) if isinstance(email, str) and email else None


def _why(problem: PdsyncError) -> str:
    if isinstance(problem, ApiError):
        if problem.status == HTTPStatus.PAYMENT_REQUIRED:
            return _NO_PLAN
        if problem.status == HTTPStatus.FORBIDDEN:
            return _NO_SCOPE
    if isinstance(problem, ApiError | NoAnswer):
        return problem.message
    return "the audit trail could not be read"


def _act(record: Any) -> Act | None:
    """Return a record as an act; None where it says not even when and of what, or is no change."""
    if not isinstance(record, Mapping):
        return None
    at, root = _instant(record.get("execution_time")), _reference(record.get("root_resource"))
    if at is None or not root[0]:
        return None
    details = _mapping(record.get("details"))
    resource = _reference(details.get("resource"))
    resource = resource if resource[0] else root
    fields = [one for one in objects(details.get("fields")) if one.get("name")]
    references = [one for one in objects(details.get("references")) if one.get("name")]
    was = {str(one["name"]): one.get("before_value") for one in fields}
    removed = [_reference(ref) for one in references for ref in objects(one.get("removed"))]
    names = frozenset(str(one["name"]) for one in [*fields, *references])
    if _is_arranged(resource[1]) or (names and all(map(_is_arranged, names))):
        return None
    return Act(
        at,
        str(record.get("action") or ""),
        _doer(record),
        root[0],
        root[1],
        resource[0],
        resource[1],
        frozenset({root[2], resource[2], str(was.get("name") or "")} - {""}),
        names,
        frozenset((kind, name) for _, kind, name in removed),
        split_mark(str(was.get("description") or ""))[1],
    )


def _is_arranged(name: str) -> bool:
    return any(word in name for word in _ARRANGED)


def _doer(record: Mapping[str, Any]) -> Doer:
    actors = [one for one in map(_reference, objects(record.get("actors"))) if one[0] or one[2]]
    ident, kind, name = actors[0] if actors else ("", "", "")
    method = _mapping(record.get("method"))
    return Doer(
        kind or None,
        ident,
        name,
        str(method.get("type") or "other"),
        str(method["truncated_token"]) if method.get("truncated_token") else None,
    )


def _reference(value: Any) -> tuple[str, str, str]:
    """Return the id, the type and the name of what is referred to; empty for what is not told."""
    one = _mapping(value)
    ident, kind, name = (str(one.get(part) or "") for part in ("id", "type", "summary"))
    return ident, kind.removesuffix("_reference"), name


def _instant(value: Any) -> datetime | None:
    try:
        found = read_stamp(str(value))
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
