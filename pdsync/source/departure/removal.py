"""Departure of a person from all files at once: every spot is edited, or none. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import datetime
from functools import cached_property

from pdsync.changes import Change, Edit, Put, Remove, Rename
from pdsync.diagnostics import Diagnostic, Place, error
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import KINDS, Ref, Schedule
from pdsync.source._config import Config, Entry
from pdsync.source._fields import edit_of
from pdsync.source.departure.spots import Documents, Leaver, Spot, at, spots, written
from pdsync.source.departure.turns import Part, RunningTurn, person_changes
from pdsync.source.edit.proof import Edited, changed, edited
from pdsync.source.edit.stretches import NotEditable

_OF_TURNS = ("users", "members")


class StillNeeded(Exception):
    """Raised with a finding for each spot where whoever leaves cannot just be taken out."""

    def __init__(self, findings: Sequence[Diagnostic]) -> None:
        super().__init__(findings)
        self.findings = tuple(findings)


@frozen
class TurnTaken:
    """Turn of the leaver that runs, in a schedule of this key and at this place."""

    schedule: str
    place: Place
    running: RunningTurn


@frozen
class Departed:
    """The files without the leaver, and what is to be said.

    `spots` are where they stood, `kept_once` the places that only go, since who comes instead is
    in the list already; `turns_taken` the turns that run.
    """

    edited: Edited
    spots: tuple[Spot, ...]
    kept_once: tuple[Spot, ...]
    turns_taken: tuple[TurnTaken, ...]


def departed(config: Config, leaver: Leaver, now: datetime) -> Departed:
    """Take somebody out of all files, or put somebody else in their places.

    Raises StillNeeded for the spots that somebody must decide about.
    """
    return _Departure(config, leaver, now).made()


@frozen
class _Departure:
    config: Config
    leaver: Leaver
    now: datetime
    findings: list[Diagnostic] = field(default_factory=list)

    def made(self) -> Departed:
        edits = [*self._parts(), *(edit for one in self.spots for edit in self._edits(one))]
        if self.findings:
            raise StillNeeded(self.findings)
        ordered = sorted(edits, key=lambda one: _order(one.change))
        # Of what goes the last goes first, so that all others are where they were.
        goes = [one for one in ordered if isinstance(one.change, Remove)]
        puts = [one for one in ordered if not isinstance(one.change, Remove)]
        try:
            found = edited(self.config, [*puts, *reversed(goes)])
        except NotEditable as trouble:
            raise StillNeeded(self._by_hand(edits, trouble)) from None
        once = tuple(one for one in self.spots if one.list_path and self._is_there(one))
        return Departed(found, self.spots, once, tuple(self._turns_taken))

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(spots(self.config, self.leaver, self._documents))

    @cached_property
    def _documents(self) -> Documents:
        return Documents(self.config)

    @cached_property
    def _turns_taken(self) -> list[TurnTaken]:
        return []

    def _edits(self, spot: Spot) -> Iterator[Edit]:
        if self._is_put(spot):
            yield from self._put(spot)
        elif not spot.list_path:
            if not self._is_anchor(spot):
                self._needs(spot, "somebody is needed here")
        elif self._is_last(spot):
            self._needs(spot, _nobody_left(spot))
        elif spot.step is not None:
            yield edit_of(spot.entry, Remove(self._full(spot.entry, (*spot.holder, spot.step))))

    def _put(self, spot: Spot) -> Iterator[Edit]:
        new = str(self.leaver.instead)
        way = self._full(spot.entry, spot.way)
        if spot.is_name:
            yield edit_of(spot.entry, Rename(way, new))
            return
        top = self._full(spot.entry, self._whole(spot))
        try:
            for change in person_changes(top, at(self._documents.of(spot.entry), top), new):
                yield edit_of(spot.entry, change)
        except NotEditable as trouble:
            self._needs(spot, trouble.reason, trouble.hint)

    def _whole(self, spot: Spot) -> FieldPath:
        """Return the way to all that says who it is: a word, or a mapping of one."""
        if spot.step is None:
            return spot.holder
        user = (*spot.holder, spot.step, "user")
        return user if spot.entry.places.has(user) else user[:-1]

    def _is_put(self, spot: Spot) -> bool:
        """Return True where somebody else takes the place: not if they are in the list already."""
        if self.leaver.instead is None or self._is_there(spot):
            return False
        return not self._is_anchor(spot) or self._has_members(spot)

    def _has_members(self, anchor: Spot) -> bool:
        """Return True if the members of an anchor are written: whoever leaves is one of them."""
        path = self._list_of(anchor)
        return any(one.entry is anchor.entry and one.list_path == path for one in self.spots)

    def _is_there(self, spot: Spot) -> bool:
        path = self._list_of(spot)
        return bool(path) and self.leaver.instead in self._others(spot.entry, path)

    def _list_of(self, spot: Spot) -> FieldPath:
        """Return the list that a spot belongs to: that of the members, for an anchor."""
        if self._is_anchor(spot):
            part = spot.path[:-2]
            return (*part, "users" if part[0] == "layers" else "members")
        return spot.list_path

    def _others(self, entry: Entry, path: FieldPath) -> list[str]:
        """Return who else is in a list; schedules beside people too, in no word of a person."""
        refs = (ref for way, ref in entry.refs if way[: len(path)] == path)
        return [_named(ref) for ref in refs if not self.leaver.is_meant_by(ref)]

    def _is_last(self, spot: Spot) -> bool:
        return not self._others(spot.entry, spot.list_path)

    def _is_anchor(self, spot: Spot) -> bool:
        return spot.entry.kind == "schedule" and spot.path[-2:] == ("anchor", "who")

    def _parts(self) -> Iterator[Edit]:
        """Yield the edits of what says whose turn it is, where somebody leaves the members."""
        lists = {
            (one.entry.key, self._list_of(one)): one
            for one in self.spots
            if isinstance(one.entry.resource, Schedule)
            and not self._is_put(one)
            and self._list_of(one)[-1:] in {(name,) for name in _OF_TURNS}
        }
        for (_, path), spot in lists.items():
            if not self._others(spot.entry, path):
                if self._is_anchor(spot) and not self._has_members(spot):
                    hint = "write its `members:`, and run it again"
                    self._needs(spot, "the anchor names them, and no members are written", hint)
                continue
            yield from self._kept(spot, path)

    def _kept(self, spot: Spot, path: FieldPath) -> Iterator[Edit]:
        entry = spot.entry
        gone = [
            Remove(self._full(entry, (*one.holder, one.step)))
            for one in reversed(self.spots)
            if one.entry is entry and one.list_path == path and one.step is not None
        ]
        zone = getattr(entry.resource, "time_zone", None)
        if not gone:
            return
        part = Part(
            self._documents.of(entry),
            self._full(entry, written(entry, path[:-1])),
            str(path[0]),
            zone,
            self.leaver,
            tuple(gone),
        )
        try:
            changes, running = part.kept(self.now)
        except NotEditable as trouble:
            self._needs(spot, trouble.reason, trouble.hint)
            return
        if running:
            self._turns_taken.append(TurnTaken(entry.key, spot.place, running))
        yield from (edit_of(entry, one) for one in changes)

    def _full(self, entry: Entry, way: FieldPath) -> FieldPath:
        return (*entry.places.prefix, *way)

    def _needs(self, spot: Spot, why: str, way: str | None = None) -> None:
        title = KINDS[spot.entry.kind].title
        message = f"{title} `{spot.entry.key}` cannot do without {self.leaver.email}: {why}"
        how = "write here who comes instead, or delete what is theirs alone"
        hint = how if self.leaver.instead else f"{how}; or put one person everywhere: --replace-by"
        self.findings.append(error("still-needed", message, help=way or hint, place=spot.place))

    def _by_hand(self, edits: Sequence[Edit], whole: NotEditable) -> list[Diagnostic]:
        """Return a finding for each edit that cannot be made, else one for all of them."""
        found = []
        for one in edits:
            try:
                changed(self.config.texts[one.file], [one])
            except NotEditable as trouble:
                place = self._place(one)
                message = f"this place of {self.leaver.email} cannot be edited: {trouble.reason}"
                found.append(error("still-needed", message, help=trouble.hint, place=place))
        return found or [error("still-needed", whole.reason, help=whole.hint)]

    def _place(self, edit: Edit) -> Place | None:
        entries = (
            one
            for one in self.config.entries
            if one.place.file == edit.file
            and one.places.document == edit.document
            and edit.change.path[: len(one.places.prefix)] == one.places.prefix
        )
        entry = next(entries, None)
        return entry.places.value(edit.change.path[len(entry.places.prefix) :]) if entry else None


def _nobody_left(spot: Spot) -> str:
    if spot.entry.kind == "escalation_policy":
        return "a rule would be left without a target"
    return "nobody would be left in this list"


def _named(ref: Ref) -> str:
    return str(ref.key or ref.id or ref.name) if ref.kind == "user" else f"{ref.kind}:{ref}"


def _order(change: Change) -> int:
    return 0 if isinstance(change, Rename) else 1 if isinstance(change, Put) else 2
