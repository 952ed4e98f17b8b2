"""Stretches of a text that give way to another, those of comments among them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.changes import Comment
from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.source.edit.outline import Outline


class NotEditable(Exception):
    """Raised for a change that cannot be made; `reason` is a sentence, `hint` what to do."""

    def __init__(self, reason: str, hint: str = "make the edit by hand") -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


@frozen
class Splice:
    """A stretch of text, from `start` to before `end`, that gives way to another."""

    start: int
    end: int
    text: str = ""


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Make some splices of a text; no two of them may overlap."""
    parts, done = [], 0
    for one in sorted(splices, key=lambda one: one.start):
        parts += [text[done : one.start], one.text]
        done = one.end
    return "".join([*parts, text[done:]])


def comment_splice(whole: Outline, change: Comment) -> Splice:
    """Find a comment to take away, with the space before it or its line, or to write anew."""
    start = whole.offset(Place(whole.file, change.line, change.column))
    end = start + len(change.old)
    if (start, change.old) not in whole.comments:
        raise NotEditable("the comment is not there")
    if change.new:
        return Splice(start, end, change.new)
    line = whole.line_start(start)
    before = whole.text[line:start]
    if before.strip(" \t"):
        return Splice(line + len(before.rstrip()), end)
    return Splice(line, whole.next_line(start))
