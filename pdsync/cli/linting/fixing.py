"""Fixes of lint: makes them in the files, or shows what that would change."""

from __future__ import annotations

from pathlib import Path

from pdsync.cli.terminal.edits import diff, write_edits
from pdsync.lint import Linter, Mending, Sifted, mended
from pdsync.source import Config, load


def fixed(directory: Path, config: Config, look: Linter) -> Mending:
    """Mend the files of a configuration, all or none: raises PdsyncError with all as they were.

    What is left is read from them: an edit knows nothing of runbooks, nor of files beside.
    """
    made = mended(config, look)
    if not made.files:
        return made
    write_edits(made.files, config.texts)
    now = load(directory)
    return made.read_again(now, look(now))


def would_be_fixed(config: Config, look: Linter) -> tuple[Sifted, dict[str, str]]:
    """Return what is found, and the difference that fixes would make of each file by its name."""
    made = mended(config, look)
    files = sorted(made.files.items())
    return made.found, {name: diff(name, config.texts[name], text) for name, text in files}
