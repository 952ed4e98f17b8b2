"""Contents of a configuration that lint looked at, counted. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.render._counts import counted, counted_kind


def looked_at_json(files: int, kinds: Iterable[str] | None) -> Json:
    """Return the number of files, and of resources by section.

    `kinds` has the kind of each resource; it is None where not all could be read.
    """
    count = Counter(kinds or ())
    found = {kind.section: count[name] for name, kind in KINDS.items() if count[name]}
    return {"files": files, "resources": None if kinds is None else found}


def looked_at(row: Json) -> str:
    """Say the same: `7 files: 6 teams, 8 schedules`; of a broken configuration only the files."""
    files = counted(row["files"], "file")
    found = row["resources"] or {}
    told = [
        counted_kind(found[kind.section], name)
        for name, kind in KINDS.items()
        if kind.section in found
    ]
    return f"{files}: {', '.join(told)}" if told else files
