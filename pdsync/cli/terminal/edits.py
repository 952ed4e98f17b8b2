"""Edits of files, as people read and apply them: a diff. Pure."""

from __future__ import annotations

from difflib import unified_diff

_NO_END = "\\ No newline at end of file"
"""How diffs say it, by which `patch` and `git apply` take them."""


def diff(file: str, before: str, after: str) -> str:
    """Return the difference of a file as a diff to read or to apply."""
    lines = unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), file, file
    )
    whole = [line if line.endswith("\n") else f"{line}\n{_NO_END}\n" for line in lines]
    return "".join(whole).rstrip("\n")
