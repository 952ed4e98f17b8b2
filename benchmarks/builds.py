"""The builds of pdsync that are measured: this one, and an earlier one beside it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT / ".bench"
"""Where earlier builds are checked out, each with an environment of its own; ignored by git."""
WINDOWS = sys.platform == "win32"


class BenchmarkError(Exception):
    """Something did not do what is to be measured; its text says what happened."""


@dataclass(frozen=True)
class Build:
    """One build: its name, the Python that has it, and its checkout."""

    name: str
    python: str
    root: Path

    @property
    def pdsync(self) -> tuple[str, ...]:
        """The command line that starts it, wherever it is called."""
        return self.python, "-P", "-m", "pdsync"


THIS = Build("this", sys.executable, ROOT)


def checked_out(commit: str) -> Build:
    """Check out an earlier build in a worktree and install it there, unless that is done."""
    found = resolved(commit)
    root = BESIDE / found
    if not root.exists():
        said(["git", "worktree", "prune"])
        said(["git", "worktree", "add", "--detach", str(root), found])
    said(["make", "-C", str(root), "setup", f"PYTHON={sys.executable}"])
    python = root / ".venv" / ("Scripts/python.exe" if WINDOWS else "bin/python")
    return Build(found, str(python), root)


def resolved(commit: str) -> str:
    """Return the short hash of a commit, however it is written."""
    try:
        return said(["git", "rev-parse", "--short", "--verify", f"{commit}^{{commit}}"])
    except BenchmarkError:
        told = f"git knows no commit `{commit}` here: the base is a commit, a branch or a tag"
        raise BenchmarkError(told) from None


def said(command: list[str]) -> str:
    """Return what a command prints; raises BenchmarkError unless it exits with 0."""
    own = ("MAKE", "MFLAGS", "VENV")  # those of the make that runs this
    env = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    ended = subprocess.run(  # noqa: S603 - git and make, by arguments of whoever measures
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise BenchmarkError(f"{' '.join(command)} exited {ended.returncode}:\n{ended.stderr}")
    return ended.stdout.strip()


def compiled(build: Build) -> Build:
    """Compile a build's modules, so that no run does it while it is measured."""
    said([build.python, "-m", "compileall", "-q", str(build.root / "pdsync")])
    return build


@cache
def knows(build: Build, command: str, option: str) -> bool:
    """Return True if a command of a build has an option: earlier ones are asked without."""
    return option in said([*build.pdsync, command, "--help"])
