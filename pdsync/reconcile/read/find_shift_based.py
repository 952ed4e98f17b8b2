"""Finds the shift-based schedules of an account, which the API lists by reference. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from types import MappingProxyType

from pdsync.errors import ApiError, Forbidden, NotWhole
from pdsync.frozen import frozen
from pdsync.kinds import SHIFT_BASED, Raw
from pdsync.reconcile._remote import Remote, request
from pdsync.reconcile.read import answers as _answers
from pdsync.reconcile.read.answers import objects, with_ids
from pdsync.reconcile.read.list_doubts import Doubt, Why, doubts
from pdsync.reconcile.read.shift_based import with_rotations
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, unidentified

_PATH = SHIFT_BASED.endpoint.path
_OTHER_PAGES = (("limit", "50"),)
_TYPE = "schedule_v3"
_FEW = 3
"""Schedules of which no list came that are named."""
_NO_LIST = (
    "{}: this account has no shift-based schedules, or they are not this token's to see",
    "{}: this account's PagerDuty plan has no shift-based schedules",
)
_WITHHELD = (
    "{}, though escalation policies name shift-based schedules ({}): they are not this token's to "
    "see"
)
_STATUS = len("404")


@frozen
class ShiftBased:
    """The shift-based schedules of an account by id, and what is wrong with their list."""

    lives: Mapping[str, Live] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def all_shift_based(
    remote: Remote, *, known: Mapping[str, Live] = MappingProxyType({}), with_gone: bool = False
) -> ShiftBased:
    """All of an account, whole: their marks are in descriptions that no list has.

    Those that are `known` are not read again. One that is gone when it is read was deleted a
    moment ago, or is not this token's to see. What is planned leaves it out; who only asks is
    told, if it is to be `with_gone`. No list at all is a doubt.
    """

    def whole(one: Raw) -> Live | None:
        return known.get(str(one["id"])) or read_listed(remote, one)

    try:
        listing = remote.list(_PATH, SHIFT_BASED.endpoint.plural)
    except ApiError as problem:
        if not (problem.is_gone or problem.lacks_ability):
            raise
        told = _NO_LIST[problem.lacks_ability].format(problem.status)
        return ShiftBased(doubts=(Doubt(SHIFT_BASED.name, request(_PATH), Why.UNANSWERED, told),))
    listed = with_ids(listing.items, SHIFT_BASED.endpoint.plural, request(_PATH))
    ids = frozenset(str(one["id"]) for one in listed)
    found = tuple(
        replace(one, ids=ids) for one in doubts(SHIFT_BASED.name, request(_PATH), listing)
    )
    if not listed:
        return ShiftBased(doubts=found)
    read = zip(listed, at_once(whole, listed), strict=True)
    lives = [live or _by_list(one) for one, live in read if live or with_gone]
    return ShiftBased({live.id: live for live in lives}, (*found, *unidentified(lives)))


def with_withheld(found: Sequence[Doubt], policies: Iterable[Live]) -> tuple[Doubt, ...]:
    """Return the doubts; of a list that did not come, what policies tell to be in it."""
    if all(one.why is not Why.UNANSWERED for one in found):
        return tuple(found)
    named = sorted({ident for one in policies for ident in _shift_based_targets(one.raw)})
    if not named:
        return tuple(found)
    some = ", ".join([*named[:_FEW], *"…"[: len(named) - _FEW > 0]])
    return tuple(
        replace(one, why=Why.WITHHELD, told=_WITHHELD.format(one.told[:_STATUS], some))
        if one.why is Why.UNANSWERED
        else one
        for one in found
    )


def _shift_based_targets(policy: Raw) -> Iterator[str]:
    for rule in objects(policy.get("escalation_rules")):
        for one in objects(rule.get("targets")):
            if str(one.get("type")).removesuffix("_reference") == _TYPE and one.get("id"):
                yield str(one["id"])


def new_shift_based(
    remote: Remote, seen: Collection[str], own: Collection[str]
) -> list[Live] | None:
    """Read the shift-based schedules not seen before, whole but for our own.

    And but for those of which PagerDuty has nothing but the name yet. None where no list comes.
    """
    try:
        listing = remote.list(_PATH, SHIFT_BASED.endpoint.plural)
    except ApiError as problem:
        if problem.is_gone or problem.lacks_ability:
            return None
        raise
    listed = with_ids(listing.items, SHIFT_BASED.endpoint.plural, request(_PATH))
    new = [one for one in listed if one["id"] not in seen]
    known = [Live.of(SHIFT_BASED, one) for one in new if one["id"] in own]
    others = [one for one in new if one["id"] not in own]
    whole = at_once(partial(read_listed, remote), others)
    pairs = zip(others, whole, strict=True)
    return [*known, *(live or _by_list(one) for one, live in pairs)]


def _by_list(listed: Raw) -> Live:
    """One of which nothing is known but what the list says."""
    return Live.of(SHIFT_BASED, listed, request=request(_PATH))


def read_listed(remote: Remote, listed: Raw) -> Live | None:
    """One that the list has, whole; or why nothing more is known of it."""
    try:
        return read_one(remote, str(listed["id"]))
    except (NotWhole, Forbidden) as problem:
        return _by_list(listed).losing(problem)


def is_promised_no_total(doubt: Doubt) -> bool:
    """Return True for an uncounted list of which PagerDuty's OpenAPI promises no total."""
    return doubt.why is Why.UNCOUNTED and doubt.request == request(_PATH)


def read_again(remote: Remote, doubt: Doubt) -> tuple[Doubt, ...]:
    """Read the list once more with another page size; return the doubt that is left."""
    again = remote.list(_PATH, SHIFT_BASED.endpoint.plural, params=_OTHER_PAGES)
    if not again.short and {str(one.get("id")) for one in again.items} == doubt.ids:
        return ()
    return (replace(doubt, why=Why.UNSTEADY),)


def read_one(remote: Remote, ident: str) -> Live | None:
    """One of them; None when it is gone."""
    path = f"{_PATH}/{ident}"
    try:
        schedule = with_rotations(remote, path, _answers.read_one(remote, SHIFT_BASED, ident))
    except ApiError as problem:
        if problem.is_gone:
            return None
        raise
    return Live.of(SHIFT_BASED, schedule, request=request(path))
