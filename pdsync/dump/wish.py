"""Wish for a dump: which part of an account, under which keys. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from pdsync.frozen import frozen

Thing: TypeAlias = tuple[str, str]
"""A kind and an id."""


@frozen
class Wish:
    """Part of an account that is to be written, and how.

    Attributes:
        stack: the name of the configuration; its marks say the keys of what is its own.
        teams: names, ids or keys of the teams whose things are meant; all if there are none.
        only: kinds, each with the name, id or key of one of them or None for all.
        anchors: each rotation says whose turn it is.
        keys: ids with the keys that they are to have; where it is given, nothing else is meant.
    """

    stack: str
    teams: tuple[str, ...] = ()
    only: tuple[tuple[str, str | None], ...] = ()
    anchors: bool = True
    keys: Mapping[Thing, str] | None = None
