"""Writes edited files: all of them whole or none, and only over what was read. Knows no YAML.

All contents, old and new, are beside the files before the first is replaced: then nothing is needed
of the disk but other names, and what was replaced gets its old content back if the next is not.
"""

from __future__ import annotations

import codecs
import errno
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pdsync.disk import way_out, why_not
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.series import all_of
from pdsync.source.text.characters import decoded

_AGAIN = "nothing was written: run it again"
_ELSE = "make it a file that you may write, in a directory that you may write, and run it again"
_NEW = 0o644


def write_files(new: Mapping[str, str], read: Mapping[str, str]) -> None:
    """Put new texts in the place of those that were read; one that was not read must not exist.

    Raises PdsyncError, with every file as it was, when one is no longer what was read, or cannot be
    written. So it is after an interruption.
    """
    whole = [_checked(name, text, read.get(name)) for name, text in new.items()]
    with _prepared(whole) as ready:
        done: list[_Ready] = []
        try:
            for one in ready:
                one.replace(done)
        except BaseException:
            _put_back(done)
            raise


@frozen
class _Content:
    """Content of a file, None where there is none, and the one that it is to have."""

    name: str
    old: bytes | None
    new: bytes


@frozen
class _Ready:
    """Contents beside the file that they are for: the new one, and the old one to go back to."""

    content: _Content
    path: Path
    new: Path
    old: Path | None

    def replace(self, done: list[_Ready]) -> None:
        """Put the new content in the place of the old one, and note that it is there."""
        now = _bytes_of(self.content.name)
        if now != self.content.old:
            raise _other(self.content.name, self.content.old, now)
        done.append(self)  # before it is so: an interruption may come between the two
        try:
            self.new.replace(self.path)
        except OSError as problem:
            done.remove(self)
            raise _trouble(self.content.name, problem) from None

    def put_back(self) -> None:
        """Put the old content in the place of the new one, where that is there."""
        if self.new.exists():
            return
        if self.old is None:
            self.path.unlink(missing_ok=True)
        else:
            self.old.replace(self.path)


def _put_back(done: Sequence[_Ready]) -> None:
    left = []
    for one in reversed(done):
        try:
            one.put_back()
        except OSError:
            left.append(one.content.name)
    if left:
        what = f"{all_of(sorted(left))} was written, and could not be put back"
        raise PdsyncError(what, hint="see with `git diff` what is new there")


def _checked(name: str, text: str, read: str | None) -> _Content:
    """The contents of a file, with the mark that it began with."""
    old = _bytes_of(name)
    if (None if old is None else decoded(old, name)[0]) != read:
        raise _other(name, None if read is None else b"", old)
    begins = codecs.BOM_UTF8 if old and old.startswith(codecs.BOM_UTF8) else b""
    return _Content(name, old, begins + text.encode())


def _other(name: str, expected: bytes | None, found: bytes | None) -> PdsyncError:
    """Say that a file is not what was read."""
    if expected is None:
        return PdsyncError(f"there is a file {name} already", hint=_AGAIN)
    what = "is gone" if found is None else "was changed"
    return PdsyncError(f"{name} {what} since it was read", hint=_AGAIN)


def _bytes_of(name: str) -> bytes | None:
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        return b"" if os.path.lexists(name) else None  # a link to what is not there is there
    except OSError as problem:
        raise _trouble(name, problem) from None


def _trouble(name: str, problem: OSError) -> PdsyncError:
    hint = way_out(problem, _ELSE)
    return PdsyncError(f"{name} cannot be written: {why_not(problem)}", hint=hint)


@contextmanager
def _prepared(whole: Sequence[_Content]) -> Iterator[list[_Ready]]:
    """The contents beside the files that they are for; gone when all is over."""
    beside: list[Path] = []
    try:
        yield [_made_ready(one, beside) for one in whole]
    finally:
        for path in beside:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _made_ready(content: _Content, beside: list[Path]) -> _Ready:
    path = Path(os.path.realpath(content.name))  # a link stays one
    try:
        new = _beside(path, content.new, beside)
        old = None if content.old is None else _beside(path, content.old, beside)
    except OSError as problem:
        raise _trouble(content.name, problem) from None
    return _Ready(content, path, new, old)


def _beside(path: Path, content: bytes, beside: list[Path]) -> Path:
    """Write a content beside a file, in its mode; what is begun is noted at once."""
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    prepared = Path(name)
    beside.append(prepared)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    prepared.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else _NEW)
    return prepared
