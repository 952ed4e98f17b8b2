"""Parts that can be understood of a body in which something is wrong.

So that all problems are told in one run, and not those of a reference only after a number is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from pdsync.json_types import FieldPath
from pdsync.kinds import Model, Ref, RefersTo, Resource
from pdsync.source._fields import is_model


def without_wrong_fields(model: type[Resource], body: Mapping[str, Any]) -> Resource | None:
    """A body read without those of its fields in which something is wrong; None if that fails."""
    try:
        return model.model_validate(body)
    except ValidationError as trouble:
        steps = {str(one["loc"][0]) for one in trouble.errors(include_url=False) if one["loc"]}
    wrong = steps | {name for step in steps for name in model.names_of(step)}
    try:
        return model.model_validate({name: one for name, one in body.items() if name not in wrong})
    except ValidationError:
        return None


def written_refs(
    annotation: Any, value: Any, path: FieldPath = ()
) -> Iterator[tuple[FieldPath, Ref]]:
    """Every reference that can be read in a value, by what its annotation says, with its path."""
    if isinstance(annotation, RefersTo):
        try:
            found = annotation.read(value)
        except (PydanticCustomError, ValidationError):
            return
        if isinstance(found, Ref):
            yield path, found
    elif is_model(annotation):
        yield from _of_model(annotation, value, path)
    else:
        yield from _of_parts(annotation, value, path)


def _of_model(model: type[Model], value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Ref]]:
    for field, info in model.model_fields.items() if isinstance(value, Mapping) else ():
        names = [name for name in model.names_of(field) if name in value]
        for says in (info.annotation, *info.metadata):
            for name in names:
                yield from written_refs(says, value[name], (*path, name))


def _of_parts(annotation: Any, value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Ref]]:
    """Of an annotation that is made of others: of a list, each item is by the same."""
    is_list = isinstance(value, list) and get_origin(annotation) is tuple
    for part in get_args(annotation):
        if is_list:
            for index, item in enumerate(value):
                yield from written_refs(part, item, (*path, index))
        else:
            yield from written_refs(part, value, path)
