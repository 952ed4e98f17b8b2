"""Fields that a configuration writes anywhere inside its resources. Reads nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pdsync.kinds import Kind
from pdsync.reconcile._remote import Query
from pdsync.source import Config


def written_fields(value: Any) -> Iterable[tuple[Any, str]]:
    """Every field that is written anywhere inside a resource, with what it is a field of."""
    if isinstance(value, tuple):
        for item in value:
            yield from written_fields(item)
    for name in getattr(value, "model_fields_set", ()):
        yield value, name
        yield from written_fields(getattr(value, name))


def says_what_is_so_anyway(kind: Kind, config: Config, includes: Query) -> bool:
    """Return True if every field asked for is of a feature, and written as without the feature."""
    asked = {value for _, value in includes}
    if not asked or not asked <= {*kind.hidden.values()}:
        return False
    return all(
        getattr(model, field) == type(model).model_fields[field].default
        for entry in config.of(kind.name)
        for model, field in written_fields(entry.resource)
        if kind.includes.get(field) in asked
    )
