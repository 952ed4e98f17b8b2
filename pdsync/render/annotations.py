"""Annotations of GitHub Actions, which its runner reads in the log and shows at lines of files.

The runner takes ten of a level from a step and says nothing of the others: the tenth counts them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from pdsync.frozen import frozen
from pdsync.render._counts import counted
from pdsync.render._escape import for_runner, visible

MOST_ANNOTATIONS = 10
"""Of a level, from one step."""
_LONGEST = 4_000
"""The runner cuts a message at 4,096 characters."""
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


@frozen
class Annotation:
    """A message at a line of a file, or at none: its level is error, warning or note."""

    level: str
    message: str
    title: str
    file: str | None = None
    line: int = 1
    columns: tuple[int, int] | None = None

    @property
    def _where(self) -> dict[str, object]:
        if self.file is None:
            return {}
        columns = dict(zip(("col", "endColumn"), self.columns, strict=True)) if self.columns else {}
        return {"file": visible(self.file), "line": self.line, **columns}

    def written(self) -> str:
        """Return the line that the runner obeys."""
        properties = {**self._where, "title": self.title}
        told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        return f"::{_COMMANDS[self.level]} {told}::{_data(self.message)}"


def annotation_lines(
    found: Iterable[Annotation], *, title: str, most: int, with_rest: bool = False
) -> list[str]:
    """Return a line for each annotation, errors first; what is left over follows `with_rest`.

    `title` is that of the annotation that counts them, `most` how many of a level there may be.
    """
    order = sorted(found, key=lambda one: [*_COMMANDS].index(one.level))
    lines: list[str] = []
    for level, ones in groupby(order, key=lambda one: one.level):
        told = [one.written() for one in ones]
        if len(told) > most:
            more = f"and {counted(len(told) - most + 1, f'more {level}')}, in the log"
            rest = told[most - 1 :] if with_rest else []
            told = [*told[: most - 1], f"::{_COMMANDS[level]} title={title}::{more}", *rest]
        lines += told
    return lines


def _data(text: str) -> str:
    text = for_runner(text)
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return cut.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
