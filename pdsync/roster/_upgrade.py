"""A layered schedule of the YAML rewritten as a shift-based one, proved to do the same. Pure.

The one it is to do the same as may be the YAML's own, or what PagerDuty made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pdsync import oncall
from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.kinds import (
    AsOf,
    Ref,
    Schedule,
    Undecided,
    on_call,
    rotation_of_people,
    rotation_written,
)
from pdsync.source import Config, Entry
from pdsync.source.edit import Edit, Edited, Lines, NotEditable, edited, parts_text

_BY_HAND = "rewrite it by hand, or leave it as it is: both kinds of schedules go on working"


class NoUpgrade(Exception):
    """There is no shift-based schedule that does the same; `reason` is a sentence without a dot."""

    def __init__(self, reason: str, hint: str = _BY_HAND) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


@frozen
class Before:
    """Live definition to start from: people by e-mail, and the names of the layers or rotations."""

    schedule: oncall.AnySchedule
    names: tuple[str, ...]

    @classmethod
    def of(cls, schedule: Schedule) -> Before:
        """A schedule whose people have their e-mails; raises Undecided."""
        parts = schedule.rotations or schedule.layers
        return cls(on_call(schedule), tuple(one.name for one in parts))

    @property
    def people(self) -> frozenset[str]:
        """Everybody who has turns in it."""
        found = self.schedule
        if isinstance(found, oncall.Schedule):
            return frozenset(user for layer in found.layers for user in layer.users)
        events = (event for rotation in found.rotations for event in rotation.events)
        return frozenset(user for event in events for user in event.members if user)

    def as_shifts(self, now: datetime) -> tuple[oncall.ShiftSchedule, list[str]]:
        """It as rotations, with the name of each; raises NoUpgrade."""
        if isinstance(self.schedule, oncall.ShiftSchedule):
            parts = zip(self.schedule.rotations, self.names, strict=True)
            filled = [(one, name) for one, name in parts if one.events]
            rotations = tuple(one for one, _ in filled)
            return replace(self.schedule, rotations=rotations), [name for _, name in filled]
        made = oncall.as_shifts(self.schedule, now)
        if made.schedule is None:
            raise NoUpgrade(str(made.reason))
        return made.schedule, [self.names[place] for place in made.layers]


@frozen
class Upgraded:
    """Rewritten text, and how far it is proved to put the same people on call (None: for ever).

    `comments` are those of the block that goes.
    """

    file: str
    text: str
    until: datetime | None
    comments: tuple[str, ...] = ()


def upgraded(config: Config, entry: Entry, before: Before, now: datetime) -> Upgraded:
    """The file of an entry with rotations in place of its layers; raises NoUpgrade."""
    made, names = before.as_shifts(now)
    if not made.rotations:
        raise NoUpgrade("it never puts anybody on call again", "delete it, or write new layers")
    _in_whole_minutes(made)
    key = entry.places.key(("layers",))
    lines = tuple(parts_text("rotations", [*_in_words(made, _written(names, entry), now)]))
    path = (*entry.places.prefix, "layers")
    again = _edited(config, Edit(key.file, entry.places.document, Lines(path, lines)), key)
    until = _proved(again.after, entry, before.schedule, now)
    return Upgraded(key.file, again.after.texts[key.file], until, again.comments)


def _in_words(
    made: oncall.ShiftSchedule, names: Iterable[str], now: datetime
) -> Iterator[Mapping[str, Any]]:
    """The fields of each rotation, people by e-mail; raises NoUpgrade."""
    for rotation, name in zip(made.rotations, names, strict=True):
        form = rotation_written(rotation_of_people(rotation, name), made.time_zone, AsOf(now))
        if form is None:
            raise NoUpgrade("its rotations could not be read back")
        yield _plain(form.fields)


def _plain(value: Any) -> Any:
    if isinstance(value, Ref):
        return value.key
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _in_whole_minutes(made: oncall.ShiftSchedule) -> None:
    """Raises for what an account can have, and no YAML can say."""
    events = [event for rotation in made.rotations for event in rotation.events]
    times = (time for one in events for time in (one.start, one.since, one.until) if time)
    odd = next((time for time in times if time.second), None)
    if odd is not None:
        raise NoUpgrade(
            f"it has shifts that change hands {odd.second} seconds after a full minute, and only "
            "whole minutes can be written",
            "save its layers in PagerDuty with whole minutes, then run this again",
        )


def _written(names: Iterable[str], entry: Entry) -> list[str]:
    """The names that somebody wrote; PagerDuty gives some by itself."""
    written = {layer.name for layer in getattr(entry.resource, "layers", ())}
    return [name if name in written else "" for name in names]


def _edited(config: Config, edit: Edit, key: Place) -> Edited:
    """The configuration with the edit made: nothing but the turns of this schedule changes."""
    try:
        return edited(config, [edit])
    except NotEditable as trouble:
        reason = f"`layers:` at {key} cannot be replaced: {trouble.reason}"
        raise NoUpgrade(reason, trouble.hint) from None


def _proved(
    after: Config, entry: Entry, before: oncall.AnySchedule, now: datetime
) -> datetime | None:
    """Read the schedule as anybody would, and compare; how far the proof reaches."""
    again = after.find("schedule", entry.key)
    try:
        if again is None or not isinstance(again.resource, Schedule):
            raise NoUpgrade("its rotations could not be read back")
        same = oncall.same_for_ever(before, on_call(again.resource), now)
    except Undecided as reason:
        raise NoUpgrade(f"its rotations could not be read back: {reason}") from None
    if same.first_difference is not None:
        day = f"{same.first_difference.start:%Y-%m-%d}"
        raise NoUpgrade(
            f"by the rotations that pdsync would write others are on call from {day} on"
        )
    return same.until
