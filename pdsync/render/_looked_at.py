"""Contents of a configuration that lint looked at, counted. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.render._counts import counted, counted_kind

_PROMISES = {
    "for_ever": "kept for ever",
    "for_12_months": "for 12 months",
    "broken": "not kept",
    "unproved": "not proved",
}


def looked_at_json(files: int, kinds: Iterable[str] | None, promises: Mapping[str, int]) -> Json:
    """Return the number of files, of resources by section, and of promises, where there are any.

    `kinds` has the kind of each resource; it is None where not all could be read.
    """
    count = Counter(kinds or ())
    found = {kind.section: count[name] for name, kind in KINDS.items() if count[name]}
    seen: Json = {"files": files, "resources": None if kinds is None else found}
    judged = {name: promises.get(name, 0) for name in _PROMISES}
    return {**seen, "promises": judged} if promises else seen


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


def promises_words(row: Json) -> str:
    """Say how far promises are proved: `3 promises: 2 kept for ever, 1 for 12 months`."""
    found = row.get("promises")
    if not found:
        return ""
    told = [f"{found[name]:,} {words}" for name, words in _PROMISES.items() if found[name]]
    if not found["for_ever"] and found["for_12_months"]:
        told[0] = told[0].replace(" for", " kept for", 1)
    return f"{counted(sum(found.values()), 'promise')}: {', '.join(told)}."
