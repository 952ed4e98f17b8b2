"""What a model says is wrong, in our words and at the place in the file. Never a library's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import PROBLEM, Model, did_you_mean
from pdsync.source._config import Path, Places
from pdsync.source._fields import fields_at

AnyModel = TypeVar("AnyModel", bound=Model)

_VALUE = "invalid-value"
_A_LIST = ("this takes a list", "write each item on its own line after `- `, or [one, two]")
_A_MAPPING = ("this takes a mapping", "write `name: value` lines below it, indented")
_TEXT = ("this takes text", "write one line of text, or a block after `|`")
_NUMBER = ("this takes a number", "write a number such as 3")
_FLAG = ("this is neither true nor false", "write true or false")
_MISSING_VALUE = ("this needs a value", "write one, or remove the line")

_WORDS: Mapping[str, tuple[str, str | None]] = {
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), _A_LIST),
    **dict.fromkeys(("iterable_type",), _A_LIST),
    **dict.fromkeys(
        ("dict_type", "mapping_type", "model_type", "model_attributes_type", "dataclass_type"),
        _A_MAPPING,
    ),
    **dict.fromkeys(("string_type", "string_sub_type", "string_unicode"), _TEXT),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "float_type"), _NUMBER),
    **dict.fromkeys(("float_parsing", "int_parsing_size", "finite_number"), _NUMBER),
    **dict.fromkeys(("bool_type", "bool_parsing"), _FLAG),
    "greater_than_equal": ("this is too small", "write {ge} or more"),
    "greater_than": ("this is too small", "write more than {gt}"),
    "less_than_equal": ("this is too large", "write {le} or less"),
    "less_than": ("this is too large", "write less than {lt}"),
    "too_short": ("there are {actual_length} items here", "write at least {min_length}"),
    "too_long": ("there are too many items here", "write at most {max_length}"),
    "string_too_short": ("this text is too short", "write at least {min_length} characters"),
    "string_too_long": ("this text is too long", "write at most {max_length} characters"),
    "literal_error": ("this is not possible here", "write one of: {expected}"),
    "enum": ("this is not possible here", "write one of: {expected}"),
    "union_tag_invalid": ("this `type` is not possible here", "write one of: {expected_tags}"),
    "union_tag_not_found": ("this does not say its `type`", "write `type:` here"),
    "invalid_key": ("this name must be text", "put it in quotes"),
    "none_required": ("nothing can be written here", "remove the line"),
}
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
        errors = trouble.errors(include_url=False, include_input=False)
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
        self._suggested: set[tuple[Path, str]] = set()

    def of(self, errors: list[ErrorDetails]) -> Iterator[Diagnostic]:
        unknown = [found for found in errors if found["type"] == "extra_forbidden"]
        others = [found for found in errors if found["type"] != "extra_forbidden"]
        broken = {self._path(found["loc"]) for found in others}
        for found in unknown:
            yield self._unknown(self._path(found["loc"]), str(found["loc"][-1]))
        for found in others:
            path = self._path(found["loc"])
            if found["type"] == "missing":
                yield from self._missing(path, str(found["loc"][-1]))
            elif not (found["type"] in {"too_short", "too_long"} and _has_below(path, broken)):
                yield self._other(found, path)

    def _path(self, loc: tuple[str | int, ...]) -> Path:
        """The steps of a location that are in the file; a model's inner steps are not."""
        path: Path = ()
        value: Any = self._data
        for step in loc:
            if _has(value, step):
                path, value = (*path, step), value[step]
        return path

    def _unknown(self, path: Path, name: str) -> Diagnostic:
        around = path[:-1] if path[-1:] == (name,) else path
        fields = fields_at(self._model, around)
        near = fields.renamed.get(name) or did_you_mean(name, fields.names)
        what = f"of {a(self._title)}" if not around else "here"
        how = f"the fields are: {', '.join(fields.names)}" if fields.names else "leave it out"
        if near:
            self._suggested.add((around, near))
            how = f"did you mean `{near}`?"
        message = f"`{name}` is not a field {what}"
        return error("unknown-field", message, help=how, place=self._places.key(path))

    def _missing(self, path: Path, field: str) -> Iterator[Diagnostic]:
        if (path, field) in self._suggested:
            return
        place = self._places.value(path) if path else self._places.key()
        message = f"`{field}` is missing"
        yield error("missing-field", message, help=f"write `{field}:` here", place=place)

    def _other(self, found: ErrorDetails, path: Path) -> Diagnostic:
        context = found.get("ctx", {})
        if found["type"] == PROBLEM:
            message, how = context["message"], context["help"]
        else:
            message, how = _WORDS.get(found["type"], _FALLBACK)
            how = how.format_map(context) if how else None
            message = message.format_map(context)
        return error(_VALUE, message, help=how, place=self._places.value(path))


def _has(value: Any, step: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value


def _has_below(path: Path, others: set[Path]) -> bool:
    return any(len(other) > len(path) and other[: len(path)] == path for other in others)


def a(title: str) -> str:
    """A title with the article before it: `an escalation policy`."""
    return f"an {title}" if title[0] in "aeiou" else f"a {title}"
