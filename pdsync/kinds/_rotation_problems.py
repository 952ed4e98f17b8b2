"""What cannot be meant by the fields of a rotation together. Looks at one; knows no other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from pdsync.kinds._problem import Located, problem

if TYPE_CHECKING:
    from pdsync.kinds._rotation import Rotation


def rotation_problems(rotation: Rotation) -> Iterator[Located]:
    """Everything that is wrong, each with the name of the field."""
    yield from _no_shifts(rotation)
    yield from _two_ways(rotation)
    yield from _anchor(rotation)
    yield from _overlapping(rotation)


def _overlapping(rotation: Rotation) -> Iterator[Located]:
    for place, (one, other) in enumerate(pairwise(rotation.parts)):
        if one.until is None or other.since is None or other.since < one.until:
            help_ = "end each with `until`, and begin the next then or later with `from`"
            wrong = problem("events of a rotation follow each other in time", help=help_)
            yield ("events", place + 1), wrong


def _no_shifts(rotation: Rotation) -> Iterator[Located]:
    if rotation.shifts is None and rotation.rotate is None:
        help_ = "write `shifts: Mon-Fri 09:00-17:00`, or `rotate: weekly`"
        yield (), problem("nothing says when this rotation's shifts are", help=help_)


def _two_ways(rotation: Rotation) -> Iterator[Located]:
    written = rotation.model_fields_set
    if rotation.rotate is None:
        # That there are no windows is true of shifts as well.
        goes_with = {"handoff", "only"} if rotation.only else {"handoff"}
        for field in sorted(written & goes_with):
            help_ = "write `rotate:` as well, or `shifts:` instead"
            yield (field,), problem(f"`{field}` goes with `rotate`", help=help_)
        return
    for field in sorted(written & {"shifts", "start_time", "per_member", "everyone"}):
        name = rotation.names_of(field)[0]
        help_ = "delete one of the two"
        yield (name,), problem(f"`rotate` says already what `{name}` would", help=help_)


def _anchor(rotation: Rotation) -> Iterator[Located]:
    if rotation.anchor is None:
        return
    if rotation.members and rotation.anchor.who not in rotation.members:
        help_ = "write one of those in `members:`"
        yield (
            ("anchor", "who"),
            problem(f"{rotation.anchor.who} is none of the members", help=help_),
        )
    if rotation.everyone or rotation.start_time is not None:
        help_ = "delete `anchor`"
        yield ("anchor",), problem("there is nothing left to say for an anchor", help=help_)
