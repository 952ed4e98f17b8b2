"""Who begins by a new schedule that does not say whose turn it is, for people who read a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.undecided import OPEN_TURNS
from pdsync.series import all_of

_MOST = 3


def who_begins(layers: Sequence[Layer], rotations: Sequence[Rotation]) -> Iterator[str]:
    """Yield a note on who begins by a schedule as it is written, where nothing there says so."""
    people = [*dict.fromkeys(_first_members(layers, rotations))]
    if people:
        left = len(people) - _MOST
        told = all_of([*people[:_MOST], f"{left} more"] if left > 1 else people)
        verb = "begins" if len(people) == 1 else "begin"
        yield f"no `anchor`: {told} {verb}, and the files alone do not tell whose turn it is"


def _first_members(layers: Sequence[Layer], rotations: Sequence[Rotation]) -> Iterator[str]:
    """Yield the first member of each part that leaves open whose turn it is."""
    for layer in layers:
        if layer.users and not OPEN_TURNS.isdisjoint(layer.left_open):
            yield str(layer.users[0])
    for rotation in rotations:
        first = rotation.events[0]
        if first.members and not OPEN_TURNS.isdisjoint(first.left_open):
            yield str(first.members[0])
