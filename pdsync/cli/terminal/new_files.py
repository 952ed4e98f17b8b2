"""New files of a directory: each whole or not there, and never in the place of another."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pdsync.cli.terminal.interrupt import held_back
from pdsync.cli.terminal.whole_file import write_whole
from pdsync.disk import dead_link, way_out, why_not
from pdsync.errors import PdsyncError

_OURS = ".pdsync-new-"
_MODE = 0o644
_ELSE = "make it a directory in which you may write, and run it again"


def write_new(top: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write those files below a directory that are not there. Returns which those are.

    All are written in full beside their places before the first gets its own; when that does not
    go to its end, all is as it was.

    Raises:
        PdsyncError: something could not be written, or would be outside of the directory.
    """
    for path in files:
        _check(top, path)
    new = [path for path in files if not _is_there(top / path)]
    if not new:
        return ()
    with held_back():
        made = _made(top, {path: files[path] for path in new})
    return tuple(path for path in new if top / path in made)


def _made(top: Path, files: Mapping[str, str]) -> list[Path]:
    """Return the files and directories that were made: all, or none if something is in the way."""
    made: list[Path] = []
    try:
        _make_directories(top, made)
        _place(top, files, made)
    except OSError as problem:
        _undo(made)
        where = problem.filename if isinstance(problem.filename, str) else str(top)
        what = f"nothing was written: {_shown(where, top)}: {why_not(problem)}"
        raise PdsyncError(what, hint=way_out(problem, _ELSE)) from None
    except BaseException:
        _undo(made)
        raise
    return made


def _check(top: Path, path: str) -> None:
    """Refuse a path that leads out of the directory, or through something that is none."""
    if dead := dead_link((top / path).parent):
        raise PdsyncError(
            f"{dead} is a link to {dead.readlink()}, where nothing is",
            hint="make that directory, or remove the link",
        )
    for folder in reversed((top / path).parents):
        if folder.exists() and not folder.is_dir():
            raise PdsyncError(
                f"{folder} is a file, not a directory", hint="move it, or name another"
            )
    if not Path(os.path.realpath((top / path).parent)).is_relative_to(os.path.realpath(top)):
        raise PdsyncError(
            f"{(top / path).parent} leads out of {top} by a symbolic link",
            hint="make it a directory, and run it again",
        )


def _is_there(path: Path) -> bool:
    """Return True for whatever has this name, a link that leads nowhere too."""
    return os.path.lexists(path)


def _place(top: Path, files: Mapping[str, str], made: list[Path]) -> None:
    staged = Path(tempfile.mkdtemp(prefix=_OURS, dir=top))
    try:
        for number, text in enumerate(files.values()):
            write_whole(staged / str(number), text, _MODE)
        for number, path in enumerate(files):
            _make_directories((top / path).parent, made)
            _move(staged / str(number), top / path, made)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _make_directories(folder: Path, made: list[Path]) -> None:
    for one in reversed((folder, *folder.parents)):
        if not one.is_dir():
            one.mkdir()
            made.append(one)


def _move(staged: Path, path: Path, made: list[Path]) -> None:
    """Give a file its place, unless somebody else was quicker: theirs stays."""
    try:
        os.link(staged, path)
    except OSError:  # it is taken, or the disk has no links
        if _is_there(path):
            return
        staged.rename(path)
    made.append(path)


def _undo(made: list[Path]) -> None:
    for one in reversed(made):
        with suppress(OSError):
            one.rmdir() if one.is_dir() else one.unlink()


def _shown(where: str, top: Path) -> str:
    """Return the place; of ours beside it nobody knows."""
    return str(top) if _OURS in where else where
