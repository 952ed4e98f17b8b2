"""What cannot be meant by the fields of a layer together. Looks at one layer; knows no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pdsync.kinds._handoff import WEEK
from pdsync.kinds._problem import Located, problem

if TYPE_CHECKING:
    from pdsync.kinds._layer import Layer


def layer_problems(layer: Layer) -> Iterator[Located]:
    """Everything that is wrong, each with the name of the field."""
    yield from _nobody(layer)
    yield from _ends_early(layer)
    yield from _no_day(layer)
    yield from _two_phases(layer)
    yield from _anchor(layer)


def _nobody(layer: Layer) -> Iterator[Located]:
    if "users" in layer.model_fields_set and not layer.users:
        help_ = "write at least one e-mail address"
        yield ("users",), problem("a layer needs somebody", help=help_)
    if _is_null(layer, "rotation_virtual_start"):
        help_ = "write when the first turn begins, such as 2026-01-05 09:00, or leave it out"
        yield ("rotation_virtual_start",), problem("a rotation begins at some time", help=help_)


def _is_null(layer: Layer, field: str) -> bool:
    return field in layer.model_fields_set and getattr(layer, field) is None


def _ends_early(layer: Layer) -> Iterator[Located]:
    if layer.start and layer.end and layer.end <= layer.start:
        help_ = "write an end after its beginning"
        yield ("end",), problem("this layer ends before it begins", help=help_)


def _no_day(layer: Layer) -> Iterator[Located]:
    if layer.handoff is None or "rotation_turn_length_seconds" not in layer.model_fields_set:
        return
    weekly = layer.rotation_turn_length_seconds % WEEK == 0
    time = layer.handoff.time[:5]
    if weekly and layer.handoff.day is None and len(set(layer.users)) > 1:
        yield (
            ("handoff",),
            problem(
                "turns of weeks change hands on one day of the week, and none is written",
                help=f"write the day as well, such as `handoff: Mon {time}`",
            ),
        )
    if not weekly and layer.handoff.day is not None:
        yield (
            ("handoff",),
            problem(
                "turns of this length change hands on another day each time",
                help=f"write the time alone, `handoff: {time}`, or `rotate: weekly`",
            ),
        )


def _two_phases(layer: Layer) -> Iterator[Located]:
    if layer.rotation_virtual_start is None:
        return
    for field in ("handoff", "anchor"):
        if getattr(layer, field) is not None:
            yield (
                (field,),
                problem(
                    f"`rotation_virtual_start` says already what `{field}` would",
                    help="delete one of the two",
                ),
            )


def _anchor(layer: Layer) -> Iterator[Located]:
    if layer.anchor is None:
        return
    if layer.users and layer.anchor.who not in layer.users:
        yield (
            ("anchor", "who"),
            problem(
                f"{layer.anchor.who} is none of the members",
                help="write one of those in `members:`",
            ),
        )
    if layer.handoff is None and not hasattr(layer.anchor.at, "hour"):
        yield (
            ("anchor", "at"),
            problem(
                "a date means the hand-off on that day, and no hand-off is written",
                help="write `handoff:`, such as `Mon 09:00`; or a time with the date",
            ),
        )
