"""Scalars, field by field: what lint takes, an editor takes too, and yes is no true anywhere."""

from typing import Annotated, get_args

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError
from source.saying import expected, said
from source.test_schema import Editor

from pdsync.kinds import KINDS, Model, Reads
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.durations import Duration, TimeOfDay
from pdsync.kinds._values.instants import Instant
from pdsync.kinds._values.zones import Zone
from pdsync.kinds.schedule.rotations.member import Member
from pdsync.source import json_schema
from pdsync.source.schema.editors import for_editors
from pdsync.source.text.parse import read
from pdsync.zones import names

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


LENGTHS = [
    *("15m", "1h 30m", "1h30m", "1 hour, 30 minutes", "2 weeks", "1 WEEK", "90", "3 Days", "7200s"),
    *("5ms", "1hs", "m5", "1.5h", "1h 30", "soon", "15 minutess", "", "-15m", "1h;30m", "1 month"),
]
TIMES = [
    *("2026-01-05", "2026-01-05 09:00", "2026-01-05T09:00:00Z", "2026-01-05T09:00+01:00"),
    *("2026-01-05 9:00", "2026-01-05 09:00 UTC", "05.01.2026", "Monday", "2026-1-5", "09:00"),
]
CLOCKS = ["09:00", "9:00", "23:59:59", "24:00", "25:00", "9", "9am", "09:60"]
PEOPLE = [
    "ana@acme.example",
    "ANA@acme.example",
    "ana",
    "ana@",
    "Ana <ana@acme.example>",
    "a b@c.d",
]
ZONES = [*sorted(names() - {"Factory", "localtime"}), "Eastern Time (US & Canada)", "London"]
NO_ZONES = ["Europe/Londn", "GMT+1", "CEST", "europe/london", "", "Factory"]
WAIT, MEMBER, USER = Duration("minutes"), Member(), RefersTo("user")
ALIKE = [
    pytest.param(Annotated[int, WAIT], LENGTHS, id="length"),
    pytest.param(TimeOfDay, CLOCKS, id="time of day"),
    pytest.param(Annotated[Ref, USER], PEOPLE, id="person"),
    pytest.param(Annotated[str, MEMBER], [*PEOPLE, "nobody", "Nobody", "noboby"], id="member"),
    pytest.param(Zone, [*ZONES, *NO_ZONES], id="time zone"),
]


def editor_of(field):
    """What an editor takes of a field, as a function of the text."""
    shape = for_editors({"properties": {"a": TypeAdapter(field).json_schema()}, "$defs": {}})
    validator = Draft202012Validator(shape)
    return lambda word: validator.is_valid({"a": word})


@pytest.mark.parametrize(("field", "words"), ALIKE)
def test_lint_and_an_editor_take_the_same(field, words):
    takes = editor_of(field)
    taken = [word for word in words if lint_takes(field, f'"{word}"')]
    assert taken == [word for word in words if takes(word)]
    assert 0 < len(taken) < len(words)


def test_an_editor_takes_times_with_and_without_an_offset():
    takes = editor_of(Instant)
    assert [word for word in TIMES if takes(word)] == TIMES[:6]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("yes", "true"), ("No", "false"), ("ON", "true"), ("off", "false"), ("y", "true")],
)
def test_what_yaml_once_took_for_true_and_false_is_an_error_at_its_place(word, meant):
    assert said(f"teams:\n  core:\n    protected: {word}\n") == expected(f"""
        a.yaml:3:16 invalid-value: `{word}` is text in YAML, not {meant}
          write {meant}
        """)
