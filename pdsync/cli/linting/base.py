"""The configuration at the revision that `lint --base` names, and what is said of one without."""

from __future__ import annotations

import os
from pathlib import Path

from pdsync.cli.terminal.output import Output
from pdsync.lint import Base
from pdsync.source.revision import Revision, config_at


def base_of(directory: str, ref: str, output: Output) -> Base | None:
    """Return what to compare with; None, which is told, where there was no configuration yet.

    What was broken there and cannot be read excuses nothing, which is told as well.
    """
    revision = Revision.read(ref)
    config = config_at(Path(directory), revision, os.environ)
    if config is None:
        place = (revision.directory or directory).rstrip("/")
        output.aside(
            f"There is no configuration in {place}/ at {revision.name}, so nothing is excused by "
            f"it. Where the directory had another name: --base {revision.name}:DIR"
        )
        return None
    if config.is_broken:
        output.aside(
            f"The configuration at {revision.name} has errors: what cannot be read of it excuses "
            "nothing."
        )
    return Base(revision.name, config)
