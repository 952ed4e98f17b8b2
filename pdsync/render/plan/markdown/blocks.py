"""Blocks of Markdown, one for each thing that a plan tells: a change, or the same of several."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._counts import SIGNS, listed
from pdsync.render._escape import code, fenced, html, markdown
from pdsync.render.plan.change import body_lines, where
from pdsync.render.plan.folding.groups import ToldOnce
from pdsync.render.plan.markdown.pages import Pages
from pdsync.render.plan.markdown.signs import SignStyle, signed

_USUAL = {"create": "+", "delete": "-"}
"""Signs of lines that come or go with all of it; else a field has changed."""

_NAMED = 40
"""Most names of things with the same change; the others are counted."""


@frozen
class Block:
    """One change, or several that are the same: how it is named, and its fields."""

    told: ToldOnce
    pages: Pages
    lines: Sequence[str]
    show_ids: bool

    @classmethod
    def of(cls, told: ToldOnce, pages: Pages, style: SignStyle, *, show_ids: bool) -> Block:
        """Return that of what is told once."""
        lines: Sequence[str] = ()
        if not (told.is_several and told.line):
            lines = body_lines(told.first, style, style.columns, risks=False)
        usual = _USUAL.get(told.first["action"], "!")
        return cls(told, pages, list(signed(lines, usual)), show_ids)

    def text(self, *, is_large: bool) -> str:
        """Return it whole; in a large plan its fields are behind a click, unless it is grave."""
        is_folded = is_large and self.told.danger.is_folded
        return self._folded() if is_folded else self._open()

    def _open(self) -> str:
        parts = [self._several() if self.told.is_several else self._single()]
        parts += [fenced(self.lines, "diff")] if self.lines else []
        return "\n\n".join(parts)

    def _folded(self) -> str:
        if self.told.is_several or not self.lines:
            return self._open()
        fence = fenced(self.lines, "diff")
        return f"<details><summary>{self._summary()}</summary>\n\n{fence}\n\n</details>"

    def _single(self) -> str:
        one = self.told.first
        name = f' "{markdown(one["name"])}"' if _is_named(one) else ""
        return f"{self._bold(_kind(one))} {self._linked(one)}{name} · {markdown(where(one))}"

    def _summary(self) -> str:
        one = self.told.first
        name = f" {html(one['name'])}" if _is_named(one) else ""
        ident = f" {html(one['id'])}" if self.show_ids and one["id"] else ""
        what = f"{self._sign} {_kind(one)} {self.pages.element(one, one['key'])}"
        return f"{what}{name}{ident} <sub>{html(where(one))}</sub>"

    def _linked(self, change: Json) -> str:
        ident = f" {code(change['id'])}" if self.show_ids and change["id"] else ""
        return f"{self.pages.link(change, change['key'])}{ident}"

    def _several(self) -> str:
        changes = self.told.changes
        names = listed([self._linked(one) for one in changes[:_NAMED]], len(changes))
        line = f" · {code(self.told.line)}" if self.told.line else ""
        return f"{self._bold(self.told.count)}{line}\n\n{names}"

    def _bold(self, text: str) -> str:
        return f"**{self._sign} {text}**"

    @property
    def _sign(self) -> str:
        return SIGNS[self.told.first["action"]]


def named(change: Json, pages: Pages) -> str:
    """Return kind, key and name of a change in a sentence, with a link to its page."""
    more = f' "{markdown(change["name"])}"' if _is_named(change) else ""
    return f"{_kind(change)} {pages.link(change, change['key'])}{more}"


def _is_named(change: Json) -> bool:
    return bool(change["key"] != change["name"])


def _kind(change: Json) -> str:
    return str(change["kind"]).replace("_", " ")
