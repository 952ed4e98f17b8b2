"""Names of the stacks that a repository has: those of its settings files, wherever they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from pdsync.source._load import SETTINGS_FILE, load_texts
from pdsync.source.revision.revisions import Revision, git_of

_HEAD = "HEAD"


def stacks_around(directory: Path, environment: Mapping[str, str]) -> frozenset[str] | None:
    """Return all stacks of the commit that is checked out; None where that cannot be told for sure.

    Raises PdsyncError without git or a repository.
    """
    git = git_of(directory, Revision(_HEAD, None), environment)
    listed = git.answer("ls-tree", "-r", "-z", "--name-only", _HEAD)
    paths = [PurePosixPath(one) for one in (listed or b"").decode("utf-8", "replace").split("\0")]
    named: set[str] = set()
    for path in (one for one in paths if one.name == SETTINGS_FILE):
        raw = git.answer("cat-file", "blob", f"{_HEAD}:{path}")
        if raw is None:  # of a partial clone, say
            return None
        config = load_texts({path.as_posix(): raw}, directory=path.parent.as_posix())
        if config.settings.stack:
            named.add(config.settings.stack)
        elif config.is_broken:
            return None
    return frozenset(named)
