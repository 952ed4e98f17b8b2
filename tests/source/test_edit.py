"""Changes of a YAML text: what is not meant to change stays byte for byte, in both styles."""

from difflib import ndiff

import pytest

from pdsync.kinds import Plain
from pdsync.source.edit import Add, Edit, Lines, NotEditable, Put, Remove, Rename
from pdsync.source.edit.proof import changed

TEXT = """\
# Ours.
teams:
  web: {name: Web, members: [ana@a.example, ben@a.example]}  # in braces
schedules:
  web:
    name: 'Ana''s'
    description: >
      Who is on call
      for the web.

    time_zone: "Europe/London"
    layers:
      - rotate: weekly   # for years
        handoff: Mon 09:00
        # In turn.
        members:
          - ana@a.example   # leads
          # Ben came in May.
          - ben@a.example
          - carla@a.example
          # - dora@a.example left
        only:
        - 08:00-12:00
        except: [
          2026-12-24,  # the eve
          2026-12-25,
          2026-12-26
        ]
      - {rotate: daily,members: [ana@a.example,ben@a.example]}
    expect:
  other: {}
x-days: &days [Sat, Sun]
x-more: *days
x-merged:
  <<: {one: 1}
  two: 2
x-lines: {a: 1,
  b: 2}  # two
"""
WEB = ("schedules", "web")
LAYER = (*WEB, "layers", 0)
DAILY = (*WEB, "layers", 1)


def edited(text, change):
    return changed(text, [Edit("a.yaml", 0, change)])[0]


def difference(change, text=TEXT):
    lines = ndiff(text.splitlines(), edited(text, change).splitlines())
    return [line for line in lines if line[0] in "+-"]


SIXTEEN = {
    "a text in single quotes": (
        Put((*WEB, "name"), "Ben's"), ["-     name: 'Ana''s'", "+     name: 'Ben''s'"],
    ),
    "a text in double quotes": (
        Put((*WEB, "time_zone"), "Etc/UTC"),
        ['-     time_zone: "Europe/London"', '+     time_zone: "Etc/UTC"'],
    ),
    "a text before a comment": (
        Put((*LAYER, "rotate"), Plain("daily")),
        ["-       - rotate: weekly   # for years", "+       - rotate: daily   # for years"],
    ),
    "a text in lines of its own": (
        Put((*WEB, "description"), "Nobody.\n"),
        ["-       Who is on call", "-       for the web.", "+       Nobody."],
    ),
    "a value that was not written": (
        Put((*WEB, "expect"), {"coverage": Plain("always")}),
        ["-     expect:", "+     expect: {coverage: always}"],
    ),
    "an item more": (
        Add((*LAYER, "members"), "eva@a.example"), ["+           - eva@a.example"],
    ),
    "an item more, before another": (
        Add((*LAYER, "members"), "eva@a.example", before=0), ["+           - eva@a.example"],
    ),
    "an item less, with the comment above it": (
        Remove((*LAYER, "members", 1)),
        ["-           # Ben came in May.", "-           - ben@a.example"],
    ),
    "the first item less, with the comment behind it": (
        Remove((*LAYER, "members", 0)), ["-           - ana@a.example   # leads"],
    ),
    "the last item less, before a comment that stays": (
        Remove((*LAYER, "members", 2)), ["-           - carla@a.example"],
    ),
    "the only item less": (
        Remove((*LAYER, "only", 0)),
        ["-         only:", "-         - 08:00-12:00", "+         only: []"],
    ),
    "an item more in brackets": (
        Add(("teams", "web", "members"), "eva@a.example"),
        [
            "-   web: {name: Web, members: [ana@a.example, ben@a.example]}  # in braces",
            "+   web: {name: Web, members: [ana@a.example, ben@a.example, eva@a.example]}"
            "  # in braces",
        ],
    ),
    "an item less in brackets": (
        Remove((*DAILY, "members", 0)),
        [
            "-       - {rotate: daily,members: [ana@a.example,ben@a.example]}",
            "+       - {rotate: daily,members: [ben@a.example]}",
        ],
    ),
    "a key more in braces, as close as the others": (
        Add(DAILY, Plain("2"), name="x"),
        [
            "-       - {rotate: daily,members: [ana@a.example,ben@a.example]}",
            "+       - {rotate: daily,members: [ana@a.example,ben@a.example],x: 2}",
        ],
    ),
    "a key more, after brackets of several lines": (
        Add(LAYER, {"who": "ana@a.example", "at": Plain("2026-01-05")}, name="anchor"),
        ["+         anchor: {who: ana@a.example, at: 2026-01-05}"],
    ),
    "a key less": (Remove((*LAYER, "handoff")), ["-         handoff: Mon 09:00"]),
}  # fmt: skip


@pytest.mark.parametrize(("change", "lines"), SIXTEEN.values(), ids=SIXTEEN)
def test_an_ordinary_edit_is_made_exactly(change, lines):
    assert sorted(difference(change)) == sorted(lines)


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (
            Remove((*LAYER, "except", 2)),
            ["-           2026-12-25,", "+           2026-12-25", "-           2026-12-26"],
        ),
        (Remove((*LAYER, "except", 0)), ["-           2026-12-24,  # the eve"]),
        (
            Add((*LAYER, "except"), Plain("2026-12-31")),
            ["-           2026-12-26", "+           2026-12-26,", "+           2026-12-31"],
        ),
        (
            Add(("x-lines",), Plain("1"), name="c"),
            ["-   b: 2}  # two", "+   b: 2,", "+   c: 1}  # two"],
        ),
        (
            Remove((*LAYER, "rotate")),
            [
                "-       - rotate: weekly   # for years", "-         handoff: Mon 09:00",
                "+       - handoff: Mon 09:00",
            ],
        ),
        (Rename(("schedules", "other"), "spare"), ["-   other: {}", "+   spare: {}"]),
        (Add(("schedules", "other"), "O", name="name"), ["-   other: {}", "+   other: {name: O}"]),
        (Add((), {"a": {"name": "A"}}, name="services"), ["+ services: {a: {name: A}}"]),
        (
            Lines((*LAYER, "only"), ("per_member: 2", "x-of:", "  - one")),
            [
                "-         only:", "-         - 08:00-12:00",
                "+         per_member: 2", "+         x-of:", "+           - one",
            ],
        ),
        (Add((*WEB, "expect"), "quiet"), ["+       - quiet"]),
        (
            Remove(("teams", "web")),
            [
                "- teams:", "+ teams: {}",
                "-   web: {name: Web, members: [ana@a.example, ben@a.example]}  # in braces",
            ],
        ),
    ],
)  # fmt: skip
def test_other_edits_are_made_exactly(change, lines):
    assert sorted(difference(change)) == sorted(lines)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (Put(("x-more",), "Mon"), "it is an alias, `*days` at a.yaml:33:9, of what is written"),
        (Remove(("x-days", 0)), "`*days` at a.yaml:33:9 stands for it or for what it is a part of"),
        (Put(("x-merged", "one"), "2"), "it is merged from elsewhere, by the `<<` at a.yaml:35:7"),
        (Put((*WEB, "nothing"), "2"), "nothing is written there"),
        (Put((*LAYER, "members"), ["ana@a.example"]), "its value is written in lines of its own"),
        (Add((*WEB, "name"), "x"), "it is no list"),
        (Lines(("teams", "web", "name"), ("a: 1",)), "it stands in braces"),
        (Lines((*DAILY, "rotate"), ("a: 1",)), "it stands in braces or behind something else"),
        (Lines((*WEB, "name"), ("a: 1",)), "its value stands on the same line"),
        (Rename(("x-days",), "x-more"), "there is a `x-more` already"),
        (Add(("schedules",), "x", name="web"), "there is a `web` already"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(change, reason):
    with pytest.raises(NotEditable) as caught:
        edited(TEXT, change)
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("10:00", '"10:00"'), (Plain("10:00"), '"10:00"'), (Plain("09:00"), "09:00"),
        ("yes", '"yes"'), ("12", '"12"'), (Plain("12"), "12"), (12, "12"), (None, "null"),
        ("null", '"null"'), ("2026-01-05", '"2026-01-05"'), (Plain("2026-01-05"), "2026-01-05"),
        ("a: b", '"a: b"'), ("#x", '"#x"'), ('say "hi"', 'say "hi"'), ("- x", '"- x"'),
        ("a, b", "a, b"), (True, "true"), ("é", "é"), ("", '""'), ("line\ntwo", '"line\\ntwo"'),
    ],
)  # fmt: skip
def test_a_text_gets_quotes_where_a_reader_would_take_it_for_something_else(value, written):
    assert edited("a: old\n", Put(("a",), value)) == f"a: {written}\n"


def test_a_comma_in_brackets_is_quoted():
    assert edited("a: [old]\n", Put(("a", 0), "x, y")) == 'a: ["x, y"]\n'


@pytest.mark.parametrize("change", [change for change, _ in SIXTEEN.values()], ids=SIXTEEN)
def test_line_ends_stay_as_they_are(change):
    ends = TEXT.replace("\n", "\r\n")
    assert edited(ends, change) == edited(TEXT, change).replace("\n", "\r\n")


def test_a_file_that_ends_without_a_line_end_ends_without_one():
    assert edited("a:\n  - x", Add(("a",), "y")) == "a:\n  - x\n  - y"
