"""Every value of a file has a place, and what stands there is the value."""

import yaml
from hypothesis import given
from hypothesis import strategies as st
from source.saying import told

from pdsync.source.text.parse import read

WORDS = st.text("abcé ☃:#-'\"{}[]&*!?%@,|>0123456789", max_size=6)
DATA = st.dictionaries(
    WORDS,
    st.recursive(
        WORDS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


def leaves(value, path=()):
    """Every text inside a value by its path."""
    if isinstance(value, str):
        return {path: value}
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = {}
    for step, child in items:
        found |= leaves(child, (*path, step))
    return found


def paths(value, path=()):
    """The path of every value inside a value, and of itself."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    below = () if isinstance(value, str) else items
    return {path}.union(*(paths(child, (*path, step)) for step, child in below))


def at(text, span):
    """What stands at a place."""
    return text.splitlines()[span.line - 1][span.column - 1 :][: span.width]


@given(DATA, st.booleans())
def test_every_value_has_a_place(data, flow):
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow)
    (document,) = read(text, "a.yaml").documents
    assert set(document.places.values) == paths(data)


@given(DATA, st.booleans())
def test_what_stands_at_a_place_is_the_value(data, flow):
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=10_000)
    reading = read(text, "a.yaml")
    places = reading.documents[0].places
    found = {path: yaml.safe_load(at(text, places.value(path))) for path in leaves(data)}
    assert (told(reading.problems), found) == ("", leaves(data))
