"""Matching of what is nested within its parent, by id, then by name. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import KINDS, Collection, Kind, Nested, above, below, map_refs
from pdsync.reconcile._model import Address
from pdsync.reconcile.match.duplicates import Alike
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.match.resources import Matching, match
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config, Entry


def match_children(config: Config, snapshot: Snapshot, matching: Matching) -> Matching:
    """Add the kinds that live below another to a matching of those that stand alone.

    A child is never an orphan: what is not written is left alone.
    """
    pairs = dict(matching.pairs)
    problems = list(matching.problems)
    unsure = dict(matching.unsure)
    alike = [*matching.alike]
    for kind in KINDS.values():
        if isinstance(kind.endpoint, Collection):
            continue
        find = _finder(kind, config, snapshot, matching)
        for entry in config.of(kind.name):
            home = kind.endpoint.home(entry.key)
            if home is None or home not in matching.pairs:
                continue
            parent = matching.pairs[home]
            # Not known is not none: what could not be read may be there, so nothing is made.
            if parent and (why := snapshot.unread.get((kind.name, parent.id))):
                pairs[entry.kind, entry.key] = None
                unsure[entry.kind, entry.key] = why
                continue
            found = find(entry, parent) if parent else None
            if isinstance(found, Alike):
                alike.append(found)
            elif isinstance(found, Diagnostic):
                problems.append(found)
            else:
                pairs[entry.kind, entry.key] = found
    return replace(
        matching, pairs=pairs, problems=tuple(problems), unsure=unsure, alike=tuple(alike)
    )


def live_of_entries(config: Config, snapshot: Snapshot) -> Mapping[Address, Live]:
    """Return what is live of a configuration, by kind and key."""
    matching = match_children(config, snapshot, match(config, snapshot))
    return {address: live for address, live in matching.pairs.items() if live}


def children_of(live: Live, kind: Kind, snapshot: Snapshot) -> list[Live] | None:
    """Return the children of a live resource that its list names; None where it does not tell."""
    whole = snapshot.of(live.kind.name).get(live.id, live)
    items = whole.raw.get(kind.endpoint.plural)
    return [Live.of(kind, item) for item in items] if isinstance(items, list) else None


def irreplaceable(kind: Kind) -> tuple[Kind, ...]:
    """Return the kinds below another of which a new one is not what an old one was: its key."""
    return tuple(one for one in below(kind.name) if one.endpoint.included and one.on_its_page)


ChildResult = Live | Diagnostic | Alike | None
Find = Callable[[Entry, Live], ChildResult]
"""Finds what an entry is among what its live parent has."""


def _finder(kind: Kind, config: Config, snapshot: Snapshot, matching: Matching) -> Find:
    place, lives = kind.endpoint, snapshot.of(kind.name)
    if isinstance(place, Nested) and place.named:
        by_parent = _by_parent(place, lives.values())
        by_id = {one.resource.id for one in config.of(kind.name) if one.resource.id}
        return lambda entry, parent: _find(entry, by_parent[parent.id], by_id)
    directory = Directory(config, snapshot, matching)
    return lambda entry, _: lives.get(_path(entry, directory))


def _path(entry: Entry, directory: Directory) -> str:
    """The path of what has no id, which says what it is."""
    wanted = map_refs(entry.resource, directory.canonical_or_same)
    return KINDS[entry.kind].endpoint.path_for(wanted, "")


def _by_parent(place: Nested, lives: Iterable[Live]) -> Mapping[str, list[Live]]:
    groups: dict[str, list[Live]] = defaultdict(list)
    for live in lives:
        groups[place.parent_of(live.raw)].append(live)
    return groups


def _find(entry: Entry, siblings: list[Live], by_id: Container[str]) -> ChildResult:
    """Return what an entry means; by its name none that another one has `by_id`."""
    wanted = entry.resource
    if wanted.id is not None:
        same = [live for live in siblings if live.id == wanted.id]
        return same[0] if same else _unknown_id(entry)
    called = KINDS[entry.kind].endpoint.called
    name = called(str(wanted.name))
    free = [live for live in siblings if live.id not in by_id]
    named = [live for live in free if called(live.name) == name]
    if len(named) > 1:
        return Alike(named[0].kind, entry.key, tuple(named), marked=False, place=entry.place)
    return named[0] if named else None


def _unknown_id(entry: Entry) -> Diagnostic:
    kind = KINDS[entry.kind]
    return error(
        "unknown-id",
        f"the {above(kind).title} has no {kind.title} with the id {entry.resource.id}",
        help="take the id from the address of its page, or delete `id:`",
        place=entry.places.value(("id",)),
    )
