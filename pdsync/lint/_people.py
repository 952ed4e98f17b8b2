"""People whom a resource may put on call, with the way to each. Finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pdsync.json_types import FieldPath
from pdsync.kinds import Event, Layer, Ref, Resource, refs_in

_PARTS = frozenset({"layers", "rotations", "escalation_rules"})


def people_in(resource: Resource, now: datetime | None = None) -> Iterator[tuple[FieldPath, Ref]]:
    """Yield everybody whom a resource may put on call, from `now` on, and where they stand in it.

    Whoever stands in what is over then is left out; without `now` nobody is.
    """
    for path, ref in refs_in(resource):
        is_on_call = ref.kind == "user" and path[0] in _PARTS and "anchor" not in path
        if is_on_call and not (now and _is_over(resource, path, now)):
            yield path, ref


def _is_over(value: Any, path: FieldPath, now: datetime) -> bool:
    """Return True if a layer or an event on a way into a resource has ended."""
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
        ends = value.end if isinstance(value, Layer) else None
        ends = value.until if isinstance(value, Event) else ends
        if ends is not None and ends <= now:
            return True
    return False
