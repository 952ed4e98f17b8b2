"""Which fields a model knows at a place inside it. Reads annotations, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from pdsync.kinds import KINDS
from pdsync.source._config import Path


@dataclass(frozen=True)
class Fields:
    """Names that may be written, and names people try instead of them."""

    names: tuple[str, ...] = ()
    renamed: dict[str, str] = field(default_factory=dict)


def fields_at(model: type[BaseModel], path: Path) -> Fields:
    """The fields that can be written at a path below a model; none where anything can."""
    found = [each for part in _step_down(model, path) for each in _choices(part) if _is_model(each)]
    names = dict.fromkeys(name for each in found for name in _names(each))
    renamed = {
        tried: right
        for each in found
        for tried, right in getattr(each, "renamed_fields", {}).items()
    }
    return Fields(tuple(names), renamed)


def _names(model: type[BaseModel]) -> Iterator[str]:
    """A model's own fields, and the sections of what is written below it."""
    own = next((kind for kind in KINDS.values() if kind.model is model), None)
    parent = own.endpoint.parent if own else None
    yield from (name for name in model.model_fields if name != parent)
    if own:
        yield from (kind.section for kind in KINDS.values() if kind.endpoint.parent == own.name)


def _step_down(annotation: Any, path: Path) -> list[Any]:
    found = [annotation]
    for step in path:
        found = [below for each in found for below in _below(each, step)]
    return found


def _below(annotation: Any, step: str | int) -> Iterator[Any]:
    """What an annotation says about the part of its value at a step."""
    for choice in _choices(annotation):
        if _is_model(choice):
            if step in choice.model_fields:
                yield choice.model_fields[str(step)].annotation
        elif isinstance(step, int):
            yield from get_args(choice)
        else:
            yield from get_args(choice)[1:]


def _choices(annotation: Any) -> Iterator[Any]:
    """The members of a union, or the annotation itself, without what only describes it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _choices(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for choice in get_args(annotation):
            yield from _choices(choice)
    else:
        yield annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
