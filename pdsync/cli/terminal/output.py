"""Writing to the terminal and asking there. A reader who leaves, or a full disk, ends no apply."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TextIO

import click

from pdsync.cli.terminal.actions import in_actions
from pdsync.cli.terminal.hyperlinks import shows_links

if TYPE_CHECKING:
    from pdsync.render import Style

_NARROWEST = 40
_CLEAR_LINE = "\r\x1b[2K"


class Output:
    """Standard output and standard error of one command.

    `out` is for what was asked for, `err` for everything else.

    Attributes:
        loudness: `quiet`, `verbose`, or None for neither.
        lost: why something could not be written.
    """

    def __init__(self, *, color: bool = True) -> None:
        self._color = color
        self._transient = False
        self._styles: dict[TextIO, Style] = {}
        self._writing = RLock()
        self.loudness: str | None = None
        self.lost: OSError | None = None
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")

    @property
    def out_style(self) -> Style:
        """Style of standard output."""
        return self._style_of(sys.stdout)

    @property
    def err_style(self) -> Style:
        """Style of standard error."""
        return self._style_of(sys.stderr)

    def _style_of(self, stream: TextIO) -> Style:
        """Return the style of a stream: asked each time of a terminal, which may be resized."""
        known = self._styles.get(stream)
        if known is None or known.wraps:
            known = self._styles[stream] = _style(stream, color=self._color)
        return known

    def out(self, text: str) -> None:
        """Write what the command is asked for: in Actions nothing that its runner obeys."""
        self.raw(_for_log(text))

    def raw(self, text: str) -> None:
        """Write lines that the runner of Actions is to obey, or a page that is for no log."""
        self.clear()
        self._write(text + "\n", sys.stdout)

    def blocks(self, texts: Sequence[str]) -> None:
        """Write texts with an empty line between them; nothing where there are none."""
        if texts:
            self.out("\n\n".join(texts))

    def err(self, text: str) -> None:
        """Write what is beside it."""
        self.clear()
        self._write(_for_log(text) + "\n", sys.stderr)

    @property
    def is_quiet(self) -> bool:
        """True where progress and explanations are not wanted."""
        return self.loudness == "quiet"

    @property
    def follow(self) -> Callable[[str], None] | None:
        """Return what is told about each request, None where nobody asked for that."""
        return self.err if self.loudness == "verbose" else None

    def aside(self, text: str) -> None:
        """Write progress or an explanation beside the answer: nothing with --quiet."""
        if not self.is_quiet:
            self.err(text)

    @property
    def shows_transient(self) -> bool:
        """True on a terminal, unless less or more is wanted than lines that are replaced."""
        return self.loudness is None and self._can_replace_lines

    @cached_property
    def _can_replace_lines(self) -> bool:
        return _is_capable(sys.stderr)

    def transient(self, text: str) -> None:
        """On a terminal: a line that the next output replaces. Elsewhere nothing."""
        if self.shows_transient:
            self._write(f"{_CLEAR_LINE}{text}", sys.stderr)
            self._transient = True

    def clear(self) -> None:
        """Remove the transient line."""
        if self._transient:
            self._transient = False
            self._write(_CLEAR_LINE, sys.stderr)

    def at_once(self, text: str) -> None:
        """Write from a signal handler: past the buffers, since a write to them may be under way."""
        start = _CLEAR_LINE if self._transient else ""
        with suppress(OSError):
            os.write(sys.stderr.fileno(), f"{start}{text}\n".encode())

    @property
    def is_one_place(self) -> bool:
        """True if standard output and standard error go to one terminal or file."""
        try:
            places = [os.fstat(one.fileno()) for one in (sys.stdout, sys.stderr)]
        except (OSError, ValueError):
            return False
        is_known = all(one.st_ino for one in places)  # 0 where there is no such number
        return is_known and len({(one.st_dev, one.st_ino) for one in places}) == 1

    def can_ask(self) -> bool:
        """True if a person can read a question and answer it."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, question: str) -> bool:
        """Ask; anything but y and yes is a no."""
        self.clear()
        self._write(question, sys.stderr)
        return sys.stdin.readline().strip().lower() in {"y", "yes"}

    def _write(self, text: str, stream: TextIO) -> None:
        try:
            with self._writing:
                click.echo(text, file=stream, nl=False, color=True)
        except BrokenPipeError:
            _discard(stream)
        except OSError as problem:
            self.lost = problem
            _discard(stream)


def _for_log(text: str) -> str:
    if not in_actions():
        return text
    from pdsync.render import for_runner

    return for_runner(text)


def _style(stream: TextIO, *, color: bool) -> Style:
    from pdsync.render import Style

    wide, high = _terminal_size()
    columns, lines = max(wide, _NARROWEST), high if stream.isatty() else None
    is_shown = color and not os.environ.get("NO_COLOR") and _is_capable(stream)
    links = is_shown and shows_links(os.environ)
    return Style(is_shown, columns, wraps=stream.isatty(), links=links, lines=lines)


def _terminal_size() -> tuple[int, int]:
    """Return columns and lines, as `shutil` does; that would load what packs archives."""
    found = (0, 0)
    with suppress(AttributeError, ValueError, OSError):  # standard output is none, or no terminal
        found = os.get_terminal_size(sys.__stdout__.fileno())  # type: ignore[union-attr]  # None has none
    return _wished("COLUMNS") or found[0] or 80, _wished("LINES") or found[1] or 24


def _wished(name: str) -> int:
    try:
        return max(int(os.environ.get(name, "")), 0)
    except ValueError:
        return 0


def _is_capable(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _discard(stream: TextIO) -> None:
    """From now on nobody reads this stream: write into nothing, also what is buffered."""
    with suppress(OSError), Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), stream.fileno())
