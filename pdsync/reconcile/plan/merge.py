"""A wanted resource laid over the live one: what the live one would become. Pure.

What is not written keeps its live value, at every depth: a field of a rule as much as a field of a
service. Items of a list are matched by what they are, not by where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pdsync.kinds import Item, Model, Own, Resource, Unordered, align

_DEEP = (Model, tuple)
"""Types of what may be the same only in part."""


def overlay(wanted: Any, live: Any) -> Any:
    """The value that results when `wanted` is written over `live`."""
    if isinstance(wanted, Model) and type(wanted) is type(live):
        return _models(wanted, live)
    if isinstance(wanted, tuple) and isinstance(live, tuple):
        return _lists(wanted, live)
    return wanted


def _models(wanted: Model, live: Model) -> Model:
    if _other_type(wanted, live):
        return wanted
    known, is_known = vars(live), live.model_fields_set
    update: dict[str, Any] = {}
    is_so = True
    for field in compared(wanted):
        value = getattr(wanted, field)
        if isinstance(value, _DEEP):
            value = _field(type(wanted), field, value, known[field])
        update[field] = value
        is_so = is_so and field in is_known and (known[field] is value or known[field] == value)
    return live if is_so else live.model_copy(update=update)


def _other_type(wanted: Model, live: Model) -> bool:
    """Return True if two structures have different types (`constant`, `use_support_hours`)."""
    if isinstance(wanted, Resource) or "type" not in wanted.model_fields_set:
        return False
    return getattr(wanted, "type", None) != getattr(live, "type", None)


def _field(model: type[Model], field: str, wanted: Any, live: Any) -> Any:
    result = overlay(wanted, live)
    if field in unordered_fields(model) and isinstance(live, tuple) and isinstance(result, tuple):
        return live if _same_set(result, live) else _in_order_of(result, live)
    return result


def _same_set(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return len(one) == len(other) and all(value in other for value in one)


def _in_order_of(result: tuple[Any, ...], live: tuple[Any, ...]) -> tuple[Any, ...]:
    """Put what stays first, in its live order: an order without meaning never shows as a move."""

    def place(value: Any) -> int:
        places = (index for index, one in enumerate(live) if value == one or _is_over(value, one))
        return next(places, len(live))

    return tuple(sorted(result, key=place))


def _as_written(found: tuple[Any, ...], written: tuple[Any, ...]) -> tuple[Any, ...]:
    partner = {column: row for row, column in align(written, found, _same)}
    order = sorted(range(len(found)), key=lambda index: partner.get(index, len(written)))
    return tuple(found[index] for index in order)


def _same(written: Any, found: Any) -> int:
    is_item = isinstance(written, Item) and isinstance(found, Item)
    return written.likeness(found) if is_item else int(written == found)


def _is_over(value: Any, live: Any) -> bool:
    """Return True if an item was laid over a live one: they share its JSON."""
    return isinstance(value, Item) and bool(value.wire) and value.wire is live.wire


def _lists(wanted: tuple[Any, ...], live: tuple[Any, ...]) -> tuple[Any, ...]:
    if not any(isinstance(value, Item) for value in wanted):
        return wanted
    partner = dict(align(wanted, live))
    return tuple(
        overlay(value, live[partner[index]]) if index in partner else value
        for index, value in enumerate(wanted)
    )


def in_written_order(value: Any, written: Any) -> Any:
    """The same value, with what is unordered in the order in which it is written, at every depth.

    What is not written comes last. References of both are canonical.
    """
    if isinstance(value, tuple) and isinstance(written, tuple):
        meant = {column: written[row] for row, column in align(written, value)}
        return tuple(
            in_written_order(one, meant[index]) if index in meant else one
            for index, one in enumerate(value)
        )
    if not isinstance(value, Model) or type(value) is not type(written):
        return value
    update = {}
    for field in compared(written):
        found, as_written = getattr(value, field), getattr(written, field)
        if field in unordered_fields(type(value)) and isinstance(as_written, tuple):
            found = _as_written(found, as_written)
        update[field] = in_written_order(found, as_written)
    return value.model_copy(update=update)


def compared(wanted: Model) -> Iterator[str]:
    """The fields that were written and are not pdsync's own, in the model's order."""
    written = wanted.model_fields_set
    return (field for field in _comparable(type(wanted)) if field in written)


@cache
def _comparable(model: type[Model]) -> tuple[str, ...]:
    left_out = own_fields(model) | {"extra"}
    return tuple(field for field in model.model_fields if field not in left_out)


@cache
def own_fields(model: type[Model]) -> frozenset[str]:
    """The fields that are never sent and never compared."""
    return frozenset(_marked(model, Own))


@cache
def unordered_fields(model: type[Model]) -> frozenset[str]:
    """The lists whose order means nothing."""
    return frozenset(_marked(model, Unordered))


def _marked(model: type[Model], marker: type) -> Iterator[str]:
    for name, info in model.model_fields.items():
        if any(isinstance(one, marker) for one in metadata(info.annotation, *info.metadata)):
            yield name


def metadata(annotation: Any, *found: Any) -> Iterator[Any]:
    """Every piece of metadata in an annotation, however deep in unions."""
    yield from found
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        if isinstance(part, type) and issubclass(part, Model):
            continue
        yield from metadata(part)
