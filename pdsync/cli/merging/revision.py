"""Configurations at revisions that options name, such as `--merged-from`."""

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
    config = sound_config(directory, revision, "leave out --merged-from")
    return BeforeMerge(revision.name, config)


def sound_config(directory: str, revision: Revision, way_out: str) -> Config:
    """Return the configuration at a revision; raises PdsyncError for none, or one with errors."""
    config = config_at(Path(directory), revision, os.environ)
    if config is None:
        place = (revision.directory or directory).rstrip("/")
        raise PdsyncError(
            f"there is no configuration in {place}/ at {revision.name}",
            hint=f"{way_out}, or write where it was: {revision.name}:DIR",
        )
    if config.is_broken:
        raise _broken(revision.name, config, way_out)
    return config


def _broken(name: str, config: Config, way_out: str) -> PdsyncError:
    wrong = next(one for one in config.problems if one.is_error)
    place = f"{wrong.place.file}:{wrong.place.line}: " if wrong.place else ""
    return PdsyncError(
        f"the configuration at {name} has errors: {place}{wrong.message}",
        hint=f"name a revision without errors, or {way_out}",
    )
