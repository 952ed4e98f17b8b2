"""Turns that run and that no line of the configuration can keep, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pdsync.kinds import Ref, Schedule, person
from pdsync.series import all_of


def members_at(schedule: Schedule, at: datetime) -> frozenset[str]:
    """Return everybody who is a member of a layer, or of an event in force at an instant."""
    members: list[object] = [user for layer in schedule.layers for user in layer.users]
    for rotation in schedule.rotations:
        for event in rotation.events:
            if _is_in_force(event.since, event.until, at):
                members += event.members
    return frozenset(person(one) for one in members if isinstance(one, Ref))


def _is_in_force(since: datetime | None, until: datetime | None, at: datetime) -> bool:
    return (since is None or since <= at) and (until is None or at < until)


def why_no_line(before: Schedule, wanted: Schedule, gone: Sequence[str]) -> str | None:
    """Say why no line keeps a turn: that of people who are gone, or of `nobody`; None: neither."""
    if gone:
        verb = "is no member" if len(gone) == 1 else "are no members"
        return f"no line keeps {all_of(gone)} on call, who {verb} any more"
    if _leaves_some_to_nobody(before) and not _leaves_some_to_nobody(wanted):
        return "no line leaves the turn that runs to `nobody`, which is no member any more"
    return None


def _leaves_some_to_nobody(schedule: Schedule) -> bool:
    events: Iterable[bool] = (e.has_nobody for one in schedule.rotations for e in one.events)
    return any(events)
