"""A JSON Schema as editors make the most of it. Knows no kinds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pdsync.json_types import Json
from pdsync.kinds import SHARED_AS
from pdsync.source.schema.forms import types_of, with_fewer_forms

_BY_NAME = ("properties", "patternProperties", "$defs")
"""Parts of a schema that hold schemas by names of the user's, which may be `title` or `enum`."""
_ABOUT_THE_PLACE = ("description", "markdownDescription")


def for_editors(schema: Json) -> Json:
    """Return a schema of the same files with one form of each scalar.

    Descriptions with code are Markdown too, and what is shared stands once, in `$defs`.
    """
    shared: Json = {}

    def once(one: Json) -> Json:
        if SHARED_AS not in one:
            return one
        name = one[SHARED_AS] + "OrNull" * ("null" in types_of(one))
        here = {word: part for word, part in one.items() if word in _ABOUT_THE_PLACE}
        shared[name] = {k: v for k, v in one.items() if k not in {SHARED_AS, *_ABOUT_THE_PLACE}}
        return {"$ref": f"#/$defs/{name}", **here}

    done = _each(_each(schema, _polished), once)
    return {**done, "$defs": {**done["$defs"], **shared}}


def _each(schema: Any, change: Callable[[Json], Json]) -> Any:
    """Return a schema in which every schema, the inner ones first, is what `change` makes of it."""
    if isinstance(schema, list):
        return [_each(one, change) for one in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {
        name: {key: _each(one, change) for key, one in part.items()}
        if name in _BY_NAME
        else _each(part, change)
        for name, part in schema.items()
    }
    return change(parts)


def _polished(schema: Json) -> Json:
    done = _loosened(with_fewer_forms(schema))
    if "`" in done.get("description", ""):
        done = {**done, "markdownDescription": done["description"]}
    return done


def _loosened(schema: Json) -> Json:
    """Return a schema with numbers where text may be digits: a name may be 1e3 without quotes."""
    types = types_of(schema)
    if "enum" in schema or "string" not in types or "integer" in types or "number" in types:
        return schema
    return {**schema, "type": [*types, "number"]} if _may_be_digits(schema) else schema


def _may_be_digits(schema: Json) -> bool:
    return "format" not in schema and re.search(schema.get("pattern", ""), "12345") is not None
