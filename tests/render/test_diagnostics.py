"""Diagnostics as a compiler prints them."""

from pdsync.diagnostics import Diagnostic, Place, Related, Severity, error
from pdsync.render import PLAIN, Style, diagnostics_text, findings_line

TEXTS = {"a.yaml": "services:\n  cart:\n    nmae: Cart\n  注文: {nmae: x}\n"}


def shown(*diagnostics, style=PLAIN):
    return diagnostics_text(diagnostics, TEXTS, style)


def test_place_line_marker_and_help():
    found = error(
        "unknown-field",
        "a service has no `nmae`",
        help="did you mean `name`?",
        place=Place("a.yaml", 3, 5, 4),
    )

    assert shown(found) == (
        "a.yaml:3:5: error[unknown-field]: a service has no `nmae`\n"
        "        nmae: Cart\n"
        "        ^^^^\n"
        "    = help: did you mean `name`?"
    )


def test_another_place_is_shown_too():
    found = error(
        "duplicate-key",
        "`cart` is written twice",
        place=Place("a.yaml", 2, 3, 4),
        related=(Related("first here", Place("a.yaml", 1, 1, 8)),),
    )

    assert shown(found).splitlines()[3:] == [
        "    = note: first here (a.yaml:1:1)",
        "    services:",
        "    ^^^^^^^^",
    ]


def test_without_a_place_there_is_only_the_sentence():
    assert shown(Diagnostic("no-stack", Severity.INFO, "no `stack`")) == (
        "info[no-stack]: no `stack`"
    )


def test_a_place_that_is_not_there_shows_no_line():
    found = error("x", "y", place=Place("b.yaml", 9, 1))

    assert shown(found) == "b.yaml:9:1: error[x]: y"


def test_the_marker_stands_below_wide_characters():
    found = error("x", "y", place=Place("a.yaml", 4, 8, 4))

    assert shown(found).splitlines()[1:] == [
        "      注文: {nmae: x}",
        "             ^^^^",
    ]


def test_a_very_long_line_is_cut_around_its_place():
    texts = {"a.yaml": "x" * 5000 + "HERE" + "x" * 5000}

    text = diagnostics_text([error("x", "y", place=Place("a.yaml", 1, 5001, 4))], texts, PLAIN)

    _, line, marker = text.splitlines()
    assert len(line) < 200
    assert line[marker.index("^") : marker.rindex("^") + 1] == "HERE"


def test_a_place_that_is_longer_than_the_line_shows_is_marked_as_far_as_it_is_shown():
    texts = {"a.yaml": "x" * 100 + "HERE" * 100}

    text = diagnostics_text([error("x", "y", place=Place("a.yaml", 1, 101, 400))], texts, PLAIN)

    _, line, marker = text.splitlines()
    assert len(marker) == len(line) < 200


def test_escapes_in_a_line_are_shown_and_the_marker_still_fits():
    texts = {"a.yaml": "a\x1b: b"}

    text = diagnostics_text([error("x", "y", place=Place("a.yaml", 1, 5))], texts, PLAIN)

    assert text.splitlines()[1:] == ["    a\\x1b: b", "           ^"]


def test_colour_marks_severity():
    found = error("x", "y", place=Place("a.yaml", 1, 1, 8))

    assert shown(found, style=Style(color=True)) == (
        "a.yaml:1:1: \x1b[1;31merror[x]\x1b[0m: y\n    services:\n    \x1b[1;31m^^^^^^^^\x1b[0m"
    )


def test_findings_are_counted():
    found = [error("x", "y"), error("x", "y"), Diagnostic("x", Severity.INFO, "y")]

    assert findings_line(found) == "2 errors, 1 info"
