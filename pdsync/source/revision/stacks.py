"""Names of the stacks that a repository has: those of its settings files, wherever they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from pdsync.frozen import frozen
from pdsync.source._load import SETTINGS_FILE, load_texts, stack_of
from pdsync.source.revision.git import Git
from pdsync.source.revision.revisions import Revision, commit_of, git_of

_HEAD = "HEAD"


@frozen
class CheckedOut:
    """Stacks of the commit that is checked out.

    Attributes:
        commit: its id.
        stacks: the names that its settings files have.
        has_others: True where one of these files does not tell its name, so that there may be more.
    """

    commit: str
    stacks: frozenset[str]
    has_others: bool


def stacks_around(directory: Path, environment: Mapping[str, str]) -> CheckedOut:
    """Return the stacks of the repository of a directory.

    Raises PdsyncError without git, a repository or a commit.
    """
    git = git_of(directory, Revision(_HEAD, None), environment)
    commit = commit_of(git, _HEAD)
    listed = git.answer("ls-tree", "-r", "-z", "--name-only", commit)
    paths = [PurePosixPath(one) for one in (listed or b"").decode("utf-8", "replace").split("\0")]
    named = [_stack_of(git, commit, path) for path in paths if path.name == SETTINGS_FILE]
    return CheckedOut(commit, frozenset(filter(None, named)), listed is None or None in named)


def _stack_of(git: Git, commit: str, path: PurePosixPath) -> str | None:
    """Return the name in a settings file; empty where it has none, None where that is not told."""
    raw = git.answer("cat-file", "blob", f"{commit}:{path}")
    if raw is None:  # of a partial clone, say
        return None
    config = load_texts({path.as_posix(): raw}, directory=path.parent.as_posix())
    return stack_of(config) or (None if config.is_broken else "")
