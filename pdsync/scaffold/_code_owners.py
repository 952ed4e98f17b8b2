"""Owners of files, by the teams that a configuration writes in each: CODEOWNERS. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

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


def runbook_owners(
    config: Config,
    teams_of: Mapping[str, Sequence[str]],
    found: Callable[[str], str | None],
) -> Mapping[str, tuple[str, ...]]:
    """Return the keys of the teams by runbook; `found` says which file a service means.

    They are those of its services, as `teams_of` has them by key, else those of the files that
    declare these.
    """
    of_files = code_owners(config)
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in config.of("service"):
        written = getattr(entry.resource, "runbook", None)
        file = found(written) if isinstance(written, str) else None
        if file:
            teams = teams_of.get(entry.key) or of_files.get(entry.place.file, ())
            owners[file].update(dict.fromkeys(teams))
    return {file: tuple(teams) for file, teams in owners.items() if teams}


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
