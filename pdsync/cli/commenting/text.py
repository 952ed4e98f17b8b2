"""The text of a comment, from a file or standard input: Markdown that pdsync made, and no other."""

from __future__ import annotations

import sys
from pathlib import Path

from pdsync.cli.commenting.surroundings import stacks_beside
from pdsync.disk import why_unread
from pdsync.errors import PdsyncError
from pdsync.forge import ForgeJob, Notice
from pdsync.marker import marker_of, told_in

_MOST = 64_000
"""Bytes: GitHub takes 65,536 characters, and some lines are added."""
_AGAIN = "write it with `pdsync plan --markdown FILE`, or `pdsync drift --markdown FILE`"


def notice_in(file: str, job: ForgeJob) -> Notice:
    """Return what is to be told, from a file or, for `-`, from standard input.

    Raises:
        PdsyncError: it cannot be read, is too long, or is not what `plan` or `drift` wrote.
    """
    name = "standard input" if file == "-" else file
    data = _read(file)
    if not data.strip():
        raise PdsyncError(f"{name} is empty", hint=f"{_AGAIN}; did that command fail?")
    if len(data) > _MOST:
        most = f"{_MOST:,}"
        raise PdsyncError(f"{name} is longer than {most} bytes, which no comment is", hint=_AGAIN)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        hint = f"{_AGAIN}: a redirection of PowerShell writes another encoding"
        raise PdsyncError(f"{name} is not UTF-8 text", hint=hint) from None
    marker = marker_of(text)
    if marker is None:
        what = "is a saved plan in JSON" if text.lstrip().startswith("{") else "is something else"
        raise PdsyncError(f"{name} {what}, and no Markdown of `plan` or `drift`", hint=_AGAIN)
    stacks = stacks_beside(marker.stack, job.commits)
    return Notice(marker, text, told_in(text), job.about, stacks)


def _read(file: str) -> bytes:
    """One byte more than may be, so that no file fills the memory."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(_MOST + 1)
        with Path(file).open("rb") as stream:
            return stream.read(_MOST + 1)
    except OSError as problem:
        raise PdsyncError(f"cannot read {file}: {why_unread(problem)}", hint=_AGAIN) from None
