"""A configuration as loaded: entries, settings, and what is wrong with them. Data only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias

from pdsync.changes import Add, Change, Edit, Put, Remove, Rename
from pdsync.diagnostics import Diagnostic, Fix, Place
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import KINDS, Ref, Resource, map_refs, refs_in
from pdsync.series import all_of
from pdsync.source._files import digest_of
from pdsync.source.pages.reading import RepositoryPages

Spots: TypeAlias = tuple[Mapping[FieldPath, Place], Mapping[FieldPath, Place]]
"""Places of values by the path that leads to them, and of the names before them."""


@frozen
class Places:
    """Places of every value of one document part, found when the first is asked for.

    `document` is the number of the part's document in its file, from 0. Places of the names of
    entries are `known` before: a plan asks for that of each change, and seldom for another.
    """

    find: Callable[[], Spots]
    prefix: FieldPath = ()
    document: int = 0
    known: Mapping[FieldPath, Place] = field(default_factory=dict, compare=False, repr=False)

    @property
    def values(self) -> Mapping[FieldPath, Place]:
        """Places of the whole document's values, by the path that leads to each."""
        return self.find()[0]

    @property
    def keys(self) -> Mapping[FieldPath, Place]:
        """Places of the whole document's names, by the path to the value after each."""
        return self.find()[1]

    def below(self, path: FieldPath) -> Places:
        """The places of the part at `path`, addressed from there."""
        return Places(self.find, (*self.prefix, *path), self.document, self.known)

    def has(self, path: FieldPath) -> bool:
        """Return True if something is written at `path`."""
        return (*self.prefix, *path) in self.values

    def way_in(self, path: FieldPath, names: Collection[str | int]) -> FieldPath:
        """The way to what is written under one of the names one mapping further in, if to one."""
        full = (*self.prefix, *path)
        found = {
            one[:-1]
            for one in self.values
            if len(one) == len(full) + 2 and one[-1] in names and one[: len(full)] == full
        }
        steps = [one[-1:] for one in found if isinstance(one[-1], str)]
        return steps[0] if len(steps) == 1 else ()

    def value(self, path: FieldPath = ()) -> Place:
        """The place of the value at `path`.

        Where nothing is written, that of what is nearest around it: its name if it has one. An item
        of a list that is written as names and values is at its name.
        """
        values, keys = self.find()
        full = (*self.prefix, *path)
        if full in values:
            return values[full]
        step: str | int = ""
        while full and full not in values:
            full, step = full[:-1], full[-1]
        if isinstance(step, int):
            names = [at for one, at in keys.items() if one[:-1] == full]
            if step < len(names):
                return names[step]
        return keys.get(full) or values[full]

    def renaming(self, path: FieldPath, name: str) -> Fix:
        """Another name for what is at `path`."""
        return self._fix(f"writes `{name}`", Rename((*self.prefix, *path), name))

    def rewriting(self, path: FieldPath, value: str) -> Fix:
        """Another text in the place of the one at `path`."""
        return self._fix(f"writes `{value}`", Put((*self.prefix, *path), value))

    def removal(self, paths: Sequence[FieldPath]) -> Fix:
        """Nothing in the place of what is at some paths."""
        names = all_of(f"`{path[-1]}`" for path in paths)
        return self._fix(f"deletes {names}", *(Remove((*self.prefix, *path)) for path in paths))

    def adding(self, path: FieldPath, pairs: Mapping[str, Any]) -> Fix:
        """More at the end of what is at `path`: names and values, in a list the names alone."""
        full = (*self.prefix, *path)
        is_list = all(isinstance(one[-1], int) for one in self._inside(full))
        names = all_of(f"`{name}`" for name in pairs)
        more = (
            Add(full, name) if is_list else Add(full, value, name) for name, value in pairs.items()
        )
        return self._fix(f"adds {names}", *more)

    def _inside(self, full: FieldPath) -> Iterator[FieldPath]:
        return (one for one in self.values if len(one) == len(full) + 1 and one[:-1] == full)

    def _fix(self, does: str, *changes: Change) -> Fix:
        file = self.value().file
        return Fix(does, tuple(Edit(file, self.document, one) for one in changes))

    def key(self, path: FieldPath = ()) -> Place:
        """The place of the name before the value at `path`, else of the value."""
        full = (*self.prefix, *path)
        return self.known.get(full) or self.keys.get(full) or self.value(path)


@frozen
class Entry:
    """A wanted resource plus where it was written."""

    kind: str
    key: str
    resource: Resource
    places: Places

    @cached_property
    def refs(self) -> tuple[tuple[FieldPath, Ref], ...]:
        """Every reference in it, with the way to it; looked for once, since many ask."""
        return tuple(refs_in(self.resource))

    @property
    def place(self) -> Place:
        """Place of its key."""
        return self.places.key()


WRITERS = 4
"""Changes that are sent at one time, where nobody says how many."""
MOST_WRITERS = 8


@frozen
class Safety:
    """The limits of `safety:`; the percentage is of this stack's live resources of a kind.

    `uncounted` are the sections whose lists are trusted though nobody counts them. So many
    `writers` are the most, where it is written.
    """

    adopt: Literal["allow", "refuse"] = "allow"
    max_deletes: int = 5
    max_delete_percent: int = 30
    oncall_now: Literal["allow", "warn", "refuse"] = "warn"
    new_gap: Literal["allow", "warn", "refuse"] = "refuse"
    same_person: Literal["allow", "warn", "refuse"] = "warn"
    drift: Literal["allow", "refuse"] = "allow"
    uncounted: tuple[str, ...] = ()
    writers: int | None = None

    def writers_if(self, asked: int | None) -> int:
        """Return how many changes may be sent at one time, if so many are asked for."""
        return asked or self.writers or WRITERS


@frozen
class RawSetting:
    """A setting that another part reads, as written, with its places."""

    value: Any
    places: Places


@frozen
class Settings:
    """`pdsync.yaml`: whose configuration this is, and what it may do."""

    stack: str | None = None
    stack_was: str | None = None
    ownership: Literal["mark", "none"] = "mark"
    account: str | None = None
    safety: Safety = field(default_factory=Safety)
    lint: RawSetting | None = field(default=None, compare=False)

    @property
    def marks(self) -> bool:
        """True if resources are marked as this stack's (and may be deleted)."""
        return self.stack is not None and self.ownership == "mark"


@frozen
class Config:
    """Everything that the files of one configuration directory say.

    `texts` holds each file's text by the name used in spans, `contents` its bytes; `problems` is
    everything wrong or worth a warning, in order of place. `pages` are beside it in the repository,
    unread. Lint reads the `own_rules`, and alone complains of them.
    """

    settings: Settings
    entries: tuple[Entry, ...]
    problems: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    contents: Mapping[str, bytes] = field(repr=False)
    directory: str
    pages: RepositoryPages = field(default_factory=RepositoryPages, compare=False, repr=False)
    own_rules: tuple[RawSetting, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Hash over names and contents, the same wherever the directory stands."""
        return digest_of(self.contents, self.directory)

    @property
    def is_broken(self) -> bool:
        """True if no plan can be made from it."""
        return any(problem.is_error for problem in self.problems)

    def texts_unlike(self, before: Config) -> dict[str, str]:
        """The texts of the files that were others before, or not there, by name."""
        old = before.texts
        return {name: text for name, text in self.texts.items() if old.get(name) != text}

    def of(self, kind: str) -> Iterator[Entry]:
        """The entries of one kind, in the order they were written."""
        return iter(self._by_kind.get(kind, ()))

    def find(self, kind: str, key: str) -> Entry | None:
        """The entry with this key, or None."""
        return self._by_address.get((kind, key))

    def meant(self, ref: Ref) -> Entry | None:
        """The entry that a reference leads to: by key, by an id that is written, or by name.

        Names are compared as a plan does: by case only where several differ in nothing else. None
        for what is not written here, and for a name that several have.
        """
        if ref.key is not None:
            return self.find(ref.kind, ref.key)
        if ref.id is not None:
            return self._by_id.get((ref.kind, ref.id))
        name = " ".join(str(ref.name).split())
        found = self._by_name.get((ref.kind, name.casefold()), ())
        exact = [one for one in found if " ".join(str(one.resource.name).split()) == name]
        one_of = exact or found
        return one_of[0] if len(one_of) == 1 else None

    @cached_property
    def keyed(self) -> Config:
        """The same, in which each reference to what is written here is by its key.

        A person is by e-mail, in lowercase as a key is.
        """
        changed = {
            number: replace(entry, resource=map_refs(entry.resource, self._keyed))
            for number, entry in enumerate(self.entries)
            if any(self._keyed(ref) is not ref for _, ref in entry.refs)
        }
        entries = tuple(changed.get(number, one) for number, one in enumerate(self.entries))
        return replace(self, entries=entries) if changed else self

    def _keyed(self, ref: Ref) -> Ref:
        if ref.key is not None:
            return ref
        if ref.name is not None and not KINDS[ref.kind].managed:
            is_address = KINDS[ref.kind].natural_key == "email"
            return Ref(ref.kind, key=ref.name.casefold()) if is_address else ref
        entry = self.meant(ref)
        return Ref(ref.kind, key=entry.key) if entry else ref

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Entry]]:
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for one in self.entries:
            found[one.kind].append(one)
        return found

    @cached_property
    def _by_address(self) -> Mapping[tuple[str, str], Entry]:
        return {(entry.kind, entry.key): entry for entry in self.entries}

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], Entry]:
        return {(one.kind, one.resource.id): one for one in self.entries if one.resource.id}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for one in self.entries:
            name = " ".join(str(one.resource.name).split())
            found[one.kind, name.casefold()].append(one)
        return found
