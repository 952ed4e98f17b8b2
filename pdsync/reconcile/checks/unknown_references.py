"""References that lead nowhere: an error for each thing that is not there, however often named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pdsync.diagnostics import Diagnostic, Place, confined, error
from pdsync.reconcile.match.references import Directory, Unresolved
from pdsync.series import all_of
from pdsync.source import Entry, place_of

_NAMED = 2
"""As many places stand beside the first."""


def wrong_references(entry: Entry, directory: Directory) -> Iterator[Diagnostic]:
    """Yield an error for each reference of an entry; one that could lead to several is confined."""
    for path, ref in entry.refs:
        try:
            directory.canonical(ref)
        except Unresolved as wrong:
            place = place_of(entry, path)
            found = error("unknown-reference", wrong.message, help=wrong.help, place=place)
            yield confined(found) if wrong.several else found


def told_once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield errors that say the same as one: of the first place, with how many there are."""
    groups: dict[Diagnostic, list[Place]] = defaultdict(list)
    for one in found:
        groups[replace(one, place=None)] += [one.place] if one.place else []
    for same, places in groups.items():
        there = sorted({*places})
        also = f" ({_counted(there[1:])})" if there[1:] else ""
        yield replace(same, place=next(iter(there), None), message=f"{same.message}{also}")


def _counted(others: Sequence[Place]) -> str:
    """Return how many places there are, and the first of them: `12 places: also a.yaml:3:1`."""
    words = [str(one) for one in others[:_NAMED]]
    left = len(others) - len(words)
    words += [f"{left:,} more"] if left else []
    return f"{len(others) + 1:,} places: also {all_of(words)}"
