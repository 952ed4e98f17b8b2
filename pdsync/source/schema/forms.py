"""Several forms of a value in one, as editors can tell what is wrong with it.

Of `anyOf` an editor shows neither `errorMessage` nor examples, so

    anyOf: [{type: integer}, {type: string, pattern: ^[0-9]+m$}, {type: array, items: A}]

becomes `{type: [integer, string, array], pattern: ^[0-9]+m$, items: A}`: a pattern speaks of texts
alone, and items of lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pdsync.json_types import Json
from pdsync.kinds import SHARED_AS, one_of_words

_SCALARS = {"string", "number", "integer", "boolean", "null"}
_ABOUT = ("title", "description", "examples", "errorMessage", "defaultSnippets", SHARED_AS)
_OF_JSON = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def with_fewer_forms(schema: Json) -> Json:
    """Return a schema whose forms are one, as far as can be; what is said of them is kept."""
    if "anyOf" not in schema:
        return schema
    rest = {name: part for name, part in schema.items() if name != "anyOf"}
    forms = [*_flat(schema["anyOf"])]
    scalars = [form for form in forms if _is_scalar(form)]
    others = [form for form in forms if not _is_scalar(form)]
    merged = [*([_merged(scalars)] if scalars else []), *others]
    if len(merged) > 1 and _can_be_one(merged):
        types = [type_ for form in merged for type_ in types_of(form)]
        merged = [{**_together(reversed(merged)), "type": types}]
    return {**merged[0], **rest} if len(merged) == 1 else {"anyOf": merged, **rest}


def _can_be_one(forms: list[Json]) -> bool:
    """Return True if each form is of other types, and says nothing of the others'."""
    types = [type_ for form in forms for type_ in types_of(form)]
    plain = all(types_of(form) and not {"$ref", "enum", "anyOf"} & {*form} for form in forms)
    return plain and len(types) == len({*types})


def _together(forms: Iterable[Json]) -> Json:
    """Return what several forms say, of two that say the same the last."""
    return {name: part for form in forms for name, part in form.items()}


def _flat(forms: Iterable[Json]) -> Iterator[Json]:
    for form in forms:
        if "anyOf" in form:
            yield from _flat(form["anyOf"])
        else:
            yield form


def types_of(schema: Json) -> tuple[str, ...]:
    """Return the types of JSON that a schema takes, () where it does not say."""
    if "enum" in schema:
        return tuple(dict.fromkeys(_OF_JSON[type(one)] for one in schema["enum"]))
    types = schema.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def _is_scalar(schema: Json) -> bool:
    types = types_of(schema)
    return bool(types) and _SCALARS.issuperset(types) and "$ref" not in schema


def _merged(forms: list[Json]) -> Json:
    """Return one schema of what fits any of some scalars."""
    about = {name: form[name] for form in forms for name in _ABOUT if name in form}
    words = [form for form in forms if "enum" in form]
    if words and all("enum" in form or types_of(form) == ("null",) for form in forms):
        nothing: list[Any] = [None] if len(words) < len(forms) else []
        return about | {"enum": [one for form in words for one in form["enum"]] + nothing}
    types = [*dict.fromkeys(type_ for form in forms for type_ in types_of(form))]
    texts = [form for form in forms if "string" in types_of(form)]
    # A text that may be digits is none of them: what limits numbers limits it as well.
    numbers = [
        form
        for form in forms
        if {"integer", "number"} & {*types_of(form)} and "string" not in types_of(form)
    ]
    kept = {"type": types[0] if len(types) == 1 else types}
    return about | _limits(numbers) | _limits_of_texts(texts) | kept


def _limits(forms: list[Json]) -> Json:
    """Return the limits of the one form that has any; those of several are not told apart."""
    not_limits = {"type", "enum", *_ABOUT}
    return {k: v for k, v in forms[0].items() if k not in not_limits} if len(forms) == 1 else {}


def _limits_of_texts(forms: list[Json]) -> Json:
    if len(forms) == 1 and "enum" not in forms[0]:
        return _limits(forms)
    patterns = [_pattern(form) for form in forms]
    if not patterns or None in patterns:
        return {}
    return {"pattern": "|".join(f"(?:{one})" for one in patterns)}


def _pattern(form: Json) -> str | None:
    """Return the pattern of a text, None where any text fits."""
    if "enum" in form:
        return f"^(?:{one_of_words(one for one in form['enum'] if isinstance(one, str))})$"
    pattern: str | None = form.get("pattern")
    return pattern
