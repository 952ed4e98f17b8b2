"""Looks for a resource whose creation got no answer: it may exist all the same. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdsync.errors import ApiError
from pdsync.kinds import KINDS, SHIFT_BASED, Call, Mark, Nested, above, split_mark, with_mark
from pdsync.reconcile._model import Change
from pdsync.reconcile._remote import Remote, request
from pdsync.reconcile.apply.pauses import LOST, Rest, look_again
from pdsync.reconcile.read.answers import has_id, list_of, part_of
from pdsync.reconcile.read.find_shift_based import all_shift_based
from pdsync.reconcile.read.snapshot import Live


def find_created(remote: Remote, change: Change, call: Call, rest: Rest) -> str | None:
    """The id of what a lost POST made, or None when it does not show up within 30 seconds."""

    def look() -> str | None:
        return _matching(_candidates(remote, change, call), change, call)

    return look_again(look, bool, LOST, rest)


def _candidates(remote: Remote, change: Change, call: Call) -> list[Mapping[str, Any]]:
    endpoint = KINDS[change.kind].endpoint
    if call.path == SHIFT_BASED.endpoint.path:
        found = all_shift_based(remote).lives.values()
        return [{**live.raw, "description": _description(live)} for live in found]
    if not isinstance(endpoint, Nested):
        params = (("query", str(_sent(change, call).get("name", change.name))),)
        return list(remote.list(endpoint.path, endpoint.plural, params=params).items)
    try:
        if not endpoint.included:
            return list_of(remote.get(call.path), endpoint.plural, request(call.path))
        parent = above(KINDS[change.kind]).endpoint
        path = call.path.removesuffix(f"/{endpoint.plural}")
        params = (("include[]", endpoint.plural),)
        asked = request(path, params)
        whole = part_of(remote.get(path, params), parent.singular, asked)
    except ApiError as problem:
        if problem.is_gone:
            return []
        raise
    return list_of(whole, endpoint.plural, asked)


def _description(live: Live) -> str:
    """Its description as PagerDuty has it."""
    text = str(live.raw.get("description") or "")
    return with_mark(text, live.mark) if live.mark else text


def _matching(found: list[Mapping[str, Any]], change: Change, call: Call) -> str | None:
    """The one that has the name and, where there is one, the mark of what was sent."""
    sent = _sent(change, call)
    _, mark = split_mark(sent.get("description"))
    same = [
        one
        for one in found
        if has_id(one)
        and one["id"] != change.id
        and one.get("name") == sent.get("name", change.name)
        and (mark is None or _mark_of(one) == mark)
    ]
    return str(same[0]["id"]) if len(same) == 1 else None


def _mark_of(found: Mapping[str, Any]) -> Mark | None:
    told = found.get("description")
    return split_mark(told if isinstance(told, str) else None)[1]


def _sent(change: Change, call: Call) -> Mapping[str, Any]:
    body: Mapping[str, Any] = (call.body or {})[KINDS[change.kind].endpoint.singular]
    return body
