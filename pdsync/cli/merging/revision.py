"""The configuration at the revision that `--merged-from` names."""

from __future__ import annotations

import os
from pathlib import Path

from pdsync.errors import PdsyncError
from pdsync.reconcile.drift import BeforeMerge
from pdsync.source import Config
from pdsync.source.revision import Revision, config_at


def before_merge(directory: str, ref: str) -> BeforeMerge:
    """Return the configuration before the merge.

    Raises PdsyncError where there was none, or one with errors: then nothing can be told apart.
    """
    revision = Revision.read(ref)
    config = config_at(Path(directory), revision, os.environ)
    if config is None:
        place = (revision.directory or directory).rstrip("/")
        raise PdsyncError(
            f"there is no configuration in {place}/ at {revision.name}",
            hint=f"leave out --merged-from, or write where it was: {revision.name}:DIR",
        )
    if config.is_broken:
        raise _broken(revision.name, config)
    return BeforeMerge(revision.name, config)


def _broken(name: str, config: Config) -> PdsyncError:
    wrong = next(one for one in config.problems if one.is_error)
    place = f"{wrong.place.file}:{wrong.place.line}: " if wrong.place else ""
    return PdsyncError(
        f"the configuration at {name} has errors: {place}{wrong.message}",
        hint="name a revision without errors, or leave out --merged-from",
    )
