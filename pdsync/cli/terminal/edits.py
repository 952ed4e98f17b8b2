"""Edits of files: written whole or not at all, and as a diff that people read and apply."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff

from pdsync.cli.terminal.interrupt import held_back
from pdsync.source.edit import write_files

_NO_END = "\\ No newline at end of file"
"""How diffs say it, by which `patch` and `git apply` take them."""


def write_edits(new: Mapping[str, str], read: Mapping[str, str]) -> None:
    """Put new texts in the place of those that were read: all, whatever interrupts; or none."""
    with held_back():
        write_files(new, read)


def diff(file: str, before: str, after: str) -> str:
    """Return the difference of a file as a diff to read or to apply."""
    lines = unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), file, file
    )
    whole = [line if line.endswith("\n") else f"{line}\n{_NO_END}\n" for line in lines]
    return "".join(whole).rstrip("\n")
