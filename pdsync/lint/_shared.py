"""Text that several things share by an anchor: whose a place is, and who else has it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TypeAlias

from pdsync.diagnostics import Diagnostic, Place, Related
from pdsync.kinds import KINDS
from pdsync.on_demand import regex
from pdsync.source import Config, Entry

EntriesAt: TypeAlias = Callable[[Place | None], Sequence[Entry]]
"""What finds the entries that a place is of; nested ones are their parents'."""

_ANCHOR = regex(r"&[^\s,\[\]{}]")
_SHOWN = 3
_MOST_STEPS = 3
"""As many as lead to an entry from the top of its document."""


def entries_in(config: Config) -> EntriesAt:
    """Return what finds the entries of a place: all that share what stands there.

    Where nothing is shared it is the last entry that begins before the place. Nothing is looked for
    until the first place is asked for.
    """

    @cache
    def begun() -> Mapping[str, Sequence[tuple[tuple[int, int], Entry]]]:
        found: defaultdict[str, list[tuple[tuple[int, int], Entry]]] = defaultdict(list)
        for entry in _own(config):
            found[entry.place.file].append(((entry.place.line, entry.place.column), entry))
        return {file: sorted(rows, key=lambda row: row[0]) for file, rows in found.items()}

    @cache
    def shared(file: str) -> Mapping[Place, Sequence[Entry]]:
        if not _ANCHOR.search(config.texts.get(file, "")):
            return {}
        return _sharing([entry for _, entry in begun().get(file, ())])

    def at(place: Place | None) -> Sequence[Entry]:
        if place is None:
            return ()
        if several := shared(place.file).get(place):
            return several
        rows = begun().get(place.file, ())
        number = bisect_right(rows, (place.line, place.column), key=lambda row: row[0])
        return [rows[number - 1][1]] if number else ()

    return at


def _own(config: Config) -> Iterator[Entry]:
    return (entry for entry in config.entries if "/" not in entry.key)


def _sharing(entries: Iterable[Entry]) -> Mapping[Place, Sequence[Entry]]:
    """Return the entries of each place that is of several, all of one file."""
    documents: defaultdict[int, dict[tuple[str | int, ...], Entry]] = defaultdict(dict)
    for entry in entries:
        documents[entry.places.document][entry.places.prefix] = entry
    found: defaultdict[Place, dict[str, Entry]] = defaultdict(dict)
    for by_prefix in documents.values():
        places = next(iter(by_prefix.values())).places
        for path, place in (*places.values.items(), *places.keys.items()):
            for steps in range(1, _MOST_STEPS + 1):
                if owner := by_prefix.get(path[:steps]):
                    found[place][f"{owner.kind} {owner.key}"] = owner
    return {place: [*several.values()] for place, several in found.items() if len(several) > 1}


def told_once(findings: Iterable[Diagnostic], entries_at: EntriesAt) -> Iterator[Diagnostic]:
    """Yield findings; alike ones about text that several things share once, with whose it is.

    Alike are those of one rule at one place with one remedy.
    """
    alike: defaultdict[tuple[str, Place | None, str | None], list[Diagnostic]] = defaultdict(list)
    for one in findings:
        alike[one.rule, one.place, one.help].append(one)
    for (_, place, _), (first, *others) in alike.items():
        whose = entries_at(place) if others else ()
        if len(whose) > 1:
            sharing = having_it((entry, entry.place) for entry in whose)
            yield replace(first, related=(*first.related, *sharing))
        else:
            yield from (first, *others)


def having_it(those: Iterable[tuple[Entry, Place]]) -> Iterator[Related]:
    """Yield notes on the first few of those that share something, and on how many do beyond."""
    shown, left = [*islice(each := iter(those), _SHOWN)], sum(1 for _ in each)
    for number, (entry, place) in enumerate(shown, start=1):
        more = f", and so have {left} more" if left and number == _SHOWN else ""
        yield Related(f"{KINDS[entry.kind].title} `{entry.key}` has it from there{more}", place)
