"""Choice of what is written of an account: what is wished for, and no other stack's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Collection as Container
from functools import partial

from pydantic_core import PydanticCustomError

from pdsync.dump.keys import key_of
from pdsync.dump.unsaid import Unsaid
from pdsync.dump.wish import Thing, Wish
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.kinds import (
    KINDS,
    Collection,
    Kind,
    Mark,
    Nested,
    Reads,
    below,
    did_you_mean,
    with_mark,
)
from pdsync.reconcile import Live, Snapshot

_MOST = 12
"""Names that a message lists."""


@frozen
class Chosen:
    """Live resources that are written, by kind and in the order of their names.

    Those `inside` others are by their kind and the id of what they are in. `unsaid` are those that
    would be written, and cannot; `others` counts what is another stack's, `staying` what is this
    stack's and not wished for.
    """

    lives: Mapping[str, tuple[Live, ...]]
    inside: Mapping[Thing, tuple[Live, ...]]
    unsaid: tuple[Unsaid, ...]
    others: Mapping[str, int]
    staying: int


def chosen(snapshot: Snapshot, wish: Wish, teams: Mapping[Thing, frozenset[str]]) -> Chosen:
    """Choose what is written; raises PdsyncError for a wish that names what is not there."""
    is_wished = _wished(snapshot, wish, teams)
    others: Counter[str] = Counter()
    lives: dict[str, tuple[Live, ...]] = {}
    inside: dict[Thing, tuple[Live, ...]] = {}
    unsaid: list[Unsaid] = []
    staying = 0
    for kind in _standing():
        found: list[Live] = []
        for live in sorted(snapshot.of(kind.name).values(), key=by_name):
            if live.mark and live.mark.stack != wish.stack:
                others[live.mark.stack] += 1
            elif not is_wished(live):
                staying += live.mark is not None
            else:
                found.append(live)
        lives[kind.name] = _sayable(found, wish.stack, unsaid)
        for child in below(kind.name):
            for ident, them in _children(snapshot, child, lives[kind.name], is_wished).items():
                inside[child.name, ident] = _sayable(them, wish.stack, unsaid)
    return Chosen(lives, inside, tuple(unsaid), others, staying)


def _standing() -> Iterator[Kind]:
    """Yield the kinds that stand alone."""
    every = (one for one in KINDS.values() if isinstance(one.endpoint, Collection))
    return (one for one in every if one.managed)


def _sayable(found: Iterable[Live], stack: str, unsaid: list[Unsaid]) -> tuple[Live, ...]:
    """Return those that can be written; the others are added to what is unsaid."""
    kept: list[Live] = []
    marks: set[str] = set()
    for live in found:
        why = _why_not(live, stack, marks)
        if why:
            unsaid.append(Unsaid(live.kind.name, live.id, live.name, why))
        else:
            kept.append(live)
        marks |= {str(live.mark)} if live.mark else set()
    return tuple(kept)


def by_name(live: Live) -> tuple[str, str, str]:
    """Return what live resources are put in order by."""
    return live.name.casefold(), live.name, live.id


def _children(
    snapshot: Snapshot, kind: Kind, parents: Iterable[Live], is_wished: Callable[[Live], bool]
) -> Mapping[str, list[Live]]:
    """Return what is wished for of a kind inside of some parents, by the parent's id."""
    found: dict[str, list[Live]] = {one.id: [] for one in parents}
    for live in sorted(snapshot.of(kind.name).values(), key=by_name):
        parent = parent_of(live)
        if parent in found and is_wished(live):
            found[parent].append(live)
    return found


def parent_of(live: Live) -> str:
    """Return the id of what a live resource is nested in."""
    place = live.kind.endpoint
    return place.parent_of(live.raw) if isinstance(place, Nested) else ""


def _why_not(live: Live, stack: str, marks: Container[str]) -> str | None:
    """Return why a live resource cannot be written at all; None where it can."""
    if live.nameless:
        return live.nameless
    if live.mark and str(live.mark) in marks:
        return f"another one carries the same mark, {live.mark}: delete one of the two there"
    if why := _odd_name(live):
        return f"{why}; give it another name there"
    longest, told = live.kind.description_limit, live.raw.get("description")
    if longest is not None and isinstance(told, str):
        mark = live.mark or Mark(stack, f"{key_of(live.name, live.id)}{_NUMBER}")
        over = len(with_mark(told, mark)) - longest
        if over > 0:
            return f"its description leaves no room for a mark: make it {over} characters shorter"
    return None


_NUMBER = "-99"
"""As much as a key may have behind it."""


def _odd_name(live: Live) -> str | None:
    """Return what is wrong with a name that the YAML does not take."""
    if not live.kind.endpoint.named:
        return None
    reading = live.kind.model.model_fields["name"].metadata
    for one in reading:
        if isinstance(one, Reads):
            try:
                one.read(live.name)
            except PydanticCustomError as wrong:
                return str((wrong.context or {})["message"])
    return None


def _wished(
    snapshot: Snapshot, wish: Wish, teams: Mapping[Thing, frozenset[str]]
) -> Callable[[Live], bool]:
    """Return what tells whether a live resource is wished for."""
    tests: list[Callable[[Live], bool]] = []
    if wish.keys is not None:
        ids = {*wish.keys}
        tests.append(lambda live: (live.kind.name, live.id) in ids)
    if wish.teams:
        named = {one for word in wish.teams for one in _found(snapshot, "team", word)}
        tests.append(partial(_is_of_teams, named, teams))
    if wish.only:
        parts = [_part(snapshot, *one) for one in wish.only]
        tests.append(lambda live: any(part(live) for part in parts))
    return lambda live: all(test(live) for test in tests)


def _is_of_teams(named: set[str], teams: Mapping[Thing, frozenset[str]], live: Live) -> bool:
    if not isinstance(live.kind.endpoint, Collection):
        return True
    return bool(teams.get((live.kind.name, live.id), frozenset()) & named)


def _part(snapshot: Snapshot, word: str, name: str | None) -> Callable[[Live], bool]:
    kind = next((one for one in KINDS.values() if word in {one.name, one.section}), None)
    if kind is None or not kind.managed or not isinstance(kind.endpoint, Collection):
        known = [one.name for one in KINDS.values() if isinstance(one.endpoint, Collection)]
        kinds = ", ".join(one for one in known if KINDS[one].managed)
        raise PdsyncError(f"--only cannot be '{word}'", hint=f"write one of: {kinds}")
    ids = None if name is None else {*_found(snapshot, kind.name, name)}
    inside = {child.name for child in below(kind.name)}

    def is_meant(live: Live) -> bool:
        if live.kind.name in inside:
            return True
        return live.kind.name == kind.name and (ids is None or live.id in ids)

    return is_meant


def _found(snapshot: Snapshot, kind: str, word: str) -> Iterator[str]:
    """Yield the ids of what a word names: by name, id or the key of a mark; raises PdsyncError."""
    lives = snapshot.of(kind).values()
    found = [one for one in lives if word in {one.id, one.name, one.mark and one.mark.key}]
    found = found or [one for one in lives if one.name.casefold() == word.casefold()]
    if not found:
        names = sorted(one.name for one in lives)
        guess = did_you_mean(word, names)
        few = f"write one of: {', '.join(names)}" if 0 < len(names) <= _MOST else None
        hint = f"did you mean '{guess}'?" if guess else few
        raise PdsyncError(f"the account has no {KINDS[kind].title} '{word}'", hint=hint)
    yield from (one.id for one in found)
