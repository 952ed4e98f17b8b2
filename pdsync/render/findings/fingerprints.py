"""Fingerprints of findings: the same when lines move and files are renamed. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from pdsync.credentials import hidden
from pdsync.diagnostics import Diagnostic
from pdsync.on_demand import regex
from pdsync.render.findings.linted import Linted

_NAMES = regex(r"`[^`]*`|'[^']*'")
_NUMBER = regex(r"\d+")


def fingerprints(linted: Linted, *, by_file: bool = True) -> tuple[str, ...]:
    """Return the fingerprint of each finding, in the order of `linted.findings`.

    It is made of the rule, the directory, the names that lead to the place and those that the
    message has in quotes: lines and items of lists move, files are renamed, and numbers and dates
    change. Where nothing leads to the place, as in a file that cannot be read, the file and the
    text of its line stand for that. Those that are equal are counted from the top. Without
    `by_file` they are the same when what they are about moves to another file or directory.
    """
    seen: Counter[str] = Counter()
    found = []
    for finding in linted.findings:
        identity = _identity(finding, linted)
        same = json.dumps(identity if by_file else [*identity[:1], *identity[2:]])
        seen[same] += 1
        told_apart = f"{same}{seen[same]}"
        found.append(hashlib.sha256(told_apart.encode()).hexdigest()[:32])
    return tuple(found)


def _identity(finding: Diagnostic, linted: Linted) -> list[str | list[str]]:
    place = linted.place(finding)
    way = [step for step in linted.way_to(place) if isinstance(step, str)]
    here = way or [hidden(linted.line(place) or "").strip()]
    where = linted.directory if way else place.file
    named = _NAMES.findall(_NUMBER.sub("0", hidden(finding.message)))
    return [finding.rule, linted.from_root(where), here, named]
