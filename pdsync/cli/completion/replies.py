"""Replies to the script of a shell: what kind of reply it is, and a line for each word."""

from __future__ import annotations

from pathlib import Path

import click

from pdsync.cli.completion.candidates import candidates
from pdsync.cli.completion.line import split
from pdsync.cli.completion.values import Candidate, Offer
from pdsync.errors import PdsyncError


def script(shell: str) -> str:
    """Return the script of a shell, without the end of its last line."""
    file = Path(__file__).with_name(f"pdsync.{shell}")
    return file.read_text(encoding="utf-8").rstrip("\n")


def reply(root: click.Context, shell: str, text: str, breaks: str) -> str:
    """Return the reply about a line up to the cursor; nothing where nothing is known."""
    line = split(text, breaks)
    assert isinstance(root.command, click.Group)  # noqa: S101 - the way in has commands
    try:
        found = candidates(root.command, root, line.words[1:], line.current)
    except PdsyncError:
        found = Offer()
    words = [one for one in found.words if one.word.isprintable()]
    return "\n".join([_kind(found), *(_line(one, shell, line.cut) for one in words)])


def _kind(found: Offer) -> str:
    if found.files:
        return found.files
    ends = {one.word[-1:] for one in found.words}
    return "unfinished" if ends and ends <= {":", "="} else "words"


def _line(one: Candidate, shell: str, cut: int) -> str:
    if shell == "bash":
        return one.word[cut:]
    about = " ".join(one.about.split())
    return f"{one.word}\t{about}" if about else one.word
