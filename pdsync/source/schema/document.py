"""The JSON Schema of the YAML files, for editors. Made from kinds and settings, no list of its own.

It knows shapes, not meaning: a file that it accepts may still be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import AliasChoices, BaseModel, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from pdsync.json_types import Json
from pdsync.kinds import KINDS, Collection, Key, Kind, below
from pdsync.source._sections import OWN_RULES
from pdsync.source._settings import SettingsModel
from pdsync.source.schema.editors import for_editors


def json_schema(lint: Json | None = None, rules: Json | None = None) -> Json:
    """A JSON Schema (draft 2020-12) that every file of a configuration must fit.

    `lint` is that of the settings of lint, which know its rules, and `rules` that of rules of the
    organisation's own; anything, where they are not given.
    """
    written = [kind for kind in KINDS.values() if kind.managed]
    models: list[type[BaseModel]] = [SettingsModel, *(kind.model for kind in written)]
    names, shared = models_json_schema(
        [(model, "validation") for model in models], schema_generator=_Generator
    )
    definitions = shared["$defs"]
    bodies = {kind.name: names[kind.model, "validation"] for kind in written}
    for kind in written:
        _complete(_behind(bodies[kind.name], definitions), kind, bodies, definitions)
    settings = definitions.pop(_name_of(names[SettingsModel, "validation"]))
    settings["properties"]["lint"] = lint or {}
    whole = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": "pdsync configuration",
        "description": "A file of a configuration directory: a section for each kind of thing.",
        "type": ["object", "null"],
        "properties": {
            **_only_in_settings(settings["properties"]),
            **_sections(written, bodies, definitions),
            OWN_RULES: rules or {},
        },
        "patternProperties": {"^x-": {"description": "Not read: a place for YAML anchors."}},
        "additionalProperties": False,
        "$defs": definitions,
    }
    return for_editors(whole)


class _Generator(GenerateJsonSchema):
    """Without defaults: a field that is not written is not managed, whatever the model holds."""

    def default_schema(self, schema: Any) -> Json:
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: Any) -> Json:
        shape: Json = super().model_schema(schema)
        _add_other_names(shape.get("properties", {}), schema["cls"].model_fields)
        return shape

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False


def _name_of(reference: Json) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _behind(reference: Json, definitions: Json) -> Json:
    found: Json = definitions[_name_of(reference)]
    return found


def _complete(shape: Json, kind: Kind, bodies: Json, definitions: Json) -> None:
    """Make a model's schema that of a body: with what is below it, not what is refused."""
    fields = shape["properties"]
    by_place = kind.endpoint.by_place
    for name in (*by_place, *kind.model.refused_fields):
        fields.pop(name, None)
    if by_place:
        shape["required"] = [name for name in shape.get("required", ()) if name not in by_place]
    for child in below(kind.name):
        keyed = child.endpoint.keyed
        fields[child.section] = _plural(child, bodies, definitions) if keyed else bodies[child.name]


def _add_other_names(properties: Json, fields: dict[str, FieldInfo]) -> None:
    for field in fields.values():
        if isinstance(field.validation_alias, AliasChoices):
            first, *others = (str(name) for name in field.validation_alias.choices)
            properties |= dict.fromkeys(others, properties[first])


def _only_in_settings(properties: Json) -> Json:
    fields = SettingsModel.model_fields
    return {
        name: schema | {"description": f"{fields[name].description} In pdsync.yaml only."}
        for name, schema in properties.items()
    }


def _sections(written: Iterable[Kind], bodies: Json, definitions: Json) -> Json:
    sections: Json = {}
    for kind in written:
        if isinstance(kind.endpoint, Collection):
            sections[kind.section] = _plural(kind, bodies, definitions)
            sections[kind.name] = _singular(kind, bodies)
    return sections


def _plural(kind: Kind, bodies: Json, definitions: Json) -> Json:
    body = bodies[kind.name]
    can_be_empty = not _behind(body, definitions).get("required")
    return {
        "description": f"A key for each {kind.title}, and its fields below it.",
        "type": ["object", "null"],
        "propertyNames": TypeAdapter(Key).json_schema(),
        "additionalProperties": {"anyOf": [body, {"type": "null"}]} if can_be_empty else body,
    }


def _singular(kind: Kind, bodies: Json) -> Json:
    return {
        **bodies[kind.name],
        "description": f"One {kind.title}; its key is made from its name.",
        "required": ["name"],
    }
