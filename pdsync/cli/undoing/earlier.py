"""The configuration at the revision that `--to` names, and those that came after it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pdsync.cli.merging.revision import sound_config
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.reconcile import Undone
from pdsync.reconcile.going_back import Earlier
from pdsync.source import Config, load
from pdsync.source.revision import Commit, CommitHistory, Revision, config_at, history_since

_MOST_COMMITS = 40
"""Later configurations that are looked at; of more the newest."""


@frozen
class WayBack:
    """Way back to an earlier configuration."""

    earlier: Earlier
    undone: Undone


def way_back(directory: str, ref: str | None, name: str | None = None) -> WayBack:
    """Return the way back to a revision, by default to before the last commit; `name` calls it.

    Raises PdsyncError where there is none.
    """
    history = history_since(Path(directory), Revision.read(ref) if ref else None, os.environ)
    revision = history.revision
    config = sound_config(directory, revision, f"name another revision: --to {revision.name}^")
    commits = history.after[-_MOST_COMMITS:]
    found = [config_at(Path(directory), history.at(one), os.environ) for one in commits]
    merged = [one for one in found if one and not one.is_broken]
    later = [*merged, *_working_tree(directory)]
    is_whole = len(later) >= len(history.after) and None not in found
    at = history.after[0].at
    earlier = Earlier(config, later, is_whole, at, history.written_at, merged)
    reverts = tuple((one.oid, one.is_merge) for one in reversed(history.after))
    where = f":{revision.directory}" if revision.directory else ""
    commit = f"{history.commit.oid}{where}"
    undone = Undone(name or revision.name, commit, _about(history), reverts=reverts)
    return WayBack(earlier, undone)


def _working_tree(directory: str) -> Iterator[Config]:
    """Yield the files as they are, if they can be read: nothing is applied from them."""
    with suppress(PdsyncError):
        found = load(Path(directory))
        if not found.is_broken:
            yield found


def _about(history: CommitHistory) -> str:
    last = history.after[-1]
    many = len(history.after)
    since = "before" if many == 1 else f"before {many} commits, the last of them"
    return f"Back to {_told(history.commit)}, {since} {_told(last)}."


def _told(commit: Commit) -> str:
    merge = "the merge " if commit.is_merge else ""
    return f"{merge}{commit.short} ({commit.written:%Y-%m-%d}, {commit.author}: {commit.subject})"
