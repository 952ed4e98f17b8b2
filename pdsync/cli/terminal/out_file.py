"""Target of `--out` and its like: a file, written whole or not at all, a device, or the output.

--out plan.json     a new file, or one that pdsync made earlier; another takes --force
--out latest.json   a link stays one: the file that it leads to is written
--out /dev/fd/3     what is no plain file is written to, as the shell would
--out -             standard output
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pdsync.cli.terminal.interrupt import held_back
from pdsync.cli.terminal.whole_file import write_whole
from pdsync.disk import leads_out, way_out, why_not
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.on_demand import regex

_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))
_DEVICES = ("/dev/", "/proc/")
"""What these name is open already, even where it is a plain file: `/dev/stdout`."""
_DESCRIPTOR = regex(r"/(?:dev|proc/self)/fd/([0-9]{1,9})")
_STREAMS = {"-": 1, "/dev/stdout": 1, "/dev/stderr": 2}
_LARGEST_READ = 64 * 2**20
"""Bytes of a file that is looked at: no output of pdsync is longer."""


@frozen
class Out:
    """Place where a command writes what it makes.

    Attributes:
        file: as it was given; `-` is standard output.
        example: what such a file may be called.
        mode: the permissions of a plain file.
        force: whether a file that pdsync did not make is written over.
        option: by which it was given.
    """

    file: str
    example: str
    mode: int
    force: bool = False
    option: str = "--out"

    @property
    def is_stdout(self) -> bool:
        """True for standard output, which is not written here."""
        return self._descriptor == 1

    @property
    def _descriptor(self) -> int | None:
        """The number of what is open already, by any of its names."""
        if found := _DESCRIPTOR.fullmatch(self.file):
            return int(found[1])
        return _STREAMS.get(self.file)

    def check(self) -> None:
        """Refuse a place where nothing can be written, before the work that it would lose."""
        if not self.is_stdout:
            with self._in_words():
                self._target()

    def write(self, text: str) -> None:
        """Write it; an earlier file is replaced when all of it is there."""
        with self._in_words():
            target = self._target()
            if target is None:
                # What is open has a place in its file, which opening it anew would not go by.
                number = self._descriptor
                place = self.file if number is None else os.dup(number)
                with open(place, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123 - a number is no path
                    stream.write(text)
            else:
                with held_back():
                    _replace(target, text, self.mode)

    def _target(self) -> Path | None:
        """The plain file that is to be written; None where something else is written to."""
        path = Path(self.file)
        if _is_directory(path) or self.file.endswith(_SEPARATORS):
            raise self._error(
                "this is a directory", f"name a file in it: {self.option} {path / self.example}"
            )
        if self.file.startswith(_DEVICES) or _is_special(path):
            return None
        target = self._led_to(path)
        if not target.parent.is_dir():
            hint = f"make it first, or name a file that is to be here: {self.option} {path.name}"
            missing = target.parent if path.is_symlink() else path.parent
            raise self._error(f"there is no directory {missing}", hint)
        if target.exists() and not self.force and not _is_ours(target):
            with_force = ", or write over it with --force" if self.option == "--out" else ""
            hint = f"name another file{with_force}"
            raise self._error("there is a file that pdsync did not make", hint)
        return target

    def _led_to(self, path: Path) -> Path:
        """The file after all links, which may not lead out of the working directory."""
        target = Path(os.path.realpath(path))
        if leads_out(path):
            hint = "name that file itself, or remove the link"
            raise self._error(f"a link leads out of this directory, to {target}", hint)
        return target

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            raise self._error(why_not(problem), way_out(problem, "name another place")) from None

    def _error(self, why: str, hint: str | None = None) -> PdsyncError:
        return PdsyncError(f"{self.option} {self.file}: {why}", hint=hint)


def _is_directory(path: Path) -> bool:
    """Return True for a directory; a name that none can have is an OSError."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _is_special(path: Path) -> bool:
    """Return True if there is something that is no plain file: a device, a FIFO, a pipe."""
    return path.exists() and not path.is_file()


def _is_ours(path: Path) -> bool:
    """Return True if nothing is lost with the file: it is empty, or pdsync made it."""
    from pdsync.render import is_made_by_pdsync

    try:
        if path.stat().st_size > _LARGEST_READ:
            return False
        return is_made_by_pdsync(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return False


def _replace(path: Path, text: str, mode: int) -> None:
    # mkstemp makes a file of mode 0600 beside the wanted one, so that the rename is atomic.
    handle, name = tempfile.mkstemp(prefix=".pdsync-", dir=path.parent)
    os.close(handle)
    try:
        write_whole(Path(name), text, mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
