"""A layered schedule of the YAML rewritten as a shift-based one, proved to do the same. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pdsync import oncall
from pdsync.kinds import Layer, Schedule, Undecided, on_call
from pdsync.source import (
    Config,
    Entry,
    NotEditable,
    comments_of,
    load_texts,
    rotations_text,
    with_block,
)

_BY_HAND = "rewrite it by hand, or leave it layered: both kinds go on working"


class NoUpgrade(Exception):
    """There is no shift-based schedule that does the same; `reason` is a sentence without a dot."""

    def __init__(self, reason: str, hint: str = _BY_HAND) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


@dataclass(frozen=True)
class Layered:
    """What is on call by the layers of a schedule, its people by e-mail, and the layers' names."""

    schedule: oncall.Schedule
    names: tuple[str, ...]

    @classmethod
    def of(
        cls, schedule: oncall.Schedule, layers: Iterable[Layer], people: Mapping[str, str]
    ) -> Layered:
        """`people` are e-mails for those who stand in it under another name."""
        return cls(_by_email(schedule, people), tuple(layer.name for layer in layers))


@dataclass(frozen=True)
class Upgraded:
    """What a file is to hold, and how far it is proved that nobody else is on call; None: ever.

    `comments` are those of the block that goes.
    """

    file: str
    text: str
    until: datetime | None
    comments: tuple[str, ...] = ()


def upgraded(config: Config, entry: Entry, before: Layered, now: datetime) -> Upgraded:
    """The file of an entry with rotations in place of its layers; raises NoUpgrade."""
    made = oncall.as_shifts(before.schedule, now)
    if made.schedule is None:
        raise NoUpgrade(str(made.reason))
    if not made.schedule.rotations:
        raise NoUpgrade("it never puts anybody on call again", "delete it, or write new layers")
    key, names = entry.places.key(("layers",)), [before.names[place] for place in made.layers]
    old = config.texts[key.file]
    try:
        text = with_block(old, key, rotations_text(made.schedule, _written(names, entry)))
    except NotEditable as trouble:
        raise NoUpgrade(f"`layers:` at {key} cannot be replaced: {trouble.reason}") from None
    until = _proved(config, entry, before.schedule, (key.file, text), now)
    return Upgraded(key.file, text, until, comments_of(old, key))


def _written(names: Iterable[str], entry: Entry) -> list[str]:
    """The names that somebody wrote; PagerDuty gives some by itself."""
    written = {layer.name for layer in getattr(entry.resource, "layers", ())}
    return [name if name in written else "" for name in names]


def _proved(
    config: Config, entry: Entry, before: oncall.Schedule, new: tuple[str, str], now: datetime
) -> datetime | None:
    """Read the new text as anybody would, and compare; how far the proof reaches."""
    file, text = new
    again = load_texts({**config.texts, file: text}, directory=config.directory)
    wrong = next((one for one in again.problems if one.is_error), None)
    if wrong is not None:
        raise NoUpgrade(f"its rotations could not be read back: {wrong.message}")
    after = again.find("schedule", entry.key)
    try:
        if after is None or not isinstance(after.resource, Schedule):
            raise NoUpgrade("its rotations could not be read back")
        same = oncall.same_for_ever(before, on_call(after.resource), now)
    except Undecided as reason:
        raise NoUpgrade(f"its rotations could not be read back: {reason}") from None
    if same.first_difference is not None:
        raise NoUpgrade(f"others would be on call from {same.first_difference.start:%Y-%m-%d} on")
    return same.until


def _by_email(schedule: oncall.Schedule, people: Mapping[str, str]) -> oncall.Schedule:
    layers = tuple(
        replace(layer, users=tuple(people.get(user, user) for user in layer.users))
        for layer in schedule.layers
    )
    return replace(schedule, layers=layers, overrides=())
