"""Overrides that a change makes pointless. Renders what is under them; warns nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pdsync.oncall import Override
from pdsync.roster._affected import Moot
from pdsync.roster._timeline import People
from pdsync.roster._view import View


def moot(before: View, after: View, schedule: str) -> Iterator[Moot]:
    """The overrides under which there is now somebody to relieve, and then there is not."""
    for whole in after.roster.overrides.get(schedule, ()):
        override = replace(whole, start=max(whole.start, after.since))
        if override.start >= override.end:
            continue
        old, new = (_under(side, schedule, override) for side in (before, after))
        if old != new and len(new) == 1 and set(new[0]) <= {override.user}:
            yield Moot(whole, alone=not new[0])


def _under(side: View, schedule: str, override: Override) -> Sequence[People]:
    """Who would be on call in turn if there were no overrides."""
    bare = replace(side.roster, overrides={})
    course = bare.timeline((schedule,), (), override.start, override.end)
    return [one.people for one in course]
