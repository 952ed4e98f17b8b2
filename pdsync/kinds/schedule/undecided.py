"""Unwritten fields that decide who is on call: only the account has them.

Looks at one layer or event; renders nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pdsync.json_types import FieldPath
from pdsync.series import all_of


class Undecided(ValueError):
    """Raised where a schedule does not say who is on call; the message is a clause with the reason.

    `path` leads to the part of the schedule at fault, `write` is the field that would decide,
    `ways` all that can be done.
    """

    def __init__(self, reason: str, path: FieldPath = (), *, write: str | None = None) -> None:
        self.reason = reason
        self.path = path
        self.write = write
        self.ways = f"write {write}, or ask the account with --live" if write else None
        super().__init__("; ".join([reason, *([self.ways] if self.ways else [])]))


class Open(NamedTuple):
    """Open field, as the rest of "nothing says …", and what to write."""

    what: str
    write: str


PEOPLE = Open("who takes turns", "`members:`")
PHASE = Open("whose turn it is", "an `anchor:`")
START = Open("whose turn it is", "`start_time:`")
OPEN_TURNS = frozenset({PHASE, START})
"""Whose turn it is: of one of several events, which take no anchor, its first shift says so."""
HANDOFF = Open("when turns change hands", "`handoff:`")
LENGTH = Open("how long turns are", "`rotate:`")
SHARE = Open("how many shifts in a row a member has", "`per_member:`")
TOGETHER = Open("how many shifts in a row a member has", "`per_member:` (or `everyone: true`)")


def undecided(found: Sequence[Open], title: str, path: FieldPath = ()) -> Undecided:
    """Return the error for a schedule that leaves these fields open."""
    wanted = all_of(one.write for one in found)
    return Undecided(f"nothing says {found[0].what} in {title}", path, write=f"{wanted} there")
