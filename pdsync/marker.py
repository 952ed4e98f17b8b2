"""First lines of Markdown that pdsync writes, by which a forge's comment is found again. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"<!-- pdsync (?P<what>plan|drift) stack=(?P<stack>(?:[0-9a-f]{2})*) -->")
_NOTHING = "<!-- pdsync: nothing to tell -->"


@dataclass(frozen=True)
class Marker:
    """Subject of a text: `plan` or `drift`, and the stack that it is about; empty for none."""

    what: str
    stack: str

    @property
    def line(self) -> str:
        """The line, of which nothing in a stack's name can break out: it is in hexadecimal."""
        return f"<!-- pdsync {self.what} stack={self.stack.encode().hex()} -->"


def marked(what: str, stack: str | None, *, nothing: bool) -> str:
    """Return the lines above a text; `nothing` says that it tells of no change."""
    line = Marker(what, stack or "").line
    return f"{line}\n{_NOTHING}" if nothing else line


def marker_of(text: str) -> Marker | None:
    """Return the subject of a text by its whole first line; None for a text that has no such."""
    found = _LINE.fullmatch(_lines(text)[0])
    if not found:
        return None
    try:
        return Marker(found["what"], bytes.fromhex(found["stack"]).decode())
    except UnicodeDecodeError:
        return None


def tells_nothing(text: str) -> bool:
    """Return True for a text that says itself that it tells of no change."""
    return _lines(text)[1:2] == [_NOTHING]


def _lines(text: str) -> list[str]:
    """The first lines; those of a text that was edited in a browser end with CR as well."""
    return [line.rstrip("\r") for line in text.split("\n", 2)]
