"""Fields that a model knows at a place inside it. Reads annotations, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from typing_extensions import TypeIs

from pdsync.changes import Change, Edit
from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import KINDS, Model, below
from pdsync.source._config import Entry, Places


@frozen
class Fields:
    """Names that may be written, and names people try instead of them."""

    names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    renamed: dict[str, str] = field(default_factory=dict)


def fields_at(model: type[Model], path: FieldPath) -> Fields:
    """The fields that can be written at a path below a model; none where anything can."""
    below = [each for part in _step_down(model, path) for each in _choices(part)]
    found = [each for each in below if is_model(each)]
    names = dict.fromkeys(name for each in found for name in _names(each))
    names |= dict.fromkeys(name for each in below for name in getattr(each, "written_as", ()))
    renamed = {
        tried: right
        for each in found
        for tried, right in getattr(each, "renamed_fields", {}).items()
    }
    others = (
        name for each in found for field in each.model_fields for name in each.names_of(field)
    )
    forms = (
        name
        for each in found
        for form in each.other_forms
        for name in (*form.get("properties", ()), *form.get("required", ()))
    )
    return Fields(tuple(names), (*others, *forms), renamed)


def names_of(model: type[Model], path: FieldPath, field: str) -> tuple[str, ...]:
    """The names under which a field of the model at a path may be written, its own included."""
    found = (each for part in _step_down(model, path) for each in _choices(part))
    others = (name for each in found if is_model(each) for name in each.names_of(field))
    return tuple(dict.fromkeys((field, *others)))


def takes_null(model: type[Model], path: FieldPath) -> bool:
    """Return True if null may be written at a path below a model."""
    found = (each for part in _step_down(model, path) for each in _choices(part))
    return NoneType in found


def written_path(model: type[Model], places: Places, path: FieldPath) -> FieldPath:
    """A path of model fields, each under the name by which it is written in the file."""
    written: FieldPath = ()
    steps = iter(path)
    for step in steps:
        if step == "events" and not places.has((*written, step)):
            next(steps, None)  # a rotation of one event has its fields as its own
            continue
        if isinstance(step, str) and not _there(model, places, written, step):
            # PagerDuty's own form has it further in.
            written = (*written, *places.way_in(written, names_of(model, written, step)))
        written = (*written, next(iter(_there(model, places, written, step)), step))
    return written


def _there(
    model: type[Model], places: Places, path: FieldPath, step: str | int
) -> tuple[str | int, ...]:
    """The names of a field, or the index, under which something is written below a path."""
    names = names_of(model, path, step) if isinstance(step, str) else (step,)
    return tuple(name for name in names if places.has((*path, name)))


def is_written(entry: Entry, path: FieldPath) -> bool:
    """Return True if there is a value at a path of a resource, under any name of its fields."""
    return entry.places.has(written_path(type(entry.resource), entry.places, path))


def way_to(entry: Entry, path: FieldPath) -> FieldPath:
    """The way through the document to the value at a path of a resource, as it is written."""
    return (*entry.places.prefix, *written_path(type(entry.resource), entry.places, path))


def edit_of(entry: Entry, change: Change) -> Edit:
    """A change of the document in which an entry is written."""
    return Edit(entry.place.file, entry.places.document, change)


def place_of(entry: Entry, path: FieldPath) -> Place:
    """Return the place of the value at a path of a resource, under any name of its fields."""
    return entry.places.value(written_path(type(entry.resource), entry.places, path))


def _names(model: type[Model]) -> Iterator[str]:
    """A model's own fields, and the sections of what is written below it."""
    own = next((kind for kind in KINDS.values() if kind.model is model), None)
    by_place = own.endpoint.by_place if own else ()
    yield from (model.names_of(name)[0] for name in model.model_fields if name not in by_place)
    if own:
        yield from (kind.section for kind in below(own.name))


def _step_down(annotation: Any, path: FieldPath) -> list[Any]:
    found = [annotation]
    for step in path:
        found = [below for each in found for below in _below(each, step)]
    return found


def _below(annotation: Any, step: str | int) -> Iterator[Any]:
    """Yield an annotation's parts for the value at a step."""
    for choice in _choices(annotation):
        if is_model(choice):
            yield from (
                info.annotation
                for name, info in choice.model_fields.items()
                if step == name or step in choice.names_of(name)
            )
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


def is_model(annotation: Any) -> TypeIs[type[Model]]:
    """Return True if an annotation is a model, with fields of its own."""
    return isinstance(annotation, type) and issubclass(annotation, Model)
