"""Owners of files, by the teams that a configuration writes in each: CODEOWNERS. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pdsync.source import Config

_ORGANISATION = "@your-org"
_ACTS = {" ": "\\ ", "#": "\\#", "[": "\\[", "]": "\\]", "*": "\\*", "?": "\\?"}


def code_owners(config: Config) -> Mapping[str, tuple[str, ...]]:
    """Return the keys of the teams by file, as places name it.

    They are those that the file declares; where it declares none, those that it refers to.
    """
    declared: dict[str, dict[str, None]] = defaultdict(dict)
    meant: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in config.entries:
        file = entry.place.file
        if entry.kind == "team":
            declared[file][entry.key] = None
        for _, ref in entry.refs:
            if ref.kind == "team" and ref.key:
                meant[file][ref.key] = None
    return {file: tuple(declared.get(file) or meant[file]) for file in sorted({*declared, *meant})}


def owner_lines(owners: Mapping[str, tuple[str, ...]]) -> str:
    """Return a line for each file."""
    rows = {
        _pattern(file): " ".join(f"{_ORGANISATION}/{one}" for one in teams)
        for file, teams in owners.items()
    }
    width = max(map(len, rows), default=0)
    return "".join(f"{file:{width}}  {teams}\n" for file, teams in rows.items())


def _pattern(file: str) -> str:
    return "/" + "".join(_ACTS.get(one, one) for one in file)
