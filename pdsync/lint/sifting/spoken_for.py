"""Findings of which another one says the same and more, by what the rules say of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from pdsync.diagnostics import Diagnostic, Place
from pdsync.frozen import frozen
from pdsync.lint._rule import BESIDE, HERE, PROMISED, Rule
from pdsync.lint._shared import EntriesAt
from pdsync.promises import is_promised
from pdsync.source import Entry

Broken: TypeAlias = frozenset[tuple[str, str, str]]
"""Promises that are broken: by kind and key of what makes them, and their names."""


def spoken_for(
    entries_at: EntriesAt,
    rules: Mapping[str, Rule],
    findings: Iterable[Diagnostic],
    broken: Callable[[], Broken],
) -> Callable[[Diagnostic], bool]:
    """Return what tells of a finding whether one of those its rule yields to speaks for it.

    That is a finding about the same thing or value, a promise that it makes, or a broken one of
    what the finding names beside it. `broken` is worked out only where a rule yields to a promise.
    """
    heard = _Heard(entries_at, tuple(findings), broken)

    def is_spoken_for(finding: Diagnostic) -> bool:
        names = rules[finding.rule].yields_to if finding.rule in rules else ()
        return any(heard.speaks(name, finding) for name in names)

    return is_spoken_for


@frozen
class _Heard:
    """All that is said, by the things and the values that it is said of.

    These are looked for where a rule yields: seldom is anything told.
    """

    entries_at: EntriesAt
    findings: Sequence[Diagnostic]
    broken: Callable[[], Broken]

    def speaks(self, name: str, finding: Diagnostic) -> bool:
        """Return True if a rule or a promise of this name decides what a finding says."""
        if name.startswith(HERE):
            return finding.place in self._values[name.removeprefix(HERE)]
        if name.startswith(BESIDE):
            named, rule = self._beside(finding), name.removeprefix(BESIDE)
            return bool(named) and all(self._tells_of(rule, one) for one in named)
        whose = self.entries_at(finding.place)
        if not name.startswith(PROMISED):
            return self._tells_of(name, whose)
        promise = name.removeprefix(PROMISED)
        if whose and all(is_promised(one.resource, promise) for one in whose):
            return True
        beside = (one for each in self._beside(finding) for one in each)
        return any((one.kind, one.key, promise) in self.broken() for one in beside)

    def _tells_of(self, rule: str, entries: Iterable[Entry]) -> bool:
        """Return True if a rule has found something about one of some entries."""
        return any((one.kind, one.key) in self._things[rule] for one in entries)

    def _beside(self, finding: Diagnostic) -> Sequence[Sequence[Entry]]:
        """Return the entries of each place that a finding names beside its own."""
        return [self.entries_at(one.place) for one in finding.related]

    @cached_property
    def _things(self) -> Mapping[str, set[tuple[str, str]]]:
        found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for one in self.findings:
            found[one.rule] |= {(entry.kind, entry.key) for entry in self.entries_at(one.place)}
        return found

    @cached_property
    def _values(self) -> Mapping[str, set[Place | None]]:
        found: defaultdict[str, set[Place | None]] = defaultdict(set)
        for one in self.findings:
            found[one.rule] |= {one.place, *(related.place for related in one.related)}
        return found
