"""Account, or a part of it, into the files of a configuration. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime

from pdsync.dump.belongings import teams_of_things
from pdsync.dump.chosen import Chosen, by_name, chosen, parent_of
from pdsync.dump.entries import DumpEntry, Writing
from pdsync.dump.files import SETTINGS, Placed, file_names, files_of, settings_text
from pdsync.dump.keys import key_of, unique
from pdsync.dump.members import incomplete_teams
from pdsync.dump.references import References
from pdsync.dump.unsaid import Unsaid
from pdsync.dump.wish import Thing, Wish
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, AsOf, Collection, Nested, below
from pdsync.reconcile import Live, Snapshot
from pdsync.source import is_stack


@frozen
class Dump:
    """Texts of a configuration by file name, and what they leave unsaid.

    `keys` are the addresses of all that is written, `others` counts what is another stack's, and
    `staying` what has this stack's mark and is not written. `unlisted` are the ids of teams that
    are written without their members. `unseen` says which lists of the account did not come.
    """

    files: Mapping[str, str]
    stack: str
    keys: Mapping[Thing, str] = field(default_factory=dict)
    unsaid: tuple[Unsaid, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    staying: int = 0
    unlisted: frozenset[str] = frozenset()
    unseen: tuple[str, ...] = ()


def meant(snapshot: Snapshot, wish: Wish, now: datetime) -> tuple[Live, ...]:
    """Return what a dump would write; raises PdsyncError for a wish of what is not there."""
    found = chosen(snapshot, wish, teams_of_things(snapshot, now))
    return tuple(live for lives in found.lives.values() for live in lives)


def stack_of(snapshot: Snapshot) -> str | None:
    """Return a name for a stack: that of the account, unless somebody's marks have it already."""
    name = snapshot.subdomain or ""
    taken = {live.mark.stack for live in snapshot.everything() if live.mark}
    return name if is_stack(name) and name not in taken else None


def dump(snapshot: Snapshot, wish: Wish, now: datetime, unseen: Iterable[str] = ()) -> Dump:
    """Write what is wished for; raises PdsyncError for a wish that names what is not there.

    `unseen` says what else of the account did not come.
    """
    teams = teams_of_things(snapshot, now)
    found = chosen(snapshot, wish, teams)
    keys = _keys(snapshot, found, wish)
    writing = Writing(
        References(snapshot, _referred(keys)),
        AsOf(now, wish.anchors),
        frozenset(_by_id(snapshot, found)),
        incomplete_teams(snapshot, found, now),
    )
    every = sorted(snapshot.of("team").values(), key=by_name)
    names = file_names((one.id, keys.get(("team", one.id), one.name)) for one in every)
    placed = [
        _placed(live, found, keys, writing, teams) for them in found.lives.values() for live in them
    ]
    account = snapshot.subdomain
    title = f"Written by pdsync dump from the account {account or 'of this token'}."
    files = files_of(placed, names, title)
    written = {one.thing: one.key for one in _entries(placed) if one.body is not None}
    unsaid = (*found.unsaid, *_unsaid(placed))
    return Dump(
        {SETTINGS: settings_text(wish.stack, account), **files},
        wish.stack,
        written,
        unsaid,
        found.others,
        found.staying + _lacking(snapshot, unsaid, written),
        frozenset(_unlisted(placed)),
        (*(told for kind in found.lives if (told := snapshot.missing(kind))), *unseen),
    )


def _keys(snapshot: Snapshot, found: Chosen, wish: Wish) -> dict[Thing, str]:
    keys: dict[Thing, str] = {}
    for kind, lives in found.lives.items():
        ours = (one for one in snapshot.of(kind).values() if _is_ours(one, wish.stack))
        keys |= _among(lives, wish, {one.mark.key for one in ours if one.mark})
    for (kind, parent), lives in found.inside.items():
        place = KINDS[kind].endpoint
        above = keys[place.parent if isinstance(place, Nested) else "", parent]
        keys |= {it: place.address(key, above) for it, key in _among(lives, wish, ()).items()}
    return keys


def _among(lives: Iterable[Live], wish: Wish, taken: Iterable[str]) -> dict[Thing, str]:
    """Return keys that are unique among some: those of their marks, else made from their names."""
    marked = {one.id: one.mark.key for one in lives if _is_ours(one, wish.stack) and one.mark}
    new = [one for one in lives if one.id not in marked]
    free = unique([(one.id, _suggested(one, wish)) for one in new], taken)
    return {(one.kind.name, one.id): {**marked, **free}[one.id] for one in lives}


def _suggested(live: Live, wish: Wish) -> str:
    given = (wish.keys or {}).get((live.kind.name, live.id))
    return given or key_of(live.name, key_of(f"{live.kind.title} {live.id}", live.id))


def _is_ours(live: Live, stack: str) -> bool:
    return live.mark is not None and live.mark.stack == stack


def _referred(keys: Mapping[Thing, str]) -> dict[Thing, str]:
    """Return the keys that references are written with: a nested one is never referred to."""
    return {one: key for one, key in keys.items() if isinstance(KINDS[one[0]].endpoint, Collection)}


def _by_id(snapshot: Snapshot, found: Chosen) -> Iterator[Thing]:
    """Yield what must say its id, since another one of its kind has its name or its mark."""
    for kind, lives in found.lives.items():
        everything = snapshot.of(kind).values()
        names = Counter(live.name.casefold() for live in everything)
        marks = Counter(str(live.mark) for live in everything if live.mark)
        for live in lives:
            if names[live.name.casefold()] > 1 or marks[str(live.mark)] > 1:
                yield kind, live.id
    every = [
        one for kind in {kind for kind, _ in found.inside} for one in snapshot.of(kind).values()
    ]
    inside = Counter((one.kind.name, parent_of(one), one.name) for one in every)
    for (kind, parent), lives in found.inside.items():
        if KINDS[kind].endpoint.named:
            yield from ((kind, one.id) for one in lives if inside[kind, parent, one.name] > 1)


def _placed(
    live: Live,
    found: Chosen,
    keys: Mapping[Thing, str],
    writing: Writing,
    teams: Mapping[Thing, frozenset[str]],
) -> Placed:
    thing = (live.kind.name, live.id)
    inside = tuple(
        writing.entry(one, keys[child.name, one.id], keys[thing])
        for child in below(live.kind.name)
        for one in found.inside.get((child.name, live.id), ())
    )
    mine = teams.get(thing, frozenset())
    return Placed(
        writing.entry(live, keys[thing]), inside, next(iter(mine)) if len(mine) == 1 else None
    )


def _lacking(snapshot: Snapshot, unsaid: Iterable[Unsaid], written: Iterable[Thing]) -> int:
    """Return how many of this stack cannot be written at all: to a plan they are to go."""
    marks = {str(snapshot.of(kind)[ident].mark) for kind, ident in written}
    whole = {(one.kind, one.id) for one in unsaid if one.key is None}
    lives = (snapshot.of(kind).get(ident) for kind, ident in whole)
    return sum(1 for one in lives if one and one.mark and str(one.mark) not in marks)


def _entries(placed: Iterable[Placed]) -> Iterator[DumpEntry]:
    for one in placed:
        yield one.entry
        if one.entry.body is not None:
            yield from one.inside


def _unlisted(placed: Iterable[Placed]) -> Iterator[str]:
    for one in _entries(placed):
        if one.live.kind.name == "team" and "members" not in (one.body or {}):
            yield one.live.id


def _unsaid(placed: Iterable[Placed]) -> Iterator[Unsaid]:
    for one in _entries(placed):
        key = None if one.body is None else one.key
        for sentence in one.unsaid:
            yield Unsaid(*one.thing, one.live.name, sentence, key)
        for other in one.others:
            yield Unsaid(*one.thing, one.live.name, other.reason, key, other.name)
