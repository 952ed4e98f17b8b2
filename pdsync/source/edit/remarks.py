"""Comments of a text, and the lines that each is about: its own, or those of what is under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.source.edit.outline import Node, Outline, outline
from pdsync.source.text.parse import read


@frozen
class Remark:
    """A comment with its place, and the first and last line that it is about.

    What begins in these lines may go on to the line `end`: one beside a name is not about that.
    """

    text: str
    place: Place
    first: int
    last: int
    end: int = 0


def remarks(text: str, file: str, begins: re.Pattern[str]) -> Iterator[Remark]:
    """Yield the comments that begin so; none of a text that cannot be read.

    One beside something is about its line, one that has a line of its own about the whole of what
    begins next under it: a name with its value, or an item of a list.
    """
    if not begins.search(text) or not read(text, file).whole:
        return
    found = outline(text, file)
    spans = sorted(one for document in found.documents for one in _spans(document))
    for offset, comment in found.comments:
        if not begins.match(comment):
            continue
        line, column = _line_and_column(text, offset)
        place = Place(file, line, column, len(comment))
        start = found.line_start(offset)
        if text[start:offset].strip("\ufeff \t"):
            ends = [end for one, end in spans if start <= one < offset]
            end = _line_and_column(text, max(ends))[0] if ends else line
            yield Remark(comment, place, line, line, end)
        else:
            yield Remark(comment, place, *_under(found, spans, offset, line))


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
