"""References that a model holds, and the kinds that its fields can refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pdsync.kinds._refs import Ref, RefersTo

_PLAIN = (str, int, float, type(None), date, time, timedelta)
_SEQUENCES = (tuple, list)


def refers_to(annotation: Any) -> Iterator[str]:
    """Yield every kind that a field's annotation can refer to, however deeply nested."""
    if isinstance(annotation, RefersTo):
        yield from annotation.kinds
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _fields_refer_to(annotation)
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from refers_to(part)


@cache
def _fields_refer_to(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the kinds that the fields of a model refer to; every plan asks for them."""
    return tuple(kind for info in model.model_fields.values() for kind in _field_refers_to(info))


def _field_refers_to(info: FieldInfo) -> Iterator[str]:
    return (kind for part in (info.annotation, *info.metadata) for kind in refers_to(part))


@cache
def _referring(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a model that can refer to something, in its order."""
    fields = model.model_fields.items()
    return tuple(name for name, info in fields if next(_field_refers_to(info), None))


@cache
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of a model's fields in their order; pydantic takes its time for them."""
    return (*model.model_fields,)


def refs_in(value: Any) -> Iterator[tuple[tuple[str | int, ...], Ref]]:
    """Yield every Ref inside a model, sequence or mapping, with the path that leads to it."""
    inside: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while inside:
        path, one = inside.pop()
        if isinstance(one, Ref):
            yield path, one
        else:
            inside += [
                ((*path, step), child) for step, child in reversed(_children(one, _referring))
            ]


def map_refs(value: Any, change: Callable[[Ref], Ref]) -> Any:
    """Return the same value with every Ref replaced; the record of which fields are set stays."""
    if isinstance(value, Ref):
        return change(value)
    if isinstance(value, _SEQUENCES):
        made = [map_refs(child, change) for child in value]
        is_same = all(one is child for one, child in zip(made, value, strict=True))
        return value if is_same else type(value)(made)
    changed: dict[Any, Any] = {}
    for step, child in _children(value, _referring):
        one = map_refs(child, change)
        if one is not child:
            changed[step] = one
    if not changed:
        return value
    return value.model_copy(update=changed) if isinstance(value, BaseModel) else value | changed


def children(value: Any) -> list[tuple[str | int, Any]]:
    """Return the parts of a model (fields that are set), mapping or sequence, by name or index.

    Plain parts are left out: most are, and nothing is inside of them.
    """
    return _children(value, _fields)


def _children(
    value: Any, fields: Callable[[type[BaseModel]], tuple[str, ...]]
) -> list[tuple[str | int, Any]]:
    named: Iterable[tuple[str | int, Any]]
    if isinstance(value, _SEQUENCES):
        named = enumerate(value)
    elif isinstance(value, BaseModel):
        # In the order of the model: a set of names has another one in each run.
        is_set, values = value.model_fields_set, vars(value)
        named = [(name, values[name]) for name in fields(type(value)) if name in is_set]
    else:
        named = value.items() if isinstance(value, Mapping) else ()
    return [one for one in named if not isinstance(one[1], _PLAIN)]
