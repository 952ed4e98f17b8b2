"""Questions to git about a repository. Changes nothing, and lets git reach no network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen

_TAKEN_OVER = ("HOME", "PATH", "SYSTEMROOT", "TMPDIR", "USERPROFILE", "XDG_CONFIG_HOME")
"""What git needs of the environment; a hook's `GIT_DIR` would mean another repository."""
_SET = {
    "LC_ALL": "C",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_QUIET = ("-c", "protocol.allow=never", "-c", "core.fsmonitor=false", "--no-pager")
"""Options by which git fetches nothing that a partial clone lacks, and starts no helper."""
_LONGEST = 60
_ANOTHERS = b"dubious ownership"


@frozen
class Git:
    """Git at work in the repository at `root`, in an environment that it is given."""

    root: Path
    environment: Mapping[str, str]

    def answer(self, *arguments: str, given: bytes = b"") -> bytes | None:
        """Return what git prints; None where it refuses."""
        done = self._run(arguments, given)
        if done.returncode == 0:
            return done.stdout
        if _ANOTHERS in done.stderr:
            raise PdsyncError(
                f"git reads nothing of {self.root}, since it belongs to another user",
                hint=f"trust it: git config --global --add safe.directory {self.root}",
            )
        return None

    def _run(self, arguments: tuple[str, ...], given: bytes) -> subprocess.CompletedProcess[bytes]:
        command = [self._program(), *_QUIET, *arguments]
        try:
            return subprocess.run(  # noqa: S603 - no shell, and a program that is not the user's
                command,
                cwd=self.root,
                env=self._environment(),
                input=given,
                capture_output=True,
                check=False,
                timeout=_LONGEST,
            )
        except OSError:
            raise _no_git() from None
        except subprocess.TimeoutExpired:
            raise PdsyncError(f"git gives no answer within {_LONGEST} seconds") from None

    def _program(self) -> str:
        """Return where git is; never one that stands in the repository."""
        found = shutil.which("git", path=self.environment.get("PATH", ""))
        real = Path(os.path.realpath(found)) if found else None
        if not found or not real or real.is_relative_to(os.path.realpath(self.root)):
            raise _no_git()
        return os.path.abspath(found)  # noqa: PTH100 - follows no links, by which git is called

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in self.environment.items()
            if name in _TAKEN_OVER or name.startswith("GIT_CONFIG_")
        }
        return kept | _SET


def _no_git() -> PdsyncError:
    return PdsyncError(
        "there is no git on this machine, which reads the revision",
        hint="install git, or leave the revision out",
    )
