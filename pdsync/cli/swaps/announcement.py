"""Announcement of hours that are to go over, as each command words it."""

from __future__ import annotations

from typing import Any

from pdsync.frozen import frozen


@frozen
class Announcement:
    """What a command says before hours go over: its text, its JSON, and what is to be looked at."""

    blocks: tuple[str, ...]
    row: dict[str, Any]
    notes: tuple[str, ...] = ()
    leaves: str | None = None
    """What is left undone, in a sentence: the command ends with 1 then."""
    nothing: str | None = None
    """Why there is nothing to make, in a sentence, where that is so."""
    taken: str | None = None
    """Whose cover would be taken from them, in a sentence: refused unless --anyway."""
    apart: str | None = None
    """Options by which nobody would be on call twice, where somebody would be: `--schedule web`."""
