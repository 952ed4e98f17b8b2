"""Markdown into a page, as GitHub reads it.

The only module that knows the parser, which is loaded when the first page is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pdsync.lint.pages.page import Link, MarkdownPage, PageBlock
from pdsync.on_demand import regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_FRONT_MATTER = regex(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_IN_TAG = regex(r"\b(href|src|name|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_UNDEFINED = regex(r"(?<![\w\]])\[([^\[\]]+)\]\[([^\[\]]*)\]")
_TARGETS = {"link_open": "href", "image": "src"}
_PLACED = {"link", "image", "html_inline"}


def page(text: str) -> MarkdownPage:
    """Take a text apart."""
    lines = text.split("\n")
    front = _FRONT_MATTER.match(text)
    length = front.end() if front else 0
    reader = _PageReader(lines)
    reader.read(_parser().parse("\n" * text.count("\n", 0, length) + text[length:]))
    return MarkdownPage(tuple(reader.blocks), tuple(reader.links), frozenset(reader.named), lines)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt, rules_inline

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for name in _PLACED:
        parser.inline.ruler.at(name, _placed(getattr(rules_inline, name)))
    return parser


def _placed(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Return a rule of the parser that notes where in its block a token begins."""

    def placed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[before:]:
            if token.type in _TARGETS or token.type == "html_inline":
                token.meta.setdefault("at", start)
        return True

    return placed


class _PageReader:
    """Reads the tokens of the parser one after another."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.blocks: list[PageBlock] = []
        self.links: list[Link] = []
        self.named: set[str] = set()
        self._seen = (0, 0)

    def read(self, tokens: Sequence[Token]) -> None:
        """Read all tokens of a page."""
        level = 0
        for token in tokens:
            first, end = token.map or (0, 0)
            if token.type == "heading_open":
                level = int(token.tag[1:])
            elif token.type == "inline":
                self._inline(token, level)
                level = 0
            elif token.type in {"fence", "code_block"}:
                language = token.info.strip().partition(" ")[0]
                code = PageBlock("code", token.content, first + 1, end, language=language)
                self.blocks.append(code)
            elif token.type == "html_block":
                self.blocks.append(PageBlock("html", token.content, first + 1, end))
                self._tags(token.content, 0, token)

    def _inline(self, token: Token, level: int) -> None:
        first, end = token.map or (0, 0)
        children = token.children or []
        seen = "".join(one.content for one in children if one.type in {"text", "code_inline"})
        text = seen if level else token.content
        self.blocks.append(PageBlock("heading" if level else "text", text, first + 1, end, level))
        for child in children:
            at = child.meta.get("at", 0)
            if child.type in _TARGETS:
                target = str(child.attrs.get(_TARGETS[child.type], ""))
                self._link(target, target, token, at)
            elif child.type == "html_inline":
                self._tags(child.content, at, token)
            elif child.type == "text":
                self._undefined(child.content, token)
        line = (token.map or (0,))[0]
        self._seen = (line, self._column(line, token.content.split("\n")[0]))

    def _undefined(self, text: str, token: Token) -> None:
        """Read what would be a link if its name were defined."""
        for found in _UNDEFINED.finditer(text):
            self._link(None, found[2] or found[1], token, max(token.content.find(found[0]), 0))

    def _tags(self, html: str, at: int, token: Token) -> None:
        for found in _IN_TAG.finditer(html) if not html.startswith("<!--") else ():
            value = found[2] if found[2] is not None else found[3]
            if found[1].lower() in {"name", "id"}:
                self.named.add(value)
            else:
                self._link(value, value, token, at + found.start())

    def _link(self, target: str | None, text: str, token: Token, at: int) -> None:
        before = token.content[:at]
        row = before.count("\n")
        line = (token.map or (0,))[0] + row
        start = self._column(line, token.content.split("\n")[row])
        column = start + at - (before.rfind("\n") + 1)
        self.links.append(Link(target, text, line + 1, column + 1))

    def _column(self, line: int, part: str) -> int:
        """Return where a part of a line begins: behind the cell before it in a table."""
        seen, at = self._seen
        found = self.lines[line].find(part.strip(), at + 1 if seen == line and at else 0)
        return max(found, 0) - (len(part) - len(part.lstrip()) if found > 0 else 0)
