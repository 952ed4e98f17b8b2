"""Scalars, field by field: what lint takes, an editor takes too, and yes is no true anywhere."""

from typing import Annotated, get_args

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError
from source.saying import expected, said
from source.test_schema import Editor

from pdsync.kinds import KINDS, Model, Reads
from pdsync.source import json_schema
from pdsync.source.text.parse import read

FLAGS = ["true", "True", "TRUE", "false", "False", "FALSE", '"true"', "'false'"]
ONCE_FLAGS = [
    form
    for word in ("yes", "no", "on", "off", "y", "n")
    for form in (word, word.title(), word.upper(), f'"{word}"')
]
WORDS = [*FLAGS, *ONCE_FLAGS, "null", "~", '"null"', "5", "'5'", "1e3", "0755", "09:00", "tRUE"]


def models(annotation):
    """Every model that a field's annotation holds, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
        for info in annotation.model_fields.values():
            yield from models(info.annotation)
    for part in get_args(annotation):
        yield from models(part)


ALL = sorted(
    {one for kind in KINDS.values() if kind.managed for one in models(kind.model)}, key=str
)
SCHEMA = json_schema()


def properties(shape):
    """The fields of a model's schema, which may be one of several forms."""
    whole = [shape, *shape.get("anyOf", ())]
    return next((one["properties"] for one in whole if "properties" in one), {})


def fields(takes):
    """Every field that takes this alone, with its schema."""
    for model in ALL:
        shapes = properties(SCHEMA["$defs"].get(model.__name__, {}))
        for name, info in model.model_fields.items():
            reads = [one for one in info.metadata if isinstance(one, Reads)]
            if name in shapes and any(one.takes == takes for one in reads):
                written = Annotated[info.annotation, *info.metadata]
                yield pytest.param(written, shapes[name], id=f"{model.__name__}.{name}")


def lint_takes(field, word):
    (document,) = read(f"a: {word}", "a.yaml").documents
    try:
        TypeAdapter(field).validate_python(document.data["a"])
    except ValidationError:
        return False
    return True


def an_editor_takes(shape, word):
    shape = {**shape, "$defs": SCHEMA["$defs"]}
    return Draft202012Validator(shape).is_valid(yaml.load(f"a: {word}", Editor)["a"])


FLAG_FIELDS = [*fields("true or false")]


def test_there_are_flags_in_resources_and_in_their_parts():
    names = {param.id for param in FLAG_FIELDS}
    assert names >= {"Team.protected", "Integration.absent", "AutoPause.enabled", "Event.everyone"}


@pytest.mark.parametrize(("field", "shape"), FLAG_FIELDS)
def test_a_flag_is_true_or_false_to_lint_and_to_an_editor(field, shape):
    taken = [word for word in WORDS if lint_takes(field, word)]
    assert (taken, [word for word in WORDS if an_editor_takes(shape, word)]) == (FLAGS, FLAGS)


@pytest.mark.parametrize(("field", "shape"), [*fields("text"), *fields("key"), *fields("id")])
def test_text_that_lint_takes_an_editor_takes(field, shape):
    taken = [word for word in WORDS if lint_takes(field, word)]
    assert [word for word in taken if not an_editor_takes(shape, word)] == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [("yes", "true"), ("No", "false"), ("ON", "true"), ("off", "false"), ("y", "true")],
)
def test_what_yaml_once_took_for_true_and_false_is_an_error_at_its_place(word, meant):
    assert said(f"teams:\n  core:\n    protected: {word}\n") == expected(f"""
        a.yaml:3:16 invalid-value: `{word}` is text in YAML, not {meant}
          write {meant}
        """)
