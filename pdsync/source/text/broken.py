"""Text that is not YAML, in our words: what is wrong, where, and what to write instead.

The parsers (two of them, with and without libyaml) have texts of their own; none is ever shown.
"""

from __future__ import annotations

import re

import yaml

from pdsync.diagnostics import Diagnostic, Place, Related, error
from pdsync.frozen import frozen
from pdsync.on_demand import regex
from pdsync.source.text.foreign import false_space, foreign_in_line
from pdsync.source.text.indentation import misindented

RULE = "broken-yaml"

_INDENTING_TAB = regex(r"[ -]*\t")
_VERSION = regex(r"^%(?=YAML\b)", re.MULTILINE)


class Stop(Exception):
    """The rest of the file cannot be read; carries what is said about it."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def without_version(text: str) -> str:
    """The text with every `%YAML` directive made a comment: the version changes nothing here."""
    return _VERSION.sub("#", text) if "%YAML" in text else text


@frozen
class _Trouble:
    """One kind of trouble: how the parsers name it, and what we say.

    It is said where the parser stops, or `at_start` where what it was reading begins; with `opens`
    that place is shown as well.
    """

    pattern: str
    message: str
    help: str
    at_start: bool = False
    opens: bool = False


_QUOTES = "quote the text if it is meant literally"
_ESCAPE = "write the text in single quotes, or double the backslash"

_TABLE = (
    _Trouble(
        r"(end of stream|document (indicator|separator)).*quoted scalar",
        "this quote is not closed",
        "close it at the end of the text, with the same quote that opens it",
        at_start=True,
    ),
    _Trouble(
        r"(',' or '\]'|',' or '\}').*flow",
        "a list in [ ] or a mapping in { } is not closed, or lacks a comma",
        "close the bracket, put commas between the items, and quote text that has brackets in it",
        opens=True,
    ),
    _Trouble(
        r"(mapping values are not allowed)",
        "a `:` is not possible here",
        "put the text in quotes if the colon belongs to it, else check this line's indentation",
    ),
    _Trouble(
        r"could not find expected ':'",
        "this is neither `name: value` nor an item of a list",
        "write `name: value`, begin an item with `- `, or indent text that goes on",
        at_start=True,
    ),
    _Trouble(
        r"sequence entries are not allowed",
        "a list cannot begin here",
        "begin it on a line of its own, or put the text in quotes if the dash belongs to it",
    ),
    _Trouble(
        r"mapping keys are not allowed",
        "a `?` cannot stand here",
        _QUOTES,
    ),
    _Trouble(
        r"expected '-' indicator|(expected <block end>.*block (collection|sequence))",
        "this is not an item of the list above it",
        "begin it with `- ` under the others, or check its indentation",
    ),
    _Trouble(
        r"did not find expected key|expected <block end>",
        "this does not fit what stands above it",
        "line it up with the names it belongs to, and look for a quote that ends too early",
    ),
    _Trouble(
        r"node content",
        "a value is missing here",
        "write one, or remove what announces it",
    ),
    _Trouble(
        r"alphabetic or numeric character.*(anchor|alias)",
        "a `&` or `*` needs a name right after it",
        _QUOTES,
    ),
    _Trouble(
        r"escape|hexdecimal|hexadecimal",
        "this is not an escape that YAML knows",
        _ESCAPE,
    ),
    _Trouble(
        r"block scalar",
        "nothing may follow `|` or `>` on their line",
        "begin the text on the next line, indented; if it begins with that sign, put it in quotes",
    ),
    _Trouble(
        r"directive",
        "a line that begins with % has no meaning here",
        "remove it, or put the text in quotes",
    ),
    _Trouble(
        r"tag",
        "a tag (a word after `!`) has no meaning here",
        "remove it, or put the text in quotes",
    ),
    _Trouble(
        r"document start",
        "this stands after the end of the document",
        "begin a new document with `---`, or check the indentation of this line",
    ),
    _Trouble(
        r"cannot start any token",
        "a value cannot begin with this character",
        "put the text in quotes",
    ),
)

_ANYTHING = _Trouble("", "this cannot be read as YAML", "check indentation, quotes and colons here")


def words_for(trouble: yaml.YAMLError, text: str, file: str) -> Diagnostic:
    """Say in our words what the parser stumbled over."""
    problem = getattr(trouble, "problem", None) or ""
    context = getattr(trouble, "context", None) or ""
    mark = getattr(trouble, "problem_mark", None) or getattr(trouble, "context_mark", None)
    lines = text.splitlines() or [""]
    tab = _tab(mark, lines)
    if tab is not None:
        how = "indent with spaces; many editors can be told to do so for YAML"
        return error(RULE, "a tab cannot indent a line in YAML", help=how, place=Place(file, *tab))
    said = f"{problem} {context}".replace("\n", " ")
    if mark is not None and (special := _special(said, mark, lines, file)):
        return special
    words = next((words for words in _TABLE if re.search(words.pattern, said)), _ANYTHING)
    start = _place(getattr(trouble, "context_mark", None) or mark, lines, file)
    return error(
        RULE,
        words.message,
        help=words.help,
        place=start if words.at_start else _place(mark, lines, file),
        related=(Related("it opens here", start),) if words.opens else (),
    )


def _special(said: str, mark: yaml.Mark, lines: list[str], file: str) -> Diagnostic | None:
    """Say what other tools left in the line, or how it is indented, where that is the reason."""
    for number in (mark.line, mark.line - 1):
        if 0 <= number < len(lines) and (wrong := false_space(lines[number], file, number)):
            return wrong
    line = lines[mark.line] if mark.line < len(lines) else ""
    if line.startswith("```"):
        how, place = "delete this line", Place(file, mark.line + 1, 1, len(line))
        return error(RULE, "a fence of Markdown is no YAML", help=how, place=place)
    if re.search("flow|mapping values", said) and (found := foreign_in_line(line)):
        rule, message, how = found.words
        place = Place(file, mark.line + 1, found.column, found.width)
        return error(rule, message, help=how, place=place)
    start = len(line) - len(line.lstrip(" "))
    begins = mark.column == start and re.search("expected key|<block end>|'-' indicator", said)
    goes_on = "mapping values" in said and re.fullmatch(r"[\w.-]+", line[start : mark.column])
    if (begins or goes_on) and (fits := misindented(lines, mark.line)):
        return error(RULE, fits[0], help=fits[1], place=Place(file, mark.line + 1, start + 1))
    return None


def _place(mark: yaml.Mark | None, lines: list[str], file: str) -> Place:
    if mark is None:
        return Place(file, 1, 1)
    if mark.line < len(lines):
        return Place(file, mark.line + 1, mark.column + 1)
    return Place(file, len(lines), len(lines[-1]) + 1)


def _tab(mark: yaml.Mark | None, lines: list[str]) -> tuple[int, int] | None:
    """Return the place of a tab that indents the line of the mark or the one before."""
    if mark is None:
        return None
    for number in (mark.line, mark.line - 1):
        if 0 <= number < len(lines) and (found := _INDENTING_TAB.match(lines[number])):
            return number + 1, found.end()
    return None
