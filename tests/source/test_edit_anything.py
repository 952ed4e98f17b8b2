"""Items and keys come and go in any file, and another reader of YAML sees just that."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pdsync.source.edit import Add, Edit, NotEditable, Remove
from pdsync.source.edit.proof import changed

POLICIES = sorted((Path(__file__).parents[2] / "policies").glob("*.yaml"))


def edited(text, change):
    return changed(text, [Edit("a.yaml", 0, change)])[0]


def ways(data, path=()):
    """Every path of a value, with the value."""
    yield path, data
    inside = data.items() if isinstance(data, dict) else enumerate(data)
    for step, child in inside if isinstance(data, dict | list) else ():
        yield from ways(child, (*path, step))


def without(data, path):
    *way, last = path
    for step in way:
        data = data[step]
    del data[last]


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: file.name)
def test_any_value_of_a_real_file_can_go_and_the_rest_reads_as_before(file):
    text = file.read_text(encoding="utf-8")
    reasons = set()
    for path, _ in [*ways(yaml.load(text, yaml.BaseLoader))][1::9]:
        expected = yaml.load(text, yaml.BaseLoader)
        without(expected, path)
        try:
            new = edited(text, Remove(path))
        except NotEditable as refused:
            reasons.add(refused.reason.partition(" it ")[0])
            continue
        found = yaml.load(new, yaml.BaseLoader)
        assert (path, found) == (path, expected)
    assert reasons <= {"a comment stands between"}


SCALARS = st.sampled_from(["a", "'b c'", '"d: e"', "10:00", "x@y.example"])
FLOW = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
    max_leaves=4,
)


@st.composite
def texts(draw):
    """Lists under keys, in both styles, with comments and empty lines between."""
    lines = []
    for key in "abc":
        if draw(st.booleans()):
            lines.append(f"{key}: {draw(FLOW)}")
            continue
        lines.append(f"{key}:")
        for number in range(draw(st.integers(1, 3))):
            between = draw(st.sampled_from(["", "  # above", "# margin", "    # deeper", None]))
            lines += [] if between is None else [between]
            lines.append(f"  - {draw(FLOW)}{draw(st.sampled_from(['', f'  # behind {number}']))}")
    return "".join(f"{line}\n" for line in lines)


@given(texts(), st.data())
def test_an_item_more_or_less_is_read_by_others_as_meant(text, data):
    lists = [(path, value) for path, value in ways(yaml.load(text, yaml.BaseLoader))
             if isinstance(value, list)]  # fmt: skip
    path, value = data.draw(st.sampled_from(lists)) if lists else ((), [])
    if not path:
        return
    expected = yaml.load(text, yaml.BaseLoader)
    if value and data.draw(st.booleans()):
        index = data.draw(st.integers(0, len(value) - 1))
        change = Remove((*path, index))
        without(expected, change.path)
    else:
        change = Add(path, "new", before=data.draw(st.sampled_from([None, 0])) if value else None)
        inside = expected
        for step in path:
            inside = inside[step]
        inside.insert(len(inside) if change.before is None else change.before, "new")
    assert yaml.load(edited(text, change), yaml.BaseLoader) == expected
