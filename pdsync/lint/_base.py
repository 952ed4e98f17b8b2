"""The configuration at an earlier revision, and what of it an entry was then. Finds nothing."""

from __future__ import annotations

from pdsync.frozen import frozen
from pdsync.source import Config, Entry


@frozen
class Base:
    """A configuration as it was at a revision, by the name that people gave that."""

    name: str
    config: Config

    @property
    def keyed(self) -> Config:
        """The configuration, with references by key as rules see them."""
        return self.config.keyed

    def before(self, entry: Entry) -> Entry | None:
        """Return what an entry was: that of its key, else of the one it says it had (`was:`)."""
        found = self.keyed.find(entry.kind, entry.key)
        if found is None and entry.resource.was is not None:
            return self.keyed.find(entry.kind, entry.resource.was)
        return found
