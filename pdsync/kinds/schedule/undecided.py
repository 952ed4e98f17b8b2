"""Unwritten fields that decide who is on call: the account has them, the YAML cannot tell.

Looks at one layer or event; renders nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pdsync.kinds.schedule.layers.layer import Layer
    from pdsync.kinds.schedule.rotations.event import Event

Path = tuple[str | int, ...]


class Undecided(ValueError):
    """A schedule does not say by itself who is on call; the message is a clause that says why.

    `path` leads to the part of the schedule that is the reason, `write` is what would decide it,
    `ways` is all that can be done.
    """

    def __init__(self, reason: str, path: Path = (), *, write: str | None = None) -> None:
        self.reason = reason
        self.path = path
        self.write = write
        self.ways = f"write {write}, or ask the account with --live" if write else None
        super().__init__("; ".join([reason, *([self.ways] if self.ways else [])]))


class Open(NamedTuple):
    """Something that is left open, as the rest of "nothing says …", and what to write."""

    what: str
    write: str


PEOPLE = Open("who takes turns", "`members:`")
PHASE = Open("whose turn it is", "an `anchor:`")
_HANDOFF = Open("when turns change hands", "`handoff:`")
_LENGTH = Open("how long turns are", "`rotate:`")
SHARE = Open("how many shifts in a row a member has", "`per_member:`")
TOGETHER = Open("how many shifts in a row a member has", "`per_member:` (or `everyone: true`)")


def left_open(layer: Layer) -> tuple[Open, ...]:
    """Return what of a layer only the account can tell, the most telling first."""
    return tuple(_of_layer(layer))


def _of_layer(layer: Layer) -> Iterator[Open]:
    written = layer.model_fields_set
    if "users" not in written:
        yield PEOPLE
    elif len({*layer.users}) <= 1:
        return
    if layer.anchor is None and layer.rotation_virtual_start is None:
        yield PHASE
    if "rotation_turn_length_seconds" not in written:
        yield _LENGTH


def left_open_by_event(event: Event) -> tuple[Open, ...]:
    """The same of an event."""
    return tuple(_of_event(event))


def _of_event(event: Event) -> Iterator[Open]:
    written = event.model_fields_set
    if "members" not in written:
        yield PEOPLE
    elif len({*event.members}) <= 1:
        return
    if event.everyone:
        return
    if event.start_time is None and not event.is_anchored:
        yield PHASE
    if event.is_adrift:
        yield _HANDOFF
    elif "per_member" not in written:
        yield SHARE if event.takes_turns else TOGETHER


def undecided(found: Sequence[Open], title: str, path: Path = ()) -> Undecided:
    """Why it is not known who is on call by something that leaves these open."""
    *before, last = (one.write for one in found)
    wanted = f"{', '.join(before)} and {last}" if before else last
    return Undecided(f"nothing says {found[0].what} in {title}", path, write=f"{wanted} there")
