"""YAML text becomes plain data, and every value in it has a place."""

import pytest
from source.saying import told

from pdsync.kinds import Plain
from pdsync.source.text import parse as _yaml
from pdsync.source.text.parse import read


def data_of(text):
    reading = read(text, "a.yaml")
    assert told(reading.problems) == ""
    return [document.data for document in reading.documents]


def places_of(text):
    return spots_of(read(text, "a.yaml").documents[0])


def spots_of(document):
    return {path: (str(span), span.width) for path, span in document.places.values.items()}


@pytest.mark.parametrize("scalar", ["yes", "1e3", "08:00", "10:00", "0755", "1_000", "2026-01-05"])
def test_a_scalar_without_quotes_is_the_text_that_stands_there(scalar):
    assert data_of(f"a: {scalar}") == [{"a": scalar}]


def test_quotes_and_blocks_make_text_that_is_surely_text():
    (data,) = data_of("a: plain\nb: 'x'\nc: \"y\"\nd: |\n  two\n  lines\n")
    assert {name: type(value) for name, value in data.items()} == {
        "a": Plain, "b": str, "c": str, "d": str
    }  # fmt: skip


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_written_in_five_ways(nothing):
    assert data_of(f"a: {nothing}") == [{"a": None}]


def test_quoted_null_is_text():
    assert data_of("a: 'null'") == [{"a": "null"}]


def test_a_value_stands_where_its_first_character_does_and_is_as_wide_as_it_is_written():
    text = "a: 1\nb: [1, {c: three}]\nd:\n  e: 'two words'\n  f: |\n    text\n"
    assert places_of(text) == {
        (): ("a.yaml:1:1", 1),
        ("a",): ("a.yaml:1:4", 1),
        ("b",): ("a.yaml:2:4", 15),
        ("b", 0): ("a.yaml:2:5", 1),
        ("b", 1): ("a.yaml:2:8", 10),
        ("b", 1, "c"): ("a.yaml:2:12", 5),
        ("d",): ("a.yaml:4:3", 1),
        ("d", "e"): ("a.yaml:4:6", 11),
        ("d", "f"): ("a.yaml:5:6", 1),
    }


def test_a_key_has_a_place_of_its_own():
    places = read("a:\n  bc: 1\n", "a.yaml").documents[0].places
    assert (str(places.key(("a", "bc"))), places.key(("a", "bc")).width) == ("a.yaml:2:3", 2)


def test_columns_count_characters():
    assert places_of("é: 😀 ü\nb: {ß: x}")["b", "ß"] == ("a.yaml:2:8", 1)


def test_what_is_not_written_stands_where_what_is_around_it_does():
    places = read("a:\n  b: 1\n", "a.yaml").documents[0].places
    assert str(places.below(("a",)).value(("c", 0, "d"))) == "a.yaml:1:1"


def test_an_alias_stands_where_it_is_written_and_its_parts_where_they_are():
    places = places_of("a: &x {b: 1}\nc: *x\n")
    assert (places["c",], places["c", "b"]) == (("a.yaml:2:4", 2), ("a.yaml:1:11", 1))


def test_merged_keys_give_way_to_written_ones_and_the_first_merged_wins():
    text = """
x: &x {a: 1, b: 1}
y: &y {a: 2, c: 2}
z:
  <<: [*x, *y]
  b: 3
"""
    assert data_of(text)[0]["z"] == {"a": "1", "b": "3", "c": "2"}


def test_a_merged_mapping_can_be_merged_again():
    text = "x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nz: {<<: *y, c: 3}\n"
    assert data_of(text)[0]["z"] == {"a": "1", "b": "2", "c": "3"}


def test_a_quoted_merge_key_is_a_key():
    assert data_of("'<<': {a: 1}") == [{"<<": {"a": "1"}}]


def test_an_anchor_can_be_named_again():
    assert data_of("a: &x 1\nb: *x\nc: &x 2\nd: *x\n") == [{"a": "1", "b": "1", "c": "2", "d": "2"}]


def test_each_document_of_a_file_is_read():
    assert data_of("a: 1\n---\nb: 2\n...\n---\n") == [{"a": "1"}, {"b": "2"}, None]


def test_anchors_end_with_their_document():
    assert told(read("a: &x 1\n---\nb: *x\n", "a.yaml").problems) == (
        "a.yaml:3:4 unknown-anchor: nothing is called `&x` before this\n"
        "  write `&x` before the value it stands for, above this line in the same document\n"
    )


@pytest.mark.parametrize("version", ["1.1", "1.2", "3.0"])
def test_a_version_changes_nothing(version):
    assert data_of(f"%YAML {version}\n---\na: 0755\n") == [{"a": "0755"}]


def test_an_empty_file_has_no_documents():
    assert data_of("# nothing yet\n") == []


def test_a_file_without_the_fast_parser_reads_the_same(monkeypatch):
    text = "a: &x [1, 'two', {b: ~}]\n<<: {c: 10:00}\nd: *x\n"
    (fast,) = read(text, "a.yaml").documents
    places = spots_of(fast)
    monkeypatch.setattr(_yaml, "LOADER", _yaml.yaml.SafeLoader)
    (slow,) = read(text, "a.yaml").documents
    assert (slow.data, spots_of(slow)) == (fast.data, places)
