"""An earlier configuration, what came after it, and renames followed backwards. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.kinds import Ref, Schedule
from pdsync.reconcile._model import Address
from pdsync.source import Config, Entry


@frozen
class Earlier:
    """Configuration at an earlier revision, and the later ones, the newest last.

    The first later one was merged at `left_at`. `written_at` says when a file was changed last
    before. The last of `later` may be the files as they are now; `merged` are without it.
    """

    config: Config
    later: Sequence[Config]
    is_whole: bool
    left_at: datetime
    written_at: Callable[[str], datetime | None]
    merged: Sequence[Config] = ()

    @property
    def today(self) -> Config | None:
        """The newest configuration, in which anchors may be written."""
        return self.later[-1] if self.later else None

    def as_marked_today(self) -> Config:
        """Return the earlier configuration, which knows the keys of today as those of before.

        By them the marks of what was renamed since are found, and nothing is made again.
        """
        keys = self.keys_of_today
        entries = tuple(
            replace(one, resource=one.resource.model_copy(update={"was": keys[one.kind, one.key]}))
            if keys[one.kind, one.key] != one.key
            else one
            for one in self.config.entries
        )
        settings = self.config.settings
        stacks = [one.settings.stack for one in self.later if one.settings.stack]
        if stacks and settings.stack and stacks[-1] != settings.stack:
            settings = replace(settings, stack_was=stacks[-1])
        return replace(self.config, entries=entries, settings=settings)

    @property
    def keys_of_today(self) -> Mapping[Address, str]:
        """The last key of each entry, by its earlier address."""
        last = {(one.kind, one.key): one.key for one in self.config.entries}
        for config in self.later:
            renamed = {
                (one.kind, str(one.resource.was)): one.key
                for one in config.entries
                if one.resource.was and not config.find(one.kind, one.resource.was)
            }
            last = {(kind, key): renamed.get((kind, now), now) for (kind, key), now in last.items()}
        return last

    def has_other_turns_since(self, entry: Entry) -> bool:
        """Return True if a later configuration wrote something else of a schedule's turns."""
        if not self.is_whole:
            return True
        names = {entry.key, self.keys_of_today[entry.kind, entry.key]}
        for config in self.later:
            found = [one for key in names if (one := config.find(entry.kind, key))]
            if not any(_turns(one) == _turns(entry) for one in found):
                return True
        return False


def _turns(entry: Entry) -> object:
    one = entry.resource
    return (one.layers, one.rotations, one.time_zone) if isinstance(one, Schedule) else None


def means(ref: Ref, address: Address, config: Config) -> bool:
    """Return True if a reference of a configuration means something by its key or its name."""
    kind, key = address
    if ref.kind != kind:
        return False
    entry = config.find(kind, key)
    return ref.key == key or bool(entry and ref.name and ref.name == entry.resource.name)
