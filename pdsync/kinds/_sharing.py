"""What models have alike, and share: values by default, names of what is set, what is beside it.

They are frozen, and a plan has many thousands: so whatever several have alike is there once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

_Made = TypeVar("_Made", bound=BaseModel)

ABSENT = object()
"""Value of a field that must be given, until it is."""
_NAMES: dict[frozenset[str], set[str]] = {}
"""One set of names for all models that have the same fields set, since nobody adds to it."""


class Blank(NamedTuple):
    """Values of a model in which nothing is set, and what such a one remembers beside them."""

    values: Mapping[str, Any]
    required: tuple[str, ...]
    beside: Mapping[str, Any]


@cache
def blank_of(model: type[BaseModel]) -> Blank:
    """Return what a model begins with."""
    fields = model.model_fields
    required = tuple(name for name, info in fields.items() if info.is_required())
    values = {name: info.get_default(call_default_factory=True) for name, info in fields.items()}
    beside = {name: one.default for name, one in model.__private_attributes__.items()}
    return Blank(values | dict.fromkeys(required, ABSENT), required, MappingProxyType(beside))


def made_of(
    model: type[_Made],
    values: dict[str, Any],
    names: set[str],
    beside: Mapping[str, Any] | None,
) -> _Made:
    """Make a model of the values of all its fields; `names`, those that are set, are shared."""
    made = model.__new__(model)
    put = object.__setattr__
    put(made, "__dict__", values)
    put(made, "__pydantic_extra__", None)
    put(made, "__pydantic_fields_set__", names)
    put(made, "__pydantic_private__", beside)
    return made


def shared(names: Iterable[str]) -> set[str]:
    """Return the one set of these names that all models share."""
    alike = frozenset(names)
    return _NAMES.get(alike) or _NAMES.setdefault(alike, {*alike})


def share(made: BaseModel, beside: Mapping[str, Any] | None) -> None:
    """Give a model what it shares with others: names of what is set, and what is beside it."""
    nothing = blank_of(type(made)).beside
    object.__setattr__(made, "__pydantic_fields_set__", shared(made.model_fields_set))
    object.__setattr__(made, "__pydantic_private__", nothing if beside == nothing else beside)


def with_nothing_beside(made: BaseModel, _: Any) -> None:
    """Give a model that is being read what all remember, until it remembers something else."""
    object.__setattr__(made, "__pydantic_private__", blank_of(type(made)).beside)


def remember(made: _Made, **beside: Any) -> _Made:
    """Return a model that was just made, which from now on remembers this beside its fields.

    Its private attributes cannot be set: models share them.
    """
    share(made, {**(made.__pydantic_private__ or {}), **beside})
    return made


def remembered(made: BaseModel, name: str) -> Any:
    """Return what a model remembers by a name; as an attribute, pydantic would look far for it."""
    return (made.__pydantic_private__ or {})[name]
