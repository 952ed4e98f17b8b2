"""Writes edited files: each whole or not at all, and only over what was read. Knows no YAML."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pdsync.errors import PdsyncError
from pdsync.source.text.characters import decoded

_AGAIN = "nothing was written: run it again"
_FREE = "make it a file that you may write, in a directory that you may write, and run it again"
_NEW = 0o644


def write_files(new: Mapping[str, str], read: Mapping[str, str]) -> None:
    """Put new texts in the place of those that were read; one that was not read must not exist.

    Raises PdsyncError, before anything is written, when a file is no longer what was read, or
    cannot be written.
    """
    whole = {name: _checked(name, text, read.get(name)) for name, text in new.items()}
    with _prepared(whole) as ready:
        for prepared, path in ready:
            try:
                prepared.replace(path)
            except OSError as problem:
                raise _trouble(str(path), problem) from None


def _checked(name: str, text: str, read: str | None) -> bytes:
    """The bytes of a new text, with the mark that the file began with."""
    old = _bytes_of(name)
    if (None if old is None else decoded(old, name)[0]) != read:
        what = f"there is a file {name} already" if read is None else _changed(name, old)
        raise PdsyncError(what, hint=_AGAIN)
    begins = codecs.BOM_UTF8 if old and old.startswith(codecs.BOM_UTF8) else b""
    return begins + text.encode()


def _changed(name: str, old: bytes | None) -> str:
    return f"{name} {'is gone' if old is None else 'was changed'} since it was read"


def _bytes_of(name: str) -> bytes | None:
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise _trouble(name, problem) from None


def _trouble(name: str, problem: OSError) -> PdsyncError:
    return PdsyncError(f"{name} cannot be written: {problem.strerror}", hint=_FREE)


@contextmanager
def _prepared(whole: Mapping[str, bytes]) -> Iterator[list[tuple[Path, Path]]]:
    """The new contents beside the files that they are to replace; gone again if they do not."""
    ready: list[tuple[Path, Path]] = []
    try:
        for name, content in whole.items():
            path = Path(os.path.realpath(name))  # a link stays one
            try:
                ready.append((_beside(path, content), path))
            except OSError as problem:
                raise _trouble(name, problem) from None
        yield ready
    finally:
        for prepared, _ in ready:
            prepared.unlink(missing_ok=True)


def _beside(path: Path, content: bytes) -> Path:
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    prepared = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        prepared.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else _NEW)
    except OSError:
        prepared.unlink(missing_ok=True)
        raise
    return prepared
