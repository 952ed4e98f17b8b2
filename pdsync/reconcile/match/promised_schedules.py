"""The live schedules that promises of a configuration are about: their own, and those of levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from pdsync.frozen import frozen
from pdsync.kinds import Ref, Resource, refs_in
from pdsync.promises import expect_of
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config, Entry

_ANY_TIME = datetime(2020, 1, 1, tzinfo=UTC)
"""References of a policy or service are the same at all times."""


def promised_schedules(config: Config, snapshot: Snapshot, matching: Matching) -> Iterable[Live]:
    """Return each live schedule that must be known to prove a promise, once."""
    found = _PromisedTargets(config, snapshot, matching)
    lives: dict[str, Live] = {}
    for kind in ("schedule", "escalation_policy", "service"):
        for entry in config.of(kind):
            if expect_of(entry.resource):
                own = Ref(kind, key=entry.key)
                lives.update((live.id, live) for live in found.schedules(own))
    return lives.values()


@frozen
class _PromisedTargets:
    """What references lead to, in the configuration and in the account."""

    config: Config
    snapshot: Snapshot
    matching: Matching

    def schedules(self, ref: Ref) -> Iterator[Live]:
        """Yield the live schedules that a resource is, notifies, or names in what it promises."""
        live = self._live(ref)
        if ref.kind == "schedule" and live:
            yield live
        for one in self._named(ref, live):
            if one.kind == "schedule" and (there := self._live(one)):
                yield there
            elif one.kind == "escalation_policy":
                yield from self.schedules(one)

    def _named(self, ref: Ref, live: Live | None) -> Iterator[Ref]:
        """Yield what a resource refers to by what is written, and by what it is in the account."""
        entry = self.config.find(ref.kind, ref.key) if ref.key else self._entry(live)
        states: list[Resource] = [live.resource(_ANY_TIME)] if live else []
        states += [entry.resource] if entry else []
        for state in states:
            yield from (one for _, one in refs_in(state))

    def _entry(self, live: Live | None) -> Entry | None:
        pairs = self.matching.pairs.items()
        at = next((address for address, one in pairs if one and live and one.id == live.id), None)
        return self.config.find(*at) if at else None

    def _live(self, ref: Ref) -> Live | None:
        if ref.key:
            return self.matching.pairs.get((ref.kind, ref.key))
        lives = self.snapshot.of(ref.kind)
        if ref.id:
            return lives.get(ref.id)
        return next((one for one in lives.values() if one.handle == ref.name), None)
