"""Readers from live JSON to models, for what all kinds share.

PagerDuty adds words and fields without notice. An unknown word is kept as it came, and simply
differs from what is wanted. A part of an unexpected type is not known, which is never the same as
none. For texts and numbers null means none; an empty list is `[]`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, Generic, TypeVar, cast

from pydantic_core import PydanticCustomError

from pdsync.frozen import frozen
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
    """Return a text, number, boolean or null unchanged; raises Unreadable for anything else."""
    if isinstance(value, dict | list):
        raise Unreadable(sort_of(value))
    return value


def a_text(value: Any) -> str | None:
    """Return a text or None; raises Unreadable for anything else."""
    if value is None or isinstance(value, str):
        return value
    raise Unreadable(sort_of(value))


def a_number(value: Any) -> int | None:
    """Return a whole number or None, also of `7.0`; raises Unreadable for anything else."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, float):
        raise Unreadable(f"{sort_of(value)} that is not whole")
    return cast(int | None, _of((int,), value))


def an_id(value: Any) -> str | int | None:
    """Return an id, a text or a number, or None; raises Unreadable for anything else."""
    return cast(str | int | None, _of((str, int), value))


def _of(types: tuple[type, ...], value: Any) -> Any:
    is_flag = isinstance(value, bool) and bool not in types
    if value is not None and (is_flag or not isinstance(value, types)):
        raise Unreadable(sort_of(value))
    return value


def some(read: Reader) -> Reader:
    """Make a reader of a value that is always there: it raises Unreadable for null."""

    def reader(value: Any) -> Any:
        found = read(value)
        if found is None:
            raise Unreadable(sort_of(value))
        return found

    return reader


def tells(read: Reader) -> Callable[[Any], bool]:
    """Make a test whether a value can be read, and into something that is true."""

    def test(value: Any) -> bool:
        try:
            return bool(read(value))
        except Unreadable:
            return False

    return test


def can_be_read(read: Reader) -> Callable[[Any], bool]:
    """Make a test whether a value can be read, into whatever that is."""
    return tells(lambda value: (read(value),))


_some_text = some(a_text)


@frozen
class maybe:  # noqa: N801 - it reads as the function that it is
    """Make a reader of a value that PagerDuty leaves out where there is none."""

    read: Reader

    def __call__(self, value: Any) -> Any:
        """Read the value, where there is one."""
        return self.read(value)


def otherwise(default: Any) -> Reader:
    """Make a reader of a value that PagerDuty omits, or gives as null, for the default."""
    read = a_number if type(default) is int else partial(_of, (type(default),))
    return maybe(lambda value: default if value is None else read(value))


def prose(value: Any) -> str | None:
    """Read a description; None for none or an empty one."""
    return tidy(a_text(value))


def moment(value: Any) -> Any:
    """Read an instant or None; raises Unreadable for a text that is no time."""
    try:
        return None if value is None else instant(as_it_is(value))
    except PydanticCustomError:
        raise Unreadable(f"{sort_of(value)} that is no time") from None


def leniently(read: Reader) -> Reader:
    """Make a reader that leaves a word which `read` refuses as it came."""

    def reader(value: Any) -> Any:
        try:
            return read(as_it_is(value))
        except PydanticCustomError:
            return value

    return reader


def live(model: type[M], raw: Raw, readers: Mapping[str, Reader], names: Raw | None = None) -> M:
    """Make a model of live JSON: each field of `readers` that is there is read and set.

    `names` are the fields that the API calls otherwise. A field that is missing, or cannot be read,
    is recorded in the model's `unread`.
    """
    values: dict[str, Any] = {}
    unread: list[Unread] = []
    for field, read in readers.items():
        name = names.get(field, field) if names else field
        if name not in raw:
            unread.append(_absent(field, name))
            continue
        try:
            values[field] = read(raw[name])
        except Unreadable as why:
            unread.append(Unread(field, (name, *why.path), why.came))
    return model.of_values(values, {"_unread": _there_once(tuple(unread))} if unread else None)


@cache
def _absent(field: str, name: str) -> Unread:
    return Unread(field, (name,), ABSENT)


@cache
def _there_once(unread: tuple[Unread, ...]) -> tuple[Unread, ...]:
    """Return the same, there once for all models: most lists leave out the same of everything."""
    return unread


def part(raw: Any, name: str, read: Reader) -> Any:
    """Read the part of an object with a name; raises Unreadable where it is missing."""
    if not isinstance(raw, dict):
        raise Unreadable(sort_of(raw))
    if name not in raw:
        raise Unreadable(ABSENT, (name,))
    try:
        return read(raw[name])
    except Unreadable as why:
        raise why.below(name) from None


def live_item(model: type[I], raw: Any, readers: Mapping[str, Reader]) -> I | None:
    """Make an item of live JSON, which it remembers for later writes; None for null.

    An item is known whole or not at all: raises Unreadable if any part of it cannot be read.
    """
    if raw is None:
        return None
    values = parts(raw, readers)
    if "id" in raw:
        part(raw, "id", an_id)
    for name in _required(model):
        if name not in values:
            values[name] = readers[name](None)
    return model.of_values(values, {"_wire": raw})


@cache
def _required(model: type[Item]) -> tuple[str, ...]:
    return tuple(name for name, info in model.model_fields.items() if info.is_required())


def parts(raw: Any, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Read the parts of an object; raises Unreadable if one is missing, unless it is a `maybe`."""
    if not isinstance(raw, dict):
        raise Unreadable(sort_of(raw))
    values: dict[str, Any] = {}
    for name, read in readers.items():
        if name in raw or not isinstance(read, maybe):
            values[name] = part(raw, name, read)
    return values


@frozen
class each(Generic[T]):  # noqa: N801 - it reads as the function that it is
    """Make a reader of a list that reads each item; null results are left out."""

    read: Callable[[Any], T | None]

    def __call__(self, value: Any) -> tuple[T, ...]:
        """Read every item; raises Unreadable for anything but a list."""
        if not isinstance(value, list):
            raise Unreadable(sort_of(value))
        found: list[T] = []
        for index, one in enumerate(value):
            if one is None:
                raise Unreadable(sort_of(one), (index,))
            try:
                made = self.read(one)
            except Unreadable as why:
                raise why.below(index) from None
            if made is not None:
                found.append(made)
        return tuple(found)


def ref(value: Any) -> Ref | None:
    """Read a reference of live JSON, None for null; raises Unreadable without an id and a type."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise Unreadable(sort_of(value))
    for name in ("id", "type"):
        part(value, name, _some_text)
    return from_reference(value)


refs = each(ref)


def fields(model: Model, *names: str) -> dict[str, Any]:
    """Return those of the named fields that are set, as they are."""
    return {name: getattr(model, name) for name in names if name in model.model_fields_set}
