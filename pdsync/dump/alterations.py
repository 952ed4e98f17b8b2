"""Changes that make what is written say what the account has; what means the same stays. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.source.edit import Add, Change, NotEditable, Put, Remove

_ANCHOR = "anchor"
_TURNS = (_ANCHOR, "rotation_virtual_start", "start_time")
"""Fields of a layer, a rotation or an event of which one says whose turn it is."""
_COUNTED_BY = ("rotate", "handoff", "per_member")
"""Fields without which nobody can count the turns from there on."""
_MEMBERS = "members"
_EVERYONE = "everyone"
_OWN_NAMES = ("name", "user", "targets")
"""Fields that tell an item of a list from the others."""
_REFERENCES = ("id", "name", "user", "schedule")
"""Fields of which one alone is a reference."""


@frozen
class Care:
    """How much is written: `ordered` lists, and all that is not written, if `complete`.

    With `turns` whose turn it is is written where nothing says so.
    """

    ordered: bool
    complete: bool
    turns: bool = False


@frozen
class Alterations:
    """Finder of changes; `is_same` tells if a written value may stand at a place of the live body.

    A path of the live body leads from its fields on, `way` is the one in the document.
    """

    care: Care
    is_same: Callable[[FieldPath, Any], bool]

    def between(self, said: Any, live: Any, way: FieldPath, path: FieldPath) -> Iterator[Change]:
        """Yield the changes of what is said at a way, in an order in which they can be made."""
        if _told(said) == _told(live) or self.is_same(path, said):
            return
        if isinstance(said, Mapping) and isinstance(live, Mapping):
            yield from self._mapping(said, live, way, path)
        elif isinstance(said, list) and isinstance(live, list):
            yield from self._list(said, live, way, path)
        elif self.care.complete or not _is_short(said, live):
            yield Put(way, _as_ended(said, live))

    def _mapping(
        self, said: Mapping[str, Any], live: Mapping[str, Any], way: FieldPath, path: FieldPath
    ) -> Iterator[Change]:
        other = self._other_names(said, live, path)
        for name, value in said.items():
            its = other.get(name, name)
            if its in live:
                if its != _ANCHOR or self.care.complete:
                    yield from self.between(value, live[its], (*way, name), (*path, its))
            elif not self.is_same((*path, name), value):
                if not self.care.complete:  # what is not written any more, nobody compares
                    raise NotEditable(f"the account has no `{name}` there")
                yield Remove((*way, name))
        known = {*said, *other.values()}
        if self.care.complete:
            more = [name for name in live if name not in known]
        else:
            more = [*_turns(known, live)] if self.care.turns else []
        yield from (Add(way, live[name], name) for name in more)

    def _other_names(
        self, said: Mapping[str, Any], live: Mapping[str, Any], path: FieldPath
    ) -> dict[str, str]:
        """Return the names that a dump has for fields that are written under others."""
        ours = [one for one in said if one not in live]
        return {
            name: its
            for name in ours
            for its in live
            if its not in said and self.is_same(path, _renamed(live, its, name))
        }

    def _list(
        self, said: list[Any], live: list[Any], way: FieldPath, path: FieldPath
    ) -> Iterator[Change]:
        pairs = [*_pairs(said, live, ordered=self.care.ordered)]
        for old, new in pairs:
            yield from self.between(said[old], live[new], (*way, old), (*path, new))
        stay, known = {old for old, _ in pairs}, {new for _, new in pairs}
        gone = [Remove((*way, old)) for old in reversed(range(len(said))) if old not in stay]
        more = [new for new in range(len(live)) if new not in known]
        if not pairs:  # a list that is empty in between would lose its form
            yield from (Add(way, live[new]) for new in more)
            yield from gone
            return
        yield from gone
        for count, new in enumerate(more, start=len(pairs)):
            before = new if self.care.ordered and new < count else None
            yield Add(way, live[new], before=before)


def _turns(known: Container[str], live: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is to be added so that a part says whose turn it is, as the live one does.

    Nothing where the account has the members: they could be others than an anchor's tomorrow.
    """
    if _MEMBERS not in known or any(name in known for name in _TURNS):
        return
    if phase := next((name for name in (*_TURNS, _EVERYONE) if name in live), None):
        yield from (name for name in (*_COUNTED_BY, phase) if name in live and name not in known)


def _renamed(live: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if name == old else name: value for name, value in live.items()}


def _as_ended(said: Any, live: Any) -> Any:
    """Return a text with the end of line that a text in lines of its own has, and nobody sees."""
    in_lines = isinstance(said, str) and said.endswith("\n") and isinstance(live, str)
    return f"{live.rstrip()}\n" if in_lines else live


def _is_short(said: Any, live: Any) -> bool:
    """Return True for a person alone where the account has a role too, which nobody manages."""
    return isinstance(live, Mapping) and isinstance(said, str) and _name(said) == _name(live)


def _pairs(said: list[Any], live: list[Any], *, ordered: bool) -> Iterable[tuple[int, int]]:
    """Return which item of what is written is which of the live ones, each by its number."""
    ours, theirs = [*map(_name, said)], [*map(_name, live)]
    if ordered:
        found = [*_in_order(ours, theirs)]
    else:
        *found, (olds, news) = _in_any_order(ours, theirs)
        found += _alike(said, live, olds, news)
    return sorted(
        (old, new)
        for olds, news in found
        for old, new in zip_longest(olds, news)
        if old is not None and new is not None
        if ours[old] == theirs[new] or _are_mappings(said[old], live[new])
    )


def _in_order(
    ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for _, old, old_end, new, new_end in matcher.get_opcodes():
        yield range(old, old_end), range(new, new_end)


def _in_any_order(
    ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    left = [*range(len(theirs))]
    alone = []
    for old, name in enumerate(ours):
        new = next((one for one in left if theirs[one] == name), None)
        if new is None:
            alone.append(old)
        else:
            left.remove(new)
            yield [old], [new]
    yield alone, left


def _alike(
    said: list[Any], live: list[Any], olds: Sequence[int], news: Sequence[int]
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Yield pairs that have most in common first, then the rest in order."""
    both = ((_likeness(said[old], live[new]), old, new) for old in olds for new in news)
    left_olds, left_news = [*olds], [*news]
    for count, old, new in sorted(both, key=lambda one: (-one[0], *one[1:])):
        if count and old in left_olds and new in left_news:
            left_olds.remove(old)
            left_news.remove(new)
            yield [old], [new]
    yield left_olds, left_news


def _likeness(one: Any, other: Any) -> int:
    """Return how many fields two have in common."""
    if not _are_mappings(one, other):
        return 0
    return sum(name in other and _told(value) == _told(other[name]) for name, value in one.items())


def _are_mappings(one: Any, other: Any) -> bool:
    """Return True for two that can become each other: not a reference alone, which is a name."""
    return all(isinstance(it, Mapping) and not _is_reference(it) for it in (one, other))


def _is_reference(item: Mapping[str, Any]) -> bool:
    return len(item) == 1 and not item.keys().isdisjoint(_REFERENCES)


def _name(item: Any) -> str:
    if isinstance(item, Mapping):
        own = next((one for one in _OWN_NAMES if one in item), None)
        if own is not None:
            return _name(item[own])
        if len(item) == 1:
            return _name(*item.values())
    if isinstance(item, list):
        return json.dumps(sorted(map(_name, item)))
    return json.dumps(_told(item), sort_keys=True)


def _told(value: Any) -> Any:
    """Return a value in the form in which it is read: every scalar a text."""
    if isinstance(value, Mapping):
        return {str(name): _told(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_told(one) for one in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
