"""Layers and events with every field that decides who is on call, written or not. Pure."""

from __future__ import annotations

from typing import TypeVar

from pdsync.kinds._model import Item

_Part = TypeVar("_Part", bound=Item)


def decided(part: _Part) -> _Part:
    """Return the item with none for each deciding field that is not written."""
    missing = [name for name in part.decides if name not in part.model_fields_set]
    none = {name: type(part).model_fields[name].get_default() for name in missing}
    return part.model_copy(update=none) if none else part
