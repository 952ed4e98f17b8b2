"""Live resources as a person would write them: fields, comments, and what cannot be said. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from pdsync.frozen import frozen
from pdsync.kinds._model import Model, Own, Resource, Unordered
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.days import days
from pdsync.kinds._values.durations import Duration, clock, duration_words
from pdsync.kinds._values.words import Plain, Reads
from pdsync.stamps import utc_stamp
from pdsync.wall_times import days_written


class AnyOrder(tuple[Any, ...]):
    """List whose order means nothing: whoever writes it puts it in an order of their own."""

    __slots__ = ()


class Roles(tuple[Any, ...]):
    """Pairs of a person and a role: a mapping where all of them have an e-mail."""

    __slots__ = ()


@frozen
class Among:
    """Reference in a field that takes several kinds: where a text does not, it says its kind."""

    ref: Ref


@frozen
class AsWritten:
    """Fields of a live resource, or of a part of one, as a person would write them.

    `fields`: names to plain values (text, numbers, `Plain` for times and days, lists, mappings) and
    `Ref`s, for which the caller puts a key, an e-mail or an id; `AnyOrder` for lists that it sorts.
    `comments`: sentences above a field, by its path in `fields`, () for the whole. `unsaid`: what
    the account has and the YAML cannot say, as sentences.
    """

    fields: Mapping[str, Any]
    comments: Mapping[tuple[str | int, ...], tuple[str, ...]] = field(default_factory=dict)
    unsaid: tuple[str, ...] = ()


@frozen
class AsOf:
    """Instant as of which a live resource is written; with `anchors` it says whose turn it is."""

    now: datetime
    anchors: bool = True


def as_written(resource: Resource, _: AsOf) -> AsWritten:
    """Write the model's fields, for a kind without a form of its own."""
    return AsWritten(written_fields(resource))


def written_fields(model: Model) -> dict[str, Any]:
    """Return the fields of a model that are set, under their names for people.

    Without pdsync's own, and without those that are none: but a length of time that is none is
    written, since it decides when somebody is told.
    """
    shown = model.shown
    found = {}
    for name, (label, write) in _fields(type(shown)).items():
        if name not in shown.model_fields_set:
            continue
        value = getattr(shown, name)
        if value is not None or _decides(type(shown), name):
            found[label] = write(value)
    return found


_Write = Callable[[Any], Any]


@cache
def _fields(model: type[Model]) -> dict[str, tuple[str, _Write]]:
    """Return the fields to write, in the model's order but the name first, with their writers."""
    names = sorted(model.model_fields, key=lambda name: name != "name")
    return {
        name: (model.names_of(name)[0], _writer(model, name))
        for name in names
        if name != "extra" and not _is(model, name, Own)
    }


def _decides(model: type[Model], name: str) -> bool:
    return issubclass(model, Resource) and _is(model, name, Duration)


def _is(model: type[Model], name: str, annotation: type) -> bool:
    return any(isinstance(one, annotation) for one in _annotations(model, name))


def _annotations(model: type[Model], name: str) -> Iterator[Any]:
    info = model.model_fields[name]
    yield from info.metadata
    yield from _inside(info.annotation)


def _inside(annotation: Any) -> Iterator[Any]:
    """Yield what annotates a type or one of its choices, but not what is inside of a model."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _inside(part)


def _writer(model: type[Model], name: str) -> _Write:
    """Return how a field is written: its lengths of time, times and days as people write them."""
    annotations = list(_annotations(model, name))
    several = any(isinstance(one, RefersTo) and len(one.kinds) > 1 for one in annotations)
    item = _among if several else plain
    if _is(model, name, Unordered):
        return _in_any_order(item)
    for one in annotations:
        if isinstance(one, Duration):
            return _length_in(one.seconds)
        if isinstance(one, Reads) and one.read in _WRITERS:
            return _WRITERS[one.read]
    return item


def _among(value: Any) -> Any:
    return Among(value) if isinstance(value, Ref) else plain(value)


def _length_in(unit: int) -> _Write:
    def write(value: Any) -> Any:
        is_long = isinstance(value, int) and value > 0
        return Plain(duration_words(value * unit)) if is_long else value

    return write


def _time_of_day(value: Any) -> Any:
    return Plain(str(value).removesuffix(":00") if str(value).count(":") > 1 else str(value))


def _days(value: Any) -> Any:
    known = isinstance(value, tuple) and all(isinstance(one, int) for one in value)
    return Plain(days_written(value)) if known and value else plain(value)


_WRITERS: Mapping[Callable[[Any], Any], _Write] = {clock: _time_of_day, days: _days}
"""Writers of values by the function that reads them."""


def _in_any_order(item: _Write) -> _Write:
    def write(value: Any) -> Any:
        return AnyOrder(map(item, value)) if isinstance(value, tuple | list) else plain(value)

    return write


def plain(value: Any) -> Any:
    """Return a value of a model as plain data, references left in place."""
    if isinstance(value, Model):
        return written_fields(value)
    if isinstance(value, datetime):
        return Plain(utc_stamp(value))
    if isinstance(value, date):
        return Plain(value.isoformat())
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return value if isinstance(value, Ref | str | int | float | None) else str(value)
