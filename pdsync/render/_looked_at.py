"""Contents of a configuration that lint looked at, counted. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.render._counts import counted, counted_kind
from pdsync.stamps import utc_stamp

_PROMISES = {
    "for_ever": "kept for ever",
    "for_12_months": "for 12 months",
    "broken": "not kept",
    "unproved": "not proved",
}


class ProvedRow(Protocol):
    """A promise and its verdict, as `JudgedPromise` has it."""

    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def until(self) -> datetime | None: ...


def looked_at_json(files: int, kinds: Iterable[str] | None, promises: Sequence[ProvedRow]) -> Json:
    """Return the number of files, of resources by section, and the promises, where there are any.

    `kinds` has the kind of each resource; it is None where not all could be read.
    """
    count = Counter(kinds or ())
    found = {kind.section: count[name] for name, kind in KINDS.items() if count[name]}
    seen: Json = {"files": files, "resources": None if kinds is None else found}
    if not promises:
        return seen
    counts = Counter(map(_how_far, promises))
    judged = {name: counts[name] for name in _PROMISES}
    return {**seen, "promises": judged, "promised": [*map(_promise_json, promises)]}


def _how_far(one: ProvedRow) -> str:
    if one.verdict == "kept":
        return "for_ever" if one.until is None else "for_12_months"
    return one.verdict


def _promise_json(one: ProvedRow) -> Json:
    return {
        "kind": one.kind,
        "key": one.key,
        "field": one.field,
        "verdict": one.verdict,
        "until": one.until and utc_stamp(one.until),
    }


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
