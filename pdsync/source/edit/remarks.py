"""Comments of a text, and the lines that each is about: its own, or those of what is under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.source.text.parse import read

if TYPE_CHECKING:
    from pdsync.source.edit.outline import Node, Outline


@frozen
class Remark:
    """A comment with its place, and the first and last line that it is about.

    What begins in these lines may go on to the line `end`: one beside a name is not about that.
    `before` is what another tool is told in the same comment.
    """

    text: str
    place: Place
    first: int
    last: int
    end: int = 0
    before: str = ""


def remarks(text: str, file: str, begins: re.Pattern[str]) -> Iterator[Remark]:
    """Yield the comments that begin so; none of a text that cannot be read.

    A comment may stand behind one of another tool, in its line: it is read from where it begins.
    One beside something is about its line, one that has a line of its own about the whole of what
    begins next under it: a name with its value, or an item of a list.
    """
    if not begins.search(text) or not read(text, file).whole:
        return
    from pdsync.source.edit.outline import outline

    found = outline(text, file)
    spans = sorted(one for document in found.documents for one in _spans(document))
    for offset, comment in found.comments:
        begun = _begun(comment, begins)
        if begun is None:
            continue
        before, said = comment[:begun], comment[begun:]
        line, column = _line_and_column(text, offset + begun)
        place = Place(file, line, column, len(said))
        start = found.line_start(offset)
        if text[start:offset].strip("\ufeff \t"):
            ends = [end for one, end in spans if start <= one < offset]
            end = _line_and_column(text, max(ends))[0] if ends else line
            yield Remark(said, place, line, line, end, before)
        else:
            yield Remark(said, place, *_under(found, spans, offset, line), before=before)


def _begun(comment: str, begins: re.Pattern[str]) -> int | None:
    """Return where in a comment one begins so: at its start, or behind a space."""
    starts = (found.start() for found in begins.finditer(comment))
    return next((one for one in starts if not comment[:one][-1:].strip()), None)


def _spans(node: Node) -> Iterator[tuple[int, int]]:
    yield from node.entries
    for child in node.children.values():
        yield from _spans(child)


def _under(
    found: Outline, spans: Sequence[tuple[int, int]], offset: int, line: int
) -> tuple[int, int]:
    """Return the first and last line of the largest thing that begins next after an offset."""
    start = next((one for one, _ in spans if one > offset), None)
    if start is None:
        return line, line
    end = max(end for one, end in spans if one == start)
    return _line_and_column(found.text, start)[0], _line_and_column(found.text, end)[0]


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    # The mark at the end keeps a last line that is still empty.
    lines = f"{text[:offset]}|".splitlines()
    return len(lines), len(lines[-1])
