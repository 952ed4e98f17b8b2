"""What an expression asks of a thing, name by name; and the data that answer it, no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pdsync.kinds import Handoff, Model, Ref
from pdsync.lint.own.facts import FACTS, World
from pdsync.lint.own.sorts import ValueSort, names_of
from pdsync.on_demand import regex
from pdsync.stamps import utc_stamp

_SECONDS = regex(r"([0-9]{2}:[0-9]{2}):00")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PLAIN = (bool, int, float)


@dataclass(eq=False)
class Demand:
    """Names that are asked of a value, and what is asked of each; of a list, of its items."""

    names: dict[str, Demand] = field(default_factory=dict)
    items: Demand | None = None

    def of(self, name: str) -> Demand:
        """Return what is asked of the value of a name, from now on."""
        return self.names.setdefault(name, Demand())

    def of_items(self) -> Demand:
        """Return what is asked of the items of a list, from now on."""
        self.items = self.items or Demand()
        return self.items


def everything(sort: ValueSort, depth: int) -> Demand:
    """Ask for all that is written of a value, references to things so many steps far."""
    demand = Demand()
    if sort.item is not None:
        demand.items = everything(sort.item, depth)
    left = depth - bool(sort.kinds)
    for name, known in names_of(sort).items() if left >= 0 else ():
        if not known.fact:
            demand.names[name] = everything(known.sort, left)
    if sort.kinds:
        demand.of("kind")
        demand.of("key")
    return demand


def data_of(world: World, value: Any, demand: Demand) -> Any:
    """Return a value as plain data, with the names that are asked for and known."""
    if isinstance(value, Ref):
        return dict(_thing(world, value, demand))
    if isinstance(value, Model):
        return dict(_part(world, value, demand))
    if isinstance(value, tuple | list):
        items = demand.items or Demand()
        return [data_of(world, one, items) for one in value if one is not None]
    return _plain(value)


def _thing(world: World, thing: Ref, demand: Demand) -> Iterator[tuple[str, Any]]:
    entry = world.entry(thing)
    facts = FACTS.get(thing.kind, {})
    named = {"kind": thing.kind, "key": thing.key, "id": thing.id, "name": thing.name}
    for name, below in demand.names.items():
        if named.get(name) is not None:
            yield name, named[name]
        elif name in facts and (found := facts[name].value(world, thing)) is not None:
            yield name, data_of(world, found, below)
    if entry is not None:
        yield from _part(world, entry.resource, demand, facts)


def _part(
    world: World, part: Model, demand: Demand, but: Mapping[str, Any] | None = None
) -> Iterator[tuple[str, Any]]:
    fields = {part.names_of(one)[0]: one for one in part.model_fields_set}
    for name, below in demand.names.items():
        value = getattr(part, fields[name], None) if name in fields else None
        if value is not None and name not in (but or {}):
            yield name, data_of(world, value, below)


def _plain(value: Any) -> Any:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, datetime):
        return utc_stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Handoff):
        day = f"{_DAYS[value.day - 1]} " if value.day else ""
        return f"{day}{_without_seconds(value.time)}"
    return _without_seconds(str(value)) if not isinstance(value, Mapping) else _mapping(value)


def _without_seconds(text: str) -> str:
    found = _SECONDS.fullmatch(text)
    return found[1] if found else text


def _mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _json(one) for name, one in value.items()}


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, tuple | list):
        return [_json(one) for one in value]
    return value if isinstance(value, _PLAIN) or value is None else str(value)
