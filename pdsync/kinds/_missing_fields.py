"""Required fields that are missing from new nested items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdsync.json_types import FieldPath
from pdsync.kinds._model import Item
from pdsync.kinds._references_in import children
from pdsync.kinds.schedule.rotations.rotation import WrittenRotation


def lacking(value: Any) -> Iterator[tuple[FieldPath, Mapping[str, str]]]:
    """Yield the path of each incomplete new item inside a value, and the fields that it lacks.

    Fields have the name for people, with how each may be written. An item that exists in the
    account is complete: it keeps what is not written.
    """
    for path, item in _items_in(value):
        missing = [name for name in item.required if name not in item.model_fields_set]
        # Without a zone of its own a schedule lacks one, and not its rotations.
        if isinstance(item, WrittenRotation) and item.is_adrift and not item.lacks_zone:
            missing.append("handoff")
        if missing and not item.wire:
            names = {name: item.names_of(name)[0] for name in missing}
            yield path, {shown: item.examples.get(name, shown) for name, shown in names.items()}


def _items_in(value: Any) -> Iterator[tuple[FieldPath, Item]]:
    if isinstance(value, Item):
        yield (), value
    for step, child in children(value):
        for path, item in _items_in(child):
            yield (step, *path), item
