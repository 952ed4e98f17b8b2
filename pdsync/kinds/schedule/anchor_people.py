"""Anchors with a person who is not among the members in the account. Renders nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pdsync.kinds._matching import align
from pdsync.kinds._model import Resource
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.model import Schedule

Path = tuple[str | int, ...]


class StrangeAnchor(NamedTuple):
    """Anchor with a person who takes no turns there, and the people who do."""

    path: Path
    who: Ref
    members: tuple[Ref, ...]


def strange_anchors(wanted: Schedule, read: Callable[[], Resource]) -> Iterator[StrangeAnchor]:
    """Yield strange anchors where members are not written; references are canonical.

    `read` reads what is live, which is done only where that has the members.
    """
    live = read() if _leaves_members_open(wanted) else None
    if not isinstance(live, Schedule):
        return
    for row, place in align(wanted.layers, live.layers):
        yield from _strange(("layers", row), "users", wanted.layers[row], live.layers[place])
    for row, place in align(wanted.rotations, live.rotations):
        last = len(wanted.rotations[row].events) - 1
        path = ("rotations", row, "events", last)
        yield from _strange(path, "members", wanted.rotations[row].last, live.rotations[place].last)


def _leaves_members_open(wanted: Schedule) -> bool:
    """Return True if a layer or rotation has an anchor and no members written."""
    parts = [(one, "users") for one in wanted.layers]
    last = [(one.last, "members") for one in wanted.rotations]
    return any(
        getattr(one, "anchor", None) and field not in one.model_fields_set
        for one, field in (*parts, *last)
    )


def _strange(path: Path, field: str, one: Any, live: Any) -> Iterator[StrangeAnchor]:
    anchor, members = getattr(one, "anchor", None), getattr(live, field)
    if anchor is not None and field not in one.model_fields_set and anchor.who not in members:
        yield StrangeAnchor((*path, "anchor", "who"), anchor.who, members)
