"""First lines of Markdown that pdsync writes, by which a forge's comment is found again. Pure."""

from __future__ import annotations

from enum import Enum

from pdsync.frozen import frozen
from pdsync.on_demand import regex

_LINE = regex(r"<!-- pdsync (?P<what>plan|drift|undo) stack=(?P<stack>(?:[0-9a-f]{2})*) -->")


class Tells(Enum):
    """What a text tells of its subject, with the line that says so."""

    CHANGES = ""
    NOTHING = "<!-- pdsync: nothing to tell -->"
    UNKNOWN = "<!-- pdsync: not known -->"


@frozen
class Marker:
    """Subject of a text: `plan`, `drift` or `undo`, and the stack it is about; empty for none."""

    what: str
    stack: str

    @property
    def line(self) -> str:
        """The line, of which nothing in a stack's name can break out: it is in hexadecimal."""
        return f"<!-- pdsync {self.what} stack={self.stack.encode().hex()} -->"


def marked(what: str, stack: str | None, tells: Tells) -> str:
    """Return the lines above a text about a stack, if it has one."""
    line = Marker(what, stack or "").line
    return f"{line}\n{tells.value}" if tells.value else line


def marker_of(text: str) -> Marker | None:
    """Return the subject of a text by its whole first line; None for a text that has no such."""
    found = _LINE.fullmatch(_lines(text)[0])
    if not found:
        return None
    try:
        return Marker(found["what"], bytes.fromhex(found["stack"]).decode())
    except UnicodeDecodeError:
        return None


def told_in(text: str) -> Tells:
    """Return what a text says itself that it tells."""
    second = "".join(_lines(text)[1:2])
    return next((one for one in Tells if one.value == second), Tells.CHANGES)


def _lines(text: str) -> list[str]:
    """The first lines; those of a text that was edited in a browser end with CR as well."""
    return [line.rstrip("\r") for line in text.split("\n", 2)]
