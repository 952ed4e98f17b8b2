"""What is not YAML is explained in pdsync's own words, at its place."""

import pytest
from source.saying import expected, said, told

from pdsync.source import load_texts
from pdsync.source.text import parse as _yaml

NOT_YAML = [
    (
        "a: b: c",
        "1:5",
        "a `:` is not possible here",
        "put the text in quotes if the colon belongs to it, else check this line's indentation",
    ),
    (
        "a:\n  b: 1\n c: 2",
        "3:2",
        "this line is indented by 1 space, which fits no line above it",
        "indent it by 2, like `b` in line 2, or by 0, like `a` in line 1",
    ),
    (
        "a: 'x' y",
        "1:8",
        "this does not fit what stands above it",
        "line it up with the names it belongs to, and look for a quote that ends too early",
    ),
    (
        "name: foo\nsome text\nb: 1\n",
        "2:1",
        "this is neither `name: value` nor an item of a list",
        "write `name: value`, begin an item with `- `, or indent text that goes on",
    ),
    (
        "- a\nb: 1",
        "2:1",
        "this is not an item of the list above it",
        "begin it with `- ` under the others, or check its indentation",
    ),
    (
        "a: - b",
        "1:4",
        "a list cannot begin here",
        "begin it on a line of its own, or put the text in quotes if the dash belongs to it",
    ),
    (
        'a: "x\nb: 1\n',
        "1:4",
        "this quote is not closed",
        "close it at the end of the text, with the same quote that opens it",
    ),
    (
        "a: @home",
        "1:4",
        "a value cannot begin with this character",
        "put the text in quotes",
    ),
    ("a: [,]", "1:5", "a value is missing here", "write one, or remove what announces it"),
    (
        "a: *",
        "1:5",
        "a `&` or `*` needs a name right after it",
        "quote the text if it is meant literally",
    ),
    (
        "a: ? b",
        "1:4",
        "a `?` cannot stand here",
        "quote the text if it is meant literally",
    ),
    (
        'a: "\\xZZ"',
        "1:7",
        "this is not an escape that YAML knows",
        "write the text in single quotes, or double the backslash",
    ),
    (
        "a: | text\n  more",
        "1:6",
        "nothing may follow `|` or `>` on their line",
        "begin the text on the next line, indented; if it begins with that sign, put it in quotes",
    ),
    (
        "a: !e!x 1",
        "1:4",
        "a tag (a word after `!`) has no meaning here",
        "remove it, or put the text in quotes",
    ),
    (
        "a: 1\n...\nb: 2",
        "3:1",
        "this stands after the end of the document",
        "begin a new document with `---`, or check the indentation of this line",
    ),
    (
        "a:\n\tb: 1",
        "2:1",
        "a tab cannot indent a line in YAML",
        "indent with spaces; many editors can be told to do so for YAML",
    ),
    (
        "a:\n  b: 1\n \t c: 2",
        "3:2",
        "a tab cannot indent a line in YAML",
        "indent with spaces; many editors can be told to do so for YAML",
    ),
]


@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("broken", NOT_YAML)
def test_broken_yaml_is_explained_whichever_parser_reads_it(monkeypatch, parser, broken):
    text, place, message, how = broken
    monkeypatch.setattr(_yaml, "LOADER", getattr(_yaml.yaml, parser))
    assert said(text) == f"a.yaml:{place} broken-yaml: {message}\n  {how}\n"


def test_a_bracket_that_is_not_closed_is_shown_with_where_it_opens():
    assert said("a: [1, 2\nb: 3\n") == expected("""
        a.yaml:2:2 broken-yaml: a list in [ ] or a mapping in { } is not closed, or lacks a comma
          close the bracket, put commas between the items, and quote text that has brackets in it
          a.yaml:1:4: it opens here
        """)  # fmt: skip


def test_a_directive_has_no_meaning():
    assert said("%FOO bar\n---\n") == expected("""
        a.yaml:1:5 broken-yaml: a line that begins with % has no meaning here
          remove it, or put the text in quotes
        """)


def test_a_key_twice_in_a_file_is_shown_at_both_places():
    assert said("teams:\n  a:\n    name: A\n    name: B\n") == expected("""
        a.yaml:4:5 duplicate-key: `name` is written twice
          keep one of the two
          a.yaml:3:5: first written here
        """)


def test_a_section_twice_in_a_file_can_be_joined():
    assert said("teams: {a: {}}\nteams: {b: {}}\n") == expected("""
        a.yaml:2:1 duplicate-key: `teams` is written twice
          put what is below both under one of them, each with a key of its own
          a.yaml:1:1: first written here
        """)


def test_a_mapping_cannot_be_a_key():
    assert said("x-a:\n  {a: 1}: b\n  [c]: d\n") == expected("""
        a.yaml:2:3 broken-yaml: a list or a mapping cannot stand before a `:`
          write a name there; text that begins with { or [ belongs in quotes
        a.yaml:3:3 broken-yaml: a list or a mapping cannot stand before a `:`
          write a name there; text that begins with { or [ belongs in quotes
        """)


def test_only_mappings_can_be_merged():
    assert said("x-a: &a [1]\nx-b: {<<: *a}\n") == expected("""
        a.yaml:1:10 broken-yaml: only mappings can be merged with `<<`
          write `<<: *NAME`, or `<<: [*ONE, *TWO]`, where each names a mapping
        """)


def test_an_alias_inside_of_what_it_names_is_circular():
    assert said("x-a: &a\n  b: [*a]\n") == expected("""
        a.yaml:2:7 circular-alias: circular: `*a` stands inside of what it names
          write out what is meant, without the alias
        """)


def test_a_tag_is_refused_and_nothing_else_is_said_about_its_value():
    assert said("teams:\n  a: {name: !!str yes, description: !env HOME, was: !python/x y z}\n") == (
        expected("""
            a.yaml:2:13 unknown-tag: the tag `!!str` has no meaning here
              leave it out: the field decides what its text means
            a.yaml:2:37 unknown-tag: `!env` is for secret fields only, and this is none
              write the value
            a.yaml:2:53 unknown-tag: the tag `!python/x` has no meaning here
              leave it out: the field decides what its text means
            """)
    )


def test_a_control_character_is_refused():
    assert said("teams:\n  a: {name: \x1b[31mred}\n") == expected("""
        a.yaml:2:13 broken-yaml: the character U+001B cannot stand in a YAML file
          delete it, or write "\\x1B" in double quotes
        """)


def test_text_that_is_not_utf8_is_refused_at_the_byte():
    assert said({"a.yaml": b"teams:\n  caf\xc3\xa9 caf\xe9: {}\n"}) == expected("""
        a.yaml:2:11 not-utf-8: the byte 0xE9 is not UTF-8
          save the file as UTF-8
        """)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf16_is_refused_by_name(encoding):
    text = "\ufeffteams: {}\n" if encoding.endswith("be") else "teams: {}\n"
    assert said({"a.yaml": text.encode(encoding)}) == expected("""
        a.yaml:1:1 not-utf-8: this file is in UTF-16, not UTF-8
          save the file as UTF-8
        """)


def test_a_byte_order_mark_of_utf8_is_no_mistake_and_takes_no_column():
    assert said({"a.yaml": "\ufeffteems: {}\n".encode()}) == expected("""
        a.yaml:1:1 unknown-section: `teems` is not a section
          did you mean `teams`?
        """)


def test_an_alias_bomb_is_refused_where_it_grows_too_large():
    lines = ["x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert said("\n".join(lines)) == expected("""
        a.yaml:6:16 too-large: its aliases make more than 300,000 values; the file is not read
          use fewer aliases of large structures, or split the file
        """)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x-a: " + "[" * 70 + "]" * 70, "1:66"),
        ("x-a: &a " + "[" * 40 + "]" * 40 + "\nx-b: " + "[" * 30 + "*a" + "]" * 30, "2:36"),
    ],
)
def test_a_document_deeper_than_anybody_writes_is_refused(text, place):
    assert said(text) == expected(f"""
        a.yaml:{place} too-large: this is nested more than 60 levels deep; the file is not read
          no configuration needs so many levels: look for a bracket that is not closed
        """)


def test_a_file_larger_than_anybody_writes_is_refused():
    assert said({"a.yaml": b"# " + b"x" * 5 * 1024 * 1024}) == expected("""
        a.yaml:1:1 too-large: this file is larger than 5 MiB; it is not read
          split it, or move it out of the configuration directory
        """)


def test_a_broken_file_hides_no_problem_of_another_and_causes_none():
    files = {
        "a.yaml": "services: {s: {escalation_policy: in-b, nme: x}}\n",
        "b.yaml": "escalation_policies: {in-b: [}\n",
    }
    assert said(files) == expected("""
        a.yaml:1:41 unknown-field: `nme` is not a field of a service
          did you mean `name`?
        b.yaml:1:30 broken-yaml: a value is missing here
          write one, or remove what announces it
        """)


def test_a_broken_file_is_kept_to_be_shown():
    config = load_texts({"a.yaml": b"a: caf\xe9\n", "b.yaml": "b: [\n"})
    assert config.texts == {"a.yaml": "a: caf�\n", "b.yaml": "b: [\n"}


def test_problems_of_all_files_come_in_order_of_place():
    problems = load_texts({"b.yaml": "x: 1\ny: 1\n", "a.yaml": "a: !x 1\nb: 2\n"}).problems
    assert [str(problem.place) for problem in problems] == [
        "a.yaml:1:1", "a.yaml:1:4", "a.yaml:2:1", "b.yaml:1:1", "b.yaml:2:1"
    ]  # fmt: skip
    assert told(problems).count("unknown-tag") == 1
