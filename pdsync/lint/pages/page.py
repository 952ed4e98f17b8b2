"""Page of Markdown, taken apart: blocks, parts, links and comments. Pure, parses nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import takewhile
from typing import Literal

from pdsync.frozen import frozen
from pdsync.on_demand import regex

COMMENT = regex(r"<!--.*?-->", re.DOTALL)


@frozen
class PageBlock:
    """A paragraph, heading, cell, or block of code or HTML, from its first line to its last.

    A heading has a `level` from 1 to 6, and its text as people see it; code has the `language` that
    stands behind its fence.
    """

    sort: Literal["heading", "text", "code", "html"]
    text: str
    first: int
    last: int
    level: int = 0
    language: str = ""


@frozen
class Link:
    """Link or picture of a page; `target` is None where it goes by a name that is not defined."""

    target: str | None
    text: str
    line: int
    column: int


@frozen
class PageComment:
    """A comment with its place, and the first and last line that it is about."""

    text: str
    line: int
    column: int
    first: int
    last: int


@frozen
class PagePart:
    """Blocks of a page under one heading, up to the next that is as high."""

    heading: PageBlock
    blocks: tuple[PageBlock, ...]


@frozen
class MarkdownPage:
    """A text of Markdown, taken apart. `named` are the names that its HTML gives to places."""

    blocks: tuple[PageBlock, ...]
    links: tuple[Link, ...]
    named: frozenset[str]
    lines: Sequence[str] = field(repr=False)

    @cached_property
    def parts(self) -> tuple[PagePart, ...]:
        """The parts under all headings, in order."""
        return tuple(
            PagePart(one, tuple(takewhile(_is_below(one), self.blocks[number + 1 :])))
            for number, one in enumerate(self.blocks)
            if one.sort == "heading"
        )

    @cached_property
    def by_anchor(self) -> Mapping[str, PagePart]:
        """The parts by the names under which GitHub links to their headings."""
        seen: Counter[str] = Counter()
        found = {}
        for part in self.parts:
            name = slug(part.heading.text)
            found[f"{name}-{seen[name]}" if seen[name] else name] = part
            seen[name] += 1
        return found

    @property
    def anchors(self) -> frozenset[str]:
        """Every name that a link may have behind `#`."""
        return frozenset(self.by_anchor) | self.named

    def comments(self, begins: re.Pattern[str]) -> Iterator[PageComment]:
        """Yield the comments that begin so, but for those in code.

        One beside something is about its line, one that has a line of its own about what begins
        next under it: a heading with its whole part, else all up to a blank line.
        """
        text = "\n".join(self.lines)
        code = [range(one.first, one.last + 1) for one in self.blocks if one.sort == "code"]
        for found in COMMENT.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            if not begins.match(found[0]) or any(line in one for one in code):
                continue
            last = line + found[0].count("\n")
            before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
            beside = before + text[found.end() :].partition("\n")[0]
            lines = (line, last) if beside.strip() else self._under(line, last)
            yield PageComment(found[0], line, len(before) + 1, *lines)

    def _under(self, line: int, last: int) -> tuple[int, int]:
        block = next((one for one in self.blocks if one.first > last and not _silent(one)), None)
        if block is None:
            return line, last
        part = next((one for one in self.parts if one.heading is block), None)
        end = max(one.last for one in (block, *part.blocks)) if part else block.last
        while end < len(self.lines) and self.lines[end].strip() and not part:
            end += 1
        return block.first, end


def _is_below(heading: PageBlock) -> Callable[[PageBlock], bool]:
    return lambda one: one.sort != "heading" or one.level > heading.level


def _silent(block: PageBlock) -> bool:
    return block.sort == "html" and not COMMENT.sub("", block.text).strip()


def slug(heading: str) -> str:
    """Return the name that GitHub gives to a heading: its letters, digits, `-` and `_`."""
    kept = (one for one in heading.lower() if one in " -" or _is_word(one))
    return "".join(kept).replace(" ", "-")


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in {"Nd", "Pc"}
