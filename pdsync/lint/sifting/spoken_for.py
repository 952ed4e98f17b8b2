"""Findings of which another one says the same and more, by what the rules say of each other."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from pdsync.diagnostics import Diagnostic, Place
from pdsync.lint._rule import PROMISED, Rule
from pdsync.promises import is_promised
from pdsync.source import Config, Entry

Broken: TypeAlias = frozenset[tuple[str, str, str]]
"""Promises that are broken: by kind and key of what makes them, and their names."""
_EntryAt: TypeAlias = Callable[[Place | None], Entry | None]


def spoken_for(
    config: Config,
    rules: Mapping[str, Rule],
    findings: Iterable[Diagnostic],
    broken: Callable[[], Broken],
) -> Callable[[Diagnostic], bool]:
    """Return what tells of a finding whether one of those its rule yields to speaks for it.

    That is a finding about the same thing, a promise that it makes, or a broken one of what the
    finding names beside it. `broken` is worked out only where a rule yields to a promise.
    """
    findings = tuple(findings)

    # Places are looked for where something is told, and seldom is anything.
    @cache
    def spoken() -> tuple[_EntryAt, Mapping[str, set[tuple[str, str]]]]:
        entry_at = _entries(config)
        heard: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for one in findings:
            if entry := entry_at(one.place):
                heard[one.rule].add((entry.kind, entry.key))
        return entry_at, heard

    def is_spoken_for(finding: Diagnostic) -> bool:
        names = rules[finding.rule].yields_to if finding.rule in rules else ()
        if not names:
            return False
        entry_at, heard = spoken()
        entry = entry_at(finding.place)
        if entry is None:
            return False
        beside = [found for one in finding.related if (found := entry_at(one.place))]
        return any(
            _decides(entry, beside, name.removeprefix(PROMISED), broken)
            if name.startswith(PROMISED)
            else (entry.kind, entry.key) in heard[name]
            for name in names
        )

    return is_spoken_for


def _decides(
    entry: Entry, beside: Sequence[Entry], promise: str, broken: Callable[[], Broken]
) -> bool:
    if is_promised(entry.resource, promise):
        return True
    return any((one.kind, one.key, promise) in broken() for one in beside)


def _entries(config: Config) -> _EntryAt:
    """Return what finds the entry in which a place is: the last that begins before it."""
    begun: defaultdict[str, list[tuple[tuple[int, int], Entry]]] = defaultdict(list)
    for entry in config.entries:
        if "/" not in entry.key:
            begun[entry.place.file].append(((entry.place.line, entry.place.column), entry))
    for rows in begun.values():
        rows.sort(key=lambda row: row[0])

    def at(place: Place | None) -> Entry | None:
        rows = begun.get(place.file, []) if place else []
        here = (place.line, place.column) if place else (0, 0)
        number = bisect_right(rows, here, key=lambda row: row[0])
        return rows[number - 1][1] if number else None

    return at
