"""Explanations of what a model refuses, in our words and at the place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pdsync.diagnostics import Diagnostic, error, mendable
from pdsync.json_types import FieldPath
from pdsync.kinds import PROBLEM, UNKNOWN, Model, Plain
from pdsync.source._config import Places
from pdsync.source._fields import names_of
from pdsync.source._unknown_fields import UnknownFields

AnyModel = TypeVar("AnyModel", bound=Model)

_NULLS = frozenset({"null", "none", "nil", "~"})
_UNKNOWN = frozenset({"extra_forbidden", UNKNOWN})
_FALLBACK = ("this value is not possible here", "see `pdsync schema` for what is")


def validate(
    model: type[AnyModel], data: dict[str, Any], places: Places, title: str
) -> AnyModel | list[Diagnostic]:
    """Read a body into its model, or say everything that is wrong with it.

    `title` is what the body is in words (`escalation policy`).
    """
    try:
        return model.model_validate(data)
    except ValidationError as trouble:
        errors = trouble.errors(include_url=False)
        return list(_Explanation(model, data, places, title).of(errors))


class _Explanation:
    """Words and places for the errors of one body."""

    def __init__(
        self, model: type[Model], data: dict[str, Any], places: Places, title: str
    ) -> None:
        self._model = model
        self._data = data
        self._places = places
        self._title = title

    def of(self, errors: list[ErrorDetails]) -> Iterator[Diagnostic]:
        # Unknown fields first: what they suggest is then not also missing.
        unknown = UnknownFields(self._model, self._data, self._places, self._title)
        for one in errors:
            if one["type"] == UNKNOWN:
                unknown.named[self._field(one["loc"])[:-1]] = one["ctx"]["names"]
        yield from unknown.said(
            [self._field(one["loc"]) for one in errors if one["type"] in _UNKNOWN]
        )
        for found in errors:
            path = self._path(found["loc"])
            name = str(found["loc"][-1]) if found["loc"] else ""
            if found["type"] not in {"missing", *_UNKNOWN}:
                yield self._other(found, path)
            elif found["type"] == "missing" and (path, name) not in unknown.suggested:
                yield self._missing(path, name)

    def _field(self, loc: tuple[str | int, ...]) -> FieldPath:
        """The way to an unknown field: its name is the last step, also where none is written."""
        path, name = self._path(loc), str(loc[-1])
        return path if path[-1:] == (name,) else (*path, name)

    def _path(self, loc: tuple[str | int, ...]) -> FieldPath:
        """The steps of a location that are in the file; a model's inner steps are not."""
        path: FieldPath = ()
        value: Any = self._data
        for item in loc:
            step = _written_as(value, item)
            last = _last_event(value, step)
            path, value = (*path, *last), _at(value, last)
            if isinstance(step, str) and isinstance(value, dict):
                names = names_of(self._model, path, step)
                inner = _way_in(value, names)
                path, value = (*path, *inner), _at(value, inner)
                step = next((name for name in names if name in value), step)
            if _has(value, step):
                path, value = (*path, step), value[step]
        return path

    def _to_the_value(self, path: FieldPath, culprit: Any) -> FieldPath:
        """The way on to the very value that is wrong, where it is written in what encloses it."""
        outer = _at(self._data, path)
        if culprit is None or culprit is outer:
            return path
        found = [below for below, value in _inside(outer) if value is culprit]
        return (*path, *found[0]) if len(found) == 1 else path

    def _missing(self, path: FieldPath, name: str) -> Diagnostic:
        place = self._places.value(path) if path else self._places.key()
        how = f"write `{name}:` here"
        return error("missing-field", f"`{name}` is missing", help=how, place=place)

    def _other(self, found: ErrorDetails, path: FieldPath) -> Diagnostic:
        message, how = _FALLBACK
        if found["type"] == PROBLEM:
            message, how = found["ctx"]["message"], found["ctx"]["help"]
        path = self._to_the_value(path, found["input"])
        null = self._null(path)
        instead = found["ctx"].get("instead") if found["type"] == PROBLEM and not null else None
        said = error("invalid-value", message, help=null or how, place=self._places.value(path))
        if instead == "":
            return mendable(said, self._places.removal([path]))
        return mendable(said, self._places.rewriting(path, Plain(instead)) if instead else None)

    def _null(self, path: FieldPath) -> str | None:
        """Advise how to write null, where the text "null" stands and null may be written."""
        written = _at(self._data, path)
        if not isinstance(written, str) or written.lower() not in _NULLS:
            return None
        try:
            self._model.model_validate(_with(self._data, path, None))
        except ValidationError as trouble:
            if any(self._path(one["loc"]) == path for one in trouble.errors(include_url=False)):
                return None
        return "write null" if isinstance(written, Plain) else "write null without quotes"


def _with(value: Any, path: FieldPath, new: Any) -> Any:
    """The same value with another one at a path."""
    if not path:
        return new
    inner = _with(value[path[0]], path[1:], new)
    if isinstance(value, list):
        return [inner if index == path[0] else one for index, one in enumerate(value)]
    return {**value, path[0]: inner}


def _inside(value: Any) -> Iterator[tuple[FieldPath, Any]]:
    """Every value inside of one, with the way to it."""
    steps: list[Any] = []
    if isinstance(value, dict):
        steps = list(value)
    elif isinstance(value, list):
        steps = list(range(len(value)))
    for step in steps:
        yield (step,), value[step]
        yield from (((step, *below), one) for below, one in _inside(value[step]))


def _way_in(value: dict[str, Any], names: tuple[str, ...]) -> FieldPath:
    """The way to the mapping in one that has a field, where PagerDuty's form has it further in."""
    if any(name in value for name in names):
        return ()
    inner = [
        step
        for step, one in value.items()
        if isinstance(one, dict) and any(name in one for name in names)
    ]
    return (inner[0],) if len(inner) == 1 else ()


def _written_as(value: Any, step: str | int) -> str | int:
    """A step of a location as it is in the file, where a list may be written as a mapping."""
    if isinstance(value, dict) and isinstance(step, int) and step < len(value):
        return str(list(value)[step])
    return step


def _last_event(value: Any, step: str | int) -> FieldPath:
    """The way to the last event of a rotation written as events, whose fields are its own."""
    events = value.get("events") if isinstance(value, dict) and step not in value else None
    is_one = isinstance(events, list) and events and isinstance(events[-1], dict)
    return ("events", len(events) - 1) if is_one and events else ()


def _at(value: Any, path: FieldPath) -> Any:
    for step in path:
        value = value[step]
    return value


def _has(value: Any, step: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value
