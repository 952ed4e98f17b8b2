"""References that lead nowhere: an error for each thing that is not there, however often named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.diagnostics import Diagnostic, Place, Severity, confined, error
from pdsync.json_types import FieldPath
from pdsync.kinds import Ref, refs_in
from pdsync.reconcile.match.references import Directory, Unresolved
from pdsync.reconcile.read.snapshot import Live
from pdsync.series import all_of
from pdsync.source import Entry, place_of

_NAMED = 2
"""As many places stand beside the first."""


Stands = Callable[[FieldPath, Ref], bool]


def standing(live: Live | None, now: datetime) -> Stands:
    """Return what tells whether a field that something live has leads to the same, by its id.

    That need not be there: schedules keep the turns of whoever is deleted, and a token may not see
    all that a policy notifies.
    """

    def stands(path: FieldPath, ref: Ref) -> bool:
        if live is None or ref.id is None:
            return False
        found = refs_in(getattr(live.resource(now), str(path[0]), None))
        return any(other == ref for _, other in found)

    return stands


def wrong_references(entry: Entry, directory: Directory, stands: Stands) -> Iterator[Diagnostic]:
    """Yield an error for each reference of an entry; one that could lead to several is confined.

    Of what stands there already it is a warning, and of people one of those who cannot be on call.
    """
    for path, ref in entry.refs:
        try:
            directory.canonical(ref)
        except Unresolved as wrong:
            place = place_of(entry, path)
            found = error("unknown-reference", wrong.message, help=wrong.help, place=place)
            if not stands(path, ref):
                yield confined(found) if wrong.several else found
            elif ref.kind != "user":
                yield replace(found, severity=Severity.WARNING)


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
