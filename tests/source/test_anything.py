"""Whatever stands in a file, it is answered, and in pdsync's own words."""

import re

import pytest
import yaml
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st

from pdsync.source import json_schema, load_texts

SCHEMA = json_schema()
THEIRS = re.compile(
    r"Input should|[Vv]alidation error|Value error|Assertion failed|pydantic|type=|yaml\.|NoneType"
    r"|Traceback|this value is not possible|object at 0x|\bdict\b|\btuple\b|\bstr\b",
)

TEXTS = """
a|b|no|1e3|08:00|10:00|25:61|0755|15m|1 week|-5m|high|2026-01-05 09:00|2026-13-45|Europe/London
Mars/Base|Mon-Fri|P123ABC|ana@acme.example|{now}|../../etc/passwd|\x00é
"""
SCALARS = st.sampled_from(
    [None, True, False, 0, 1, -1, 15, 3600, 10**30, 1.5, "", " ", *re.split(r"[|\n]", TEXTS)]
)
SHAPES = SCHEMA["$defs"].values()
FIELDS = sorted({name for shape in SHAPES for name in shape.get("properties", ())})
WORDS = st.sampled_from(["a", "b", "a b", "", "<<", "x-y", "1", *FIELDS])
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


MADE = {}


def shaped(shape):
    """Values that look like what a schema takes, and now and then like nothing it does.

    One strategy for each place of the schema, however often a draw comes by there.
    """
    if id(shape) not in MADE:
        MADE[id(shape)] = st.deferred(
            lambda: st.one_of(fitting(shape), fitting(shape), fitting(shape), ANYTHING)
        )
    return MADE[id(shape)]


def fitting(shape):
    if "$ref" in shape:
        return fitting(SCHEMA["$defs"][shape["$ref"].rpartition("/")[2]])
    if "anyOf" in shape:
        return st.one_of(*(shaped(form) for form in shape["anyOf"]))
    if "properties" in shape:
        return bodies(shape)
    if "propertyNames" in shape:
        return st.dictionaries(WORDS, shaped(shape["additionalProperties"]), max_size=3)
    if "items" in shape:
        return st.lists(shaped(shape["items"]), max_size=3)
    return st.sampled_from(shape["enum"]) if "enum" in shape else SCALARS


def bodies(shape):
    needed, names = shape.get("required", ()), shape["properties"]
    return st.fixed_dictionaries(
        {name: shaped(names[name]) for name in needed},
        optional={name: shaped(each) for name, each in names.items() if name not in needed},
    )


def wording(text):
    problems = load_texts({"pdsync.yaml": text}).problems
    return [words for problem in problems for words in (problem.message, problem.help) if words]


@given(st.text() | st.text("ab:-[]{}&*!|>'\"#%@,?~<\t\n \\0"))
def test_any_text_is_answered(text):
    load_texts({"a.yaml": text})


@given(st.binary())
def test_any_bytes_are_answered(raw):
    load_texts({"a.yaml": raw})


@given(st.text("ab:-[]{}&*!|>'\"#%@,?~<\t\n \\0"))
def test_text_that_is_not_yaml_is_answered_in_our_words(text):
    assert [words for words in wording(text) if THEIRS.search(words)] == []


@pytest.mark.parametrize("section", SCHEMA["properties"])
@at_most(40)
@given(st.data())
def test_every_section_is_answered_in_our_words(section, data):
    text = yaml.safe_dump({section: data.draw(shaped(SCHEMA["properties"][section]))})
    assert [words for words in wording(text) if THEIRS.search(words)] == []
