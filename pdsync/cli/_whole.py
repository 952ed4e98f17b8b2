"""Files that are written whole or not at all. Says where it could not be done."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from pdsync.errors import PdsyncError


def write_whole(file: str, text: str, mode: int = 0o600) -> None:
    """Write what `--out` names; by default only its owner may read it."""
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
