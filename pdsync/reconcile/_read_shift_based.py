"""Finds the shift-based schedules of an account, which the API lists by reference. Reads only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from pdsync.errors import ApiError
from pdsync.kinds import SHIFT_BASED
from pdsync.reconcile._remote import Remote
from pdsync.reconcile._shift_based import with_events
from pdsync.reconcile._snapshot import Live

_PATH = SHIFT_BASED.endpoint.path
_AT_ONCE = 8


def all_shift_based(remote: Remote) -> dict[str, Live]:
    """All of an account, whole, by id: their marks are in descriptions that no list has."""
    try:
        listed = remote.list(_PATH, SHIFT_BASED.endpoint.plural).items
    except ApiError as problem:
        if problem.is_gone:
            return {}
        raise
    if not listed:
        return {}
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        found = pool.map(partial(read_one, remote), (str(one["id"]) for one in listed))
        return {live.id: live for live in found if live}


def read_one(remote: Remote, ident: str) -> Live | None:
    """One of them; None when it is gone."""
    path = f"{_PATH}/{ident}"
    try:
        schedule = remote.get(path)[SHIFT_BASED.endpoint.singular]
        rotations = [with_events(remote, path, one) for one in schedule.get("rotations") or ()]
    except ApiError as problem:
        if problem.is_gone:
            return None
        raise
    return Live.of(SHIFT_BASED, {**schedule, "rotations": rotations})
