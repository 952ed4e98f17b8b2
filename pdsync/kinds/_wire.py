"""Between live JSON and models, for what every kind does alike.

PagerDuty adds words and fields as it likes; a word that a model would not take is kept as it came,
and simply differs. A part of another shape than was asked for is not known, and never taken for
none: of texts and numbers, null is none; a list is one, and so is `[]`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar, cast

from pydantic_core import PydanticCustomError

from pdsync.kinds._model import Item, Model, Raw, Resource
from pdsync.kinds._refs import Ref, from_reference
from pdsync.kinds._unread import ABSENT, Unread, Unreadable, sort_of
from pdsync.kinds._values.instants import instant
from pdsync.kinds._values.names import tidy

T = TypeVar("T")
M = TypeVar("M", bound=Resource)
I = TypeVar("I", bound=Item)  # noqa: E741 - the type of an item

Reader = Callable[[Any], Any]
"""Reads a part of an answer; raises Unreadable where that is not what was asked for."""


def as_it_is(value: Any) -> Any:
    """For a text, a number, a yes or no, or nothing, that needs no translation."""
    if isinstance(value, Mapping | list):
        raise Unreadable(sort_of(value))
    return value


def a_text(value: Any) -> str | None:
    """For a text, or nothing."""
    return cast(str | None, _of((str,), value))


def a_number(value: Any) -> int | None:
    """For a whole number, or nothing; `7.0` is one."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, float):
        raise Unreadable(f"{sort_of(value)} that is not whole")
    return cast(int | None, _of((int,), value))


def an_id(value: Any) -> str | int | None:
    """For an id; PagerDuty has some that are numbers."""
    return cast(str | int | None, _of((str, int), value))


def _of(types: tuple[type, ...], value: Any) -> Any:
    is_flag = isinstance(value, bool) and bool not in types
    if value is not None and (is_flag or not isinstance(value, types)):
        raise Unreadable(sort_of(value))
    return value


def some(read: Reader) -> Reader:
    """`read`, for a value that is always there."""

    def reader(value: Any) -> Any:
        found = read(value)
        if found is None:
            raise Unreadable(sort_of(value))
        return found

    return reader


@dataclass(frozen=True)
class maybe:  # noqa: N801 - it reads as the function that it is
    """`read`, for a value that PagerDuty leaves out where there is none."""

    read: Reader

    def __call__(self, value: Any) -> Any:
        """The value, where there is one."""
        return self.read(value)


def otherwise(default: Any) -> Reader:
    """For a value that PagerDuty leaves out, or gives as null, when it is the default."""
    read = a_number if type(default) is int else partial(_of, (type(default),))
    return maybe(lambda value: default if value is None else read(value))


def prose(value: Any) -> str | None:
    """For a description, or nothing."""
    return tidy(a_text(value))


def moment(value: Any) -> Any:
    """For an instant, or nothing."""
    try:
        return None if value is None else instant(as_it_is(value))
    except PydanticCustomError:
        raise Unreadable(f"{sort_of(value)} that is no time") from None


def leniently(read: Reader) -> Reader:
    """`read`, but a word that it refuses stays as it came."""

    def reader(value: Any) -> Any:
        try:
            return read(as_it_is(value))
        except PydanticCustomError:
            return value

    return reader


def live(model: type[M], raw: Raw, readers: Mapping[str, Reader], names: Raw | None = None) -> M:
    """A model of what `raw` holds: every field that is there, read by its reader, is set.

    `names` are the fields that the API calls otherwise. What is not there, or cannot be read, is
    among the model's `unread`.
    """
    values: dict[str, Any] = {}
    unread: list[Unread] = []
    for field, read in readers.items():
        name = (names or {}).get(field, field)
        try:
            values[field] = part(raw, name, read)
        except Unreadable as why:
            unread.append(Unread(field, why.path, why.came))
    return cast(M, model.model_construct({*values}, **values)).lacking(unread)


def part(raw: Any, name: str, read: Reader) -> Any:
    """The part of an object that has a name."""
    if not isinstance(raw, Mapping):
        raise Unreadable(sort_of(raw))
    if name not in raw:
        raise Unreadable(ABSENT, (name,))
    try:
        return read(raw[name])
    except Unreadable as why:
        raise why.below(name) from None


def live_item(model: type[I], raw: Any, readers: Mapping[str, Reader]) -> I | None:
    """The same for a part of a resource, which remembers its JSON; None when there is none.

    Of a part everything is known or nothing.
    """
    if raw is None:
        return None
    values = parts(raw, readers)
    if "id" in raw:
        part(raw, "id", an_id)
    always = {name for name, info in model.model_fields.items() if info.is_required()}
    values |= {name: readers[name](None) for name in always if name not in values}
    made: Model = model.model_construct({*values}, **values)
    return cast(I, made).from_live(raw)


def parts(raw: Any, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """The parts of an object; only of those that are `maybe` there one may be missing."""
    if not isinstance(raw, Mapping):
        raise Unreadable(sort_of(raw))
    left_out = {name for name, read in readers.items() if isinstance(read, maybe)} - {*raw}
    return {name: part(raw, name, read) for name, read in readers.items() if name not in left_out}


@dataclass(frozen=True)
class each(Generic[T]):  # noqa: N801 - it reads as the function that it is
    """For a list, each of whose items is read; those that are empty are left out."""

    read: Callable[[Any], T | None]

    def __call__(self, value: Any) -> tuple[T, ...]:
        """Every item."""
        if not isinstance(value, list):
            raise Unreadable(sort_of(value))
        found = (self._item(index, one) for index, one in enumerate(value))
        return tuple(one for one in found if one is not None)

    def _item(self, index: int, value: Any) -> T | None:
        if value is None:
            raise Unreadable(sort_of(value), (index,))
        try:
            return self.read(value)
        except Unreadable as why:
            raise why.below(index) from None


def ref(value: Any) -> Ref | None:
    """The resource that a reference in live JSON points to; None when it points to nothing."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise Unreadable(sort_of(value))
    for name in ("id", "type"):
        part(value, name, some(a_text))
    return from_reference(value)


refs = each(ref)


def fields(model: Model, *names: str) -> dict[str, Any]:
    """Return those of the named fields that are set, as they are."""
    return {name: getattr(model, name) for name in names if name in model.model_fields_set}
