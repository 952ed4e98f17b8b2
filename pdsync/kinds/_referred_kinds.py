"""Kinds that the fields of a model refer to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from pdsync.kinds._refs import RefersTo


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
    fields = model.model_fields.values()
    parts = (part for info in fields for part in (info.annotation, *info.metadata))
    return tuple(kind for part in parts for kind in refers_to(part))
