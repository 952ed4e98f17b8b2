"""A layered schedule of the YAML rewritten as a shift-based one, proved to do the same. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pdsync import oncall
from pdsync.kinds import Schedule, Undecided, on_call
from pdsync.source import Config, Entry, NotEditable, load_texts, rotations_text, with_block


class NoUpgrade(Exception):
    """There is no shift-based schedule that does the same; `reason` is a sentence without a dot."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Upgraded:
    """What a file is to hold, and how far it is proved that nobody else is on call; None: ever."""

    file: str
    text: str
    until: datetime | None


def upgraded(
    config: Config,
    entry: Entry,
    schedule: oncall.Schedule,
    people: Mapping[str, str],
    now: datetime,
) -> Upgraded:
    """The file of an entry with rotations in place of its layers.

    `schedule` is what is on call by the layers; `people` are e-mails for those who stand in it
    under another name. Raises NoUpgrade.
    """
    before = _by_email(schedule, people)
    made = oncall.as_shifts(before, now)
    if made.schedule is None:
        raise NoUpgrade(str(made.reason))
    key = entry.places.key(("layers",))
    try:
        text = with_block(config.texts[key.file], key, rotations_text(made.schedule))
    except NotEditable as trouble:
        raise NoUpgrade(f"`layers:` at {key} cannot be replaced: {trouble.reason}") from None
    return Upgraded(key.file, text, _proved(config, entry, before, (key.file, text), now))


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
