"""Anchors of somebody who is not among the members that the account has. Renders nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pdsync.kinds._matching import align
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.model import Schedule


class StrangeAnchor(NamedTuple):
    """Anchor with somebody who takes no turns there, and the people who do."""

    path: tuple[str | int, ...]
    who: Ref
    members: tuple[Ref, ...]


def strange_anchors(wanted: Schedule, live: Schedule) -> Iterator[StrangeAnchor]:
    """Yield strange anchors where members are not written; references are canonical."""
    yield from _strange("layers", "users", wanted.layers, live.layers)
    yield from _strange("rotations", "members", wanted.rotations, live.rotations)


def _strange(
    parts: str, field: str, wanted: Sequence[Any], live: Sequence[Any]
) -> Iterator[StrangeAnchor]:
    for row, place in align(wanted, live):
        one, members = wanted[row], getattr(live[place], field)
        is_left = one.anchor is not None and field not in one.model_fields_set
        if is_left and one.anchor.who not in members:
            yield StrangeAnchor((parts, row, "anchor", "who"), one.anchor.who, members)
