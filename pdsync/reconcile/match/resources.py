"""Matching of wanted resources to live ones: by id, then by mark, then by name. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pdsync.diagnostics import Diagnostic, Related, error
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Collection, Kind, kind_of
from pdsync.reconcile._model import Address
from pdsync.reconcile.match.duplicates import Alike
from pdsync.reconcile.match.other_stacks import Foreign, other_stacks
from pdsync.reconcile.match.several import Twins
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config, Entry, Settings, place_of

SHIFT_BASED = "shift-based-schedule"
"""Says that a schedule with layers is shift-based in the account."""


@frozen
class Matching:
    """Result of matching: pairs of wanted and live, and what has no pair.

    Attributes:
        pairs: for every entry without a problem, its live resource, or None if there is none.
        orphans: live resources with this stack's mark that nothing in the YAML is.
        problems: why some entries could not be matched; they are in none of the others.
    unsure: why it is not known whether some entries are there, since what they would be among did
        not come.
    alike: of what the account has several; they are in none of the others.
    foreign: what is another stack's, of one kind; of all kinds it is among the problems.
    twins: the same as `alike`, once it is decided which to keep: that one is among the pairs, or
        the orphans.
    """

    pairs: Mapping[Address, Live | None]
    orphans: tuple[Live, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    unsure: Mapping[Address, str] = field(default_factory=dict)
    alike: tuple[Alike, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    twins: Mapping[Address, Twins] = field(default_factory=dict)

    @cached_property
    def taken(self) -> frozenset[str]:
        """The ids of what the configuration is about."""
        return frozenset(live.id for live in self.pairs.values() if live)

    def replaces(self, entry: Entry) -> Live | None:
        """Return the live layered schedule that a shift-based entry replaces."""
        return self._replaced.get((entry.kind, entry.key))

    @cached_property
    def _replaced(self) -> Mapping[Address, Live]:
        return {live.heir: live for live in reversed(self.orphans) if live.heir}

    def knowing(self, snapshot: Snapshot) -> Matching:
        """The same matching of live resources that were read better since."""
        pairs = {
            address: live and snapshot.of(live.kind.name)[live.id]
            for address, live in self.pairs.items()
        }
        return replace(self, pairs=pairs)


MatchResult = Live | Diagnostic | Alike | Foreign | None


@dataclass
class _Search:
    """The live resources of one kind, indexed the three ways they are looked up."""

    kind: Kind
    settings: Settings
    lives: Mapping[str, Live]
    keys: frozenset[str]
    ids: frozenset[str]
    names: frozenset[str]
    by_mark: dict[str, list[Live]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Live]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        stacks = {self.settings.stack, self.settings.stack_was} if self.settings.marks else set()
        for live in self.lives.values():
            self.by_name[live.name.casefold()].append(live)
            if live.mark and live.mark.stack in stacks:
                self.by_mark[live.mark.key].append(live)

    def find(self, entry: Entry) -> MatchResult:
        """The live resource that an entry is, None for a new one, or why that cannot be said."""
        found = self._by_id(entry) or self._by_mark(entry) or self._by_name(entry)
        return self._of_its_sort(entry, found) if isinstance(found, Live) else found

    def _of_its_sort(self, entry: Entry, live: Live) -> Live | Diagnostic | None:
        """The live schedule, unless it is of layers and the entry of shifts, or the reverse."""
        written = entry.resource.model_fields_set & {"layers", "rotations"}
        if not written or live.kind is kind_of(self.kind, entry.resource):
            return live
        if live.is_shift_based:
            return _upgraded(entry, live)
        return None if live in self.replaces(entry) else _layered(entry, live)

    def replaces(self, entry: Entry) -> list[Live]:
        """The layered schedules with the mark of an entry that has rotations."""
        if entry.resource.id or kind_of(self.kind, entry.resource) is self.kind:
            return []
        found = (live for key in _keys(entry) for live in self.by_mark.get(key, ()))
        return [live for live in found if not live.is_shift_based]

    def _by_id(self, entry: Entry) -> Live | Diagnostic | None:
        wanted = entry.resource.id
        if wanted is None:
            return None
        live = self.lives.get(wanted)
        if live is None:
            return error(
                "unknown-id",
                f"the account has no {self.kind.title} with the id {wanted}",
                help="take the id from the address of its page, or delete `id:`",
                place=entry.places.value(("id",)),
            )
        if live.mark and (not self._is_ours(live) or live.mark.key not in _keys(entry)):
            return error(
                "id-disagrees",
                f"{live.said} is marked {live.mark}, not {entry.key}",
                help=f"delete `id:`, or write it on `{live.mark.key}`",
                place=entry.places.value(("id",)),
            )
        return live

    def _by_mark(self, entry: Entry) -> Live | Alike | None:
        found = [live for key in _keys(entry) for live in self.by_mark.get(key, ())]
        going = self.replaces(entry)
        found = [live for live in found if live not in going] or found
        if len(found) > 1:
            return Alike(self.kind, entry.key, tuple(found), marked=True, place=entry.place)
        return found[0] if found else None

    def _by_name(self, entry: Entry) -> MatchResult:
        found = self._named(str(entry.resource.name))
        if not found:
            return None
        if len(found) > 1:
            return Alike(self.kind, entry.key, tuple(found), marked=False, place=entry.place)
        return self._if_free(entry, found[0])

    def _named(self, name: str) -> list[Live]:
        # What another entry means by its id gets the name of that one.
        same = [one for one in self.by_name.get(name.casefold(), []) if one.id not in self.ids]
        exact = [live for live in same if live.name == name]
        # One in other capitals is meant only if no other entry means that very name.
        return exact or [live for live in same if live.name not in self.names]

    def _if_free(self, entry: Entry, live: Live) -> MatchResult:
        if live.mark is None:
            return live
        if not self._is_ours(live):
            return Foreign(entry, live)
        if live.mark.key in self.keys:
            return None
        return error(
            "renamed-key",
            f"{live.said} is managed by this stack under the key `{live.mark.key}`, "
            "which is no longer in the configuration",
            help=f"write `was: {live.mark.key}` on `{entry.key}`, or give it another name",
            place=entry.place,
        )

    def _is_ours(self, live: Live) -> bool:
        stacks = {self.settings.stack, self.settings.stack_was} - {None}
        return self.settings.marks and live.mark is not None and live.mark.stack in stacks

    def orphans(self, taken: set[str]) -> list[Live]:
        """Return the live resources with this stack's mark that are not `taken`."""
        marked = [live for lives in self.by_mark.values() for live in lives]
        return [live for live in marked if live.id not in taken]


def match(config: Config, snapshot: Snapshot) -> Matching:
    """Match every entry of the kinds that stand on their own; see `_children` for the others."""
    pairs: dict[Address, Live | None] = {}
    orphans: list[Live] = []
    problems: list[Diagnostic] = []
    alike: list[Alike] = []
    foreign: list[Foreign] = []
    for kind in KINDS.values():
        if not (kind.managed and isinstance(kind.endpoint, Collection)):
            continue
        matched = match_kind(kind, config, snapshot)
        pairs |= matched.pairs
        orphans += matched.orphans
        problems += matched.problems
        alike += matched.alike
        foreign += matched.foreign
    problems += other_stacks(foreign, config.settings, snapshot)
    return Matching(pairs, tuple(orphans), tuple(problems), alike=tuple(alike))


def match_kind(kind: Kind, config: Config, snapshot: Snapshot) -> Matching:
    """Match every entry of one kind that stands on its own."""
    entries = tuple(config.of(kind.name))
    keys = frozenset(key for entry in entries for key in _keys(entry))
    ids = frozenset(str(entry.resource.id) for entry in entries if entry.resource.id)
    names = frozenset(str(entry.resource.name) for entry in entries)
    search = _Search(kind, config.settings, snapshot.of(kind.name), keys, ids, names)
    found = {entry.key: search.find(entry) for entry in entries}
    problems = [one for one in found.values() if isinstance(one, Diagnostic)]
    problems += _taken_twice(kind, entries, found)
    pairs: dict[Address, Live | None] = {
        (kind.name, key): one
        for key, one in found.items()
        if not isinstance(one, Diagnostic | Alike | Foreign)
    }
    taken = {live.id for live in pairs.values() if live}
    # What an ambiguity is about is neither changed nor deleted.
    unclear = {live.id for entry in entries for key in _keys(entry) for live in search.by_mark[key]}
    replaces = [
        replace(live, heir=(kind.name, entry.key))
        for entry in entries
        if (kind.name, entry.key) in pairs
        for live in search.replaces(entry)
    ]
    single, several = _apart(search.orphans(taken | unclear))
    return Matching(
        pairs,
        (*single, *replaces),
        tuple(problems),
        alike=(*(one for one in found.values() if isinstance(one, Alike)), *several),
        foreign=tuple(one for one in found.values() if isinstance(one, Foreign)),
    )


def _apart(orphans: list[Live]) -> tuple[list[Live], list[Alike]]:
    """Split live resources into those alone with their key and those of which there are several."""
    by_key: dict[str, list[Live]] = defaultdict(list)
    for live in orphans:
        by_key[str(live.mark and live.mark.key)].append(live)
    single = [lives[0] for lives in by_key.values() if len(lives) == 1]
    several = [
        Alike(lives[0].kind, key, tuple(lives), marked=True)
        for key, lives in by_key.items()
        if len(lives) > 1
    ]
    return single, several


def _taken_twice(
    kind: Kind, entries: tuple[Entry, ...], found: Mapping[str, MatchResult]
) -> list[Diagnostic]:
    first: dict[str, Entry] = {}
    problems = []
    for entry in entries:
        live = found[entry.key]
        if not isinstance(live, Live):
            continue
        other = first.setdefault(live.id, entry)
        if other is not entry:
            problems.append(
                error(
                    "one-live-two-entries",
                    f"`{entry.key}` and `{other.key}` are the same live {kind.title}: {live.said}",
                    help="delete one of the two entries, or correct its `id:` or `name:`",
                    place=entry.place,
                    related=(Related("the other entry", other.place),),
                )
            )
    return problems


def _upgraded(entry: Entry, live: Live) -> Live | Diagnostic:
    if not live.is_shift_based:
        return live
    return error(
        SHIFT_BASED,
        f"{live.said} is a shift-based schedule in the account, and this one has layers",
        help=f"`pdsync upgrade {entry.key} --live` writes the `rotations:` that it has there in "
        "place of `layers:`; PagerDuty turns none back into layers",
        place=place_of(entry, ("layers",)),
    )


def _layered(entry: Entry, live: Live) -> Diagnostic:
    return error(
        "layered-schedule",
        f"{live.said} has layers in the account, and this one has rotations",
        help="upgrade it in PagerDuty, which keeps its id; or apply it with `layers:` and without "
        "`id:` first, so that it is pdsync's to replace",
        place=place_of(entry, ("rotations",)),
    )


def _keys(entry: Entry) -> tuple[str, ...]:
    return (entry.key, entry.resource.was) if entry.resource.was else (entry.key,)
