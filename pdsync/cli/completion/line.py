"""A line of a shell that is being written, in words. Expands nothing and runs nothing."""

from __future__ import annotations

from pdsync.frozen import frozen

_ESCAPED_IN_DOUBLE = '"\\$`'


@frozen
class ShellLine:
    """Words before the cursor, and the one that it stands in.

    Attributes:
        words: the finished ones, without their quotes.
        current: what there is of the one that is being written.
        cut: where in it the part begins that the shell replaces: bash takes what stands before a
            character such as `:` or `=` for a word of its own.
    """

    words: tuple[str, ...]
    current: str
    cut: int


class _Splitter:
    def __init__(self, breaks: str) -> None:
        self._breaks = breaks
        self.words: list[str] = []
        self.word: list[str] | None = None
        self.cut = 0
        self.quote = ""
        self.escaped = False

    def take(self, char: str) -> None:
        if self.escaped:
            self.escaped = False
            if self.quote and char not in _ESCAPED_IN_DOUBLE:
                self._add("\\")
            self._add(char)
        elif char == "\\" and self.quote != "'":
            self.escaped = True
            self._add("")
        elif self.quote:
            self._inside(char)
        else:
            self._outside(char)

    def _inside(self, char: str) -> None:
        if char == self.quote:
            self.quote = ""
        else:
            self._add(char)

    def _outside(self, char: str) -> None:
        if char.isspace():
            if self.word is not None:
                self.words.append("".join(self.word))
            self.word, self.cut = None, 0
            return
        if char in "'\"":
            self.quote = char
            self._add("")
        else:
            self._add(char)
        if char in self._breaks:
            self.cut = len("".join(self.word or []))

    def _add(self, text: str) -> None:
        self.word = [*(self.word or []), text]


def split(text: str, breaks: str) -> ShellLine:
    """Split a line that ends at the cursor; quotes may be open. `breaks` are those of bash."""
    splitter = _Splitter(breaks)
    for char in text:
        splitter.take(char)
    return ShellLine(tuple(splitter.words), "".join(splitter.word or []), splitter.cut)
