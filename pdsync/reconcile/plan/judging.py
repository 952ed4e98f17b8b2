"""Entries as the account has them and as a plan leaves them, for judging both. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from pdsync.frozen import frozen
from pdsync.kinds import Ref, Resource
from pdsync.reconcile._model import Address, Change
from pdsync.reconcile._states import AsItIs, Wanted
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config, Entry


@frozen
class Judging:
    """The account as it is, and the changes that a plan makes of those that were drafted."""

    config: Config
    matching: Matching
    directory: Directory
    drafted: Mapping[Address, Drafted]
    kept: Mapping[Address, Change]
    now: datetime
    snapshot: Snapshot
    wanted: Mapping[Address, Wanted]

    def before(self, entry: Entry) -> Resource | None:
        """The resource as it is, or the one whose place it takes; None for none."""
        pair = self.matching.pairs.get((entry.kind, entry.key))
        live = self.matching.replaces(entry) or pair
        return live.resource(self.now) if live else None

    def change(self, entry: Entry) -> Change | None:
        """Return the plan's change of it; None where there is none."""
        change = self.kept.get((entry.kind, entry.key))
        return change if change and change.is_made else None

    def after(self, entry: Entry) -> Resource | None:
        """The resource as the plan leaves it; None for none."""
        one = self.drafted.get((entry.kind, entry.key))
        if one and (one.change is None or self.change(entry)):
            return one.merged
        return self.before(entry)

    def told(self, entry: Entry, *fields: str) -> Resource | None:
        """Return a resource that has these fields as the plan leaves them; None for none.

        That is what is written, where it writes them all and they are as they should be already.
        """
        address = (entry.kind, entry.key)
        one = self.drafted.get(address)
        is_so = one is not None and isinstance(one.result, AsItIs)
        if is_so and self.wanted[address].model_fields_set.issuperset(fields):
            return self.wanted[address]
        return self.after(entry)

    def found(self, ref: Ref, *, after: bool) -> Resource | None:
        """The resource that a reference leads to, before the plan or after it; None for none."""
        canonical = self.directory.canonical_or_same(ref)
        address = self._addresses.get((canonical.kind, canonical.id))
        entry = self.config.find(*(address or (canonical.kind, str(canonical.key))))
        if entry:
            return self.after(entry) if after else self.before(entry)
        lives = self._going.get(canonical.id) or self.snapshot.of(ref.kind).get(str(canonical.id))
        return lives.resource(self.now) if lives else None

    @cached_property
    def _addresses(self) -> Mapping[tuple[str, str | None], Address]:
        pairs = self.matching.pairs.items()
        return {(address[0], live.id): address for address, live in pairs if live}

    @cached_property
    def _going(self) -> Mapping[str | None, Live]:
        """Schedules that make way, which were read whole."""
        return {live.id: live for live in self.matching.orphans if live.heir}
