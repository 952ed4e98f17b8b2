"""Configurations at revisions that options name, such as `--merged-from`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from pdsync.cli.terminal.output import Output
from pdsync.errors import PdsyncError
from pdsync.reconcile.drift import BeforeMerge
from pdsync.source import Config
from pdsync.source.revision import Revision, config_at

_WAY_OUT = "leave out --merged-from"


def before_merge(directory: str, ref: str, config: Config, output: Output) -> BeforeMerge | None:
    """Return the configuration before the merge; an empty one where there was none yet.

    None, which is told, where it had errors: then nothing can be told apart. Raises PdsyncError
    for that where the settings refuse what cannot be told apart, and for a directory that is named
    and was not there.
    """
    revision = Revision.read(ref)
    before = config_at(Path(directory), revision, os.environ)
    if before is None and revision.directory is None:
        return BeforeMerge(revision.name, replace(config, entries=(), problems=(), texts={}))
    if before is None or not before.is_broken or config.settings.safety.drift == "refuse":
        return BeforeMerge(revision.name, sound(before, directory, revision, _WAY_OUT))
    output.aside(
        f"The {_errors_at(revision.name, before)}; so the merge and the drift are not told apart."
    )
    return None


def sound_config(directory: str, revision: Revision, way_out: str) -> Config:
    """Return the configuration at a revision; raises PdsyncError for none, or one with errors."""
    return sound(config_at(Path(directory), revision, os.environ), directory, revision, way_out)


def sound(config: Config | None, directory: str, revision: Revision, way_out: str) -> Config:
    """Return a configuration of a revision; raises PdsyncError for none, or one with errors."""
    if config is None:
        place = (revision.directory or directory).rstrip("/")
        raise PdsyncError(
            f"there is no configuration in {place}/ at {revision.name}",
            hint=f"{way_out}, or write where it was: {revision.name}:DIR",
        )
    if config.is_broken:
        hint = f"name a revision without errors, or {way_out}"
        raise PdsyncError(f"the {_errors_at(revision.name, config)}", hint=hint)
    return config


def _errors_at(name: str, config: Config) -> str:
    wrong = next(one for one in config.problems if one.is_error)
    place = f"{wrong.place}: " if wrong.place else ""
    return f"configuration at {name} has errors: {place}{wrong.message}"
