"""Files that are written whole or not at all. Says where it could not be done."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from pdsync.errors import PdsyncError

_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


def refuse_place(file: str, example: str) -> None:
    """Refuse an `--out` that no file can have; `example` is what one may be called."""
    path = Path(file)
    if path.is_dir() or file.endswith(_SEPARATORS):
        hint = f"name a file in it: --out {path / example}"
        raise PdsyncError(f"--out {file}: this is a directory", hint=hint)
    if not path.parent.is_dir():
        hint = f"make it first, or name a file that is to be here: --out {path.name}"
        raise PdsyncError(f"--out {file}: there is no directory {path.parent}", hint=hint)


def write_whole(file: str, text: str, mode: int = 0o600, *, example: str = "plan.json") -> None:
    """Write what `--out` names; by default only its owner may read it."""
    refuse_place(file, example)
    path = Path(file)
    try:
        _write(path, text, mode)
    except OSError as problem:
        raise PdsyncError(f"--out {file}: {problem.strerror}") from None


def _write(path: Path, text: str, mode: int) -> None:
    # mkstemp makes a file of mode 0600 beside the wanted one, so that the rename is atomic.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as target:
            target.write(text)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
