"""Between live JSON and models, for what every kind does alike. Reading never refuses anything.

PagerDuty adds words and fields as it likes; a value that a model would not take is kept as it came,
and simply differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from pydantic_core import PydanticCustomError

from pdsync.kinds._base import Item, Model, Raw
from pdsync.kinds._refs import Ref, from_reference

T = TypeVar("T")
M = TypeVar("M", bound=Model)
I = TypeVar("I", bound=Item)  # noqa: E741 - the type of an item

Reader = Callable[[Any], Any]


def as_it_is(value: Any) -> Any:
    """For a value that needs no translation."""
    return value


def otherwise(default: Any) -> Reader:
    """For a value that PagerDuty leaves out, or gives as null, when it is the default."""
    return lambda value: default if value is None else value


def leniently(read: Reader) -> Reader:
    """`read`, but what it refuses stays as it came."""

    def reader(value: Any) -> Any:
        try:
            return read(value)
        except PydanticCustomError:
            return value

    return reader


def live(model: type[M], raw: Raw, readers: Mapping[str, Reader], names: Raw | None = None) -> M:
    """A model of what `raw` holds: every field that is there, read by its reader, is set.

    `names` are the fields that the API calls otherwise.
    """
    wire = {field: (names or {}).get(field, field) for field in readers}
    found = {field for field in readers if wire[field] in raw}
    always = {name for name, info in model.model_fields.items() if info.is_required()}
    values = {field: readers[field](raw.get(wire[field])) for field in found | always}
    return cast(M, model.model_construct(found, **values))


def live_item(model: type[I], raw: Any, readers: Mapping[str, Reader]) -> I | None:
    """The same for a part of a resource, which remembers its JSON; None when it is no object."""
    return live(model, raw, readers).from_live(raw) if isinstance(raw, Mapping) else None


def each(read: Callable[[Any], T | None]) -> Callable[[Any], tuple[T, ...]]:
    """For a list; what cannot be read in it is left out."""

    def read_all(value: Any) -> tuple[T, ...]:
        found = (read(one) for one in value) if isinstance(value, list) else ()
        return tuple(one for one in found if one is not None)

    return read_all


def ref(value: Any) -> Ref | None:
    """The resource that a reference in live JSON points to; None when it points to nothing."""
    if not isinstance(value, Mapping):
        return None
    whole = isinstance(value.get("id"), str) and isinstance(value.get("type"), str)
    return from_reference(value) if whole else None


refs = each(ref)


def fields(model: Model, *names: str) -> dict[str, Any]:
    """Those of the named fields that are set, as they are."""
    return {name: getattr(model, name) for name in names if name in model.model_fields_set}
