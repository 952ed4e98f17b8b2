"""Target of `--out` for many files: a new directory, written whole or not at all.

--out policies      there is none of that name yet, or an empty one
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pdsync.cli.terminal.interrupt import held_back
from pdsync.cli.terminal.whole_file import write_whole
from pdsync.disk import dead_link, leads_out, way_out, why_not
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen

_MODE = 0o755
_FILES = 0o644


@frozen
class NewDirectory:
    """Directory that is made with all of its files, or not at all."""

    name: str

    def check(self) -> None:
        """Refuse a place where nothing can be made, before the work that it would lose."""
        try:
            self._check()
        except OSError as problem:
            raise self._error(why_not(problem)) from None

    def _check(self) -> None:
        path, here = Path(self.name), Path.cwd()
        if dead := dead_link(path):
            raise self._error(
                f"{dead} is a link to {dead.readlink()}, where nothing is",
                "name that directory itself, or remove the link",
            )
        if path.exists() and not path.is_dir():
            raise self._error("there is a file of that name", "name a directory that is not there")
        if path.is_dir() and any(path.iterdir()):
            raise self._error(
                "this directory is not empty", "name one that is not there yet, or an empty one"
            )
        target = self._target
        if leads_out(path):
            raise self._error(
                f"a link leads out of this directory, to {target}",
                "name that directory itself, or remove the link",
            )
        if target == here:
            raise self._error("this is the working directory", "name one in it: --out policies")
        if not target.parent.is_dir():
            raise self._error(f"there is no directory {path.parent}", "make it first")
        if not os.access(target.parent, os.W_OK):
            raise self._error("nothing may be written there", "name another place")

    def write(self, files: Mapping[str, str]) -> None:
        """Write files beside the place, and move them there when all of them are whole."""
        self.check()
        with held_back():
            self._write(files)

    def _write(self, files: Mapping[str, str]) -> None:
        beside: Path | None = None
        try:
            beside = Path(tempfile.mkdtemp(prefix=".pdsync-", dir=self._target.parent))
            for name, text in files.items():
                write_whole(beside / name, text, _FILES)
            beside.chmod(_MODE)
            beside.replace(self._target)
            beside = None
        except OSError as problem:
            hint = f"nothing was written: {way_out(problem, 'name another place')}"
            raise self._error(why_not(problem), hint) from None
        finally:
            if beside is not None:
                with suppress(OSError):
                    shutil.rmtree(beside)

    @property
    def _target(self) -> Path:
        return Path(os.path.realpath(self.name))

    def _error(self, why: str, hint: str | None = None) -> PdsyncError:
        return PdsyncError(f"--out {self.name}: {why}", hint=hint)
