"""One that goes beside one that comes: perhaps the same under another key and name. Pure.

Without `was:` it is a deletion and a creation: the integrations of a service go with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Kind, slips, titled
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile.match.children import children_of, irreplaceable
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.read.snapshot import Live
from pdsync.series import all_of

_MOST_SLIPS = 3
"""Letters by which two names of one thing may differ."""


@frozen
class Renames:
    """Pairs of a plan that look like one resource under another key and name.

    `changes` are all that there would be, inside the selection or not.
    """

    known: Known
    drafted: Mapping[Address, Drafted]
    changes: Sequence[Change]

    def told(self, kept: Sequence[Change]) -> Iterator[Change]:
        """The changes, those that look like two halves of a rename with a risk.

        What would lose integrations that way is not to be sent before somebody has said which.
        """
        allowed = self.known.options.allow_deletes is not None
        lost = sum(change.lost for change in kept)
        for change in kept:
            risks = (*self._keys_that_die(change), *self._as_old(change), *self._as_new(change))
            told = replace(change, risks=(*change.risks, *risks)) if risks else change
            new = None if allowed or change.blocked or change.unsafe else self._heir(change)
            yield replace(told, unsafe=self._refusal(change, new, lost)) if new else told

    def _as_old(self, change: Change) -> Iterator[str]:
        new = self._pairs.get(change.address)
        if new:
            yield (
                f"a rename? write `was: {change.key}` on `{new.key}`: then this one is kept, and "
                "gets its name"
            )

    def _as_new(self, change: Change) -> Iterator[str]:
        for old, new in self._pairs.items():
            if new.address == change.address:
                yield (
                    f"a rename? write `was: {old[1]}` on it: then {titled(*old)} is kept and gets "
                    "its name, and nothing is deleted"
                )

    def _keys_that_die(self, change: Change) -> Iterator[str]:
        live = self._orphans.get(change.id) if change.action is Action.DELETE else None
        found = self._integrations(live) if live else ""
        if found:
            yield (
                f"lost with it, keys included, {found}: what sends events with them is not "
                "heard any more"
            )

    def _heir(self, change: Change) -> Change | None:
        """Return the likely successor of a resource whose integrations would be lost."""
        live = self._orphans.get(change.id)
        return self._pairs.get(change.address) if live and self._integrations(live) else None

    def _refusal(self, old: Change, new: Change, lost: int) -> str:
        found = self._integrations(self._orphans[old.id])
        return (
            f"{titled(*old.address)} would be deleted and `{new.key}` created: if that is a "
            f"rename, write `was: {old.key}` on `{new.key}`, and it keeps {found}, keys included; "
            f"if not, allow it with `--allow-deletes {lost}`"
        )

    def _integrations(self, live: Live) -> str:
        each = (self._of_kind(live, kind) for kind in irreplaceable(live.kind))
        return all_of(filter(None, each))

    def _of_kind(self, live: Live, kind: Kind) -> str:
        found = children_of(live, kind, self.known.snapshot)
        if found is None:
            return f"{kind.section} that PagerDuty does not tell"
        names = all_of(f"'{one.name}'" for one in found)
        return names and f"the {kind.title if len(found) == 1 else kind.section} {names}"

    @cached_property
    def _orphans(self) -> Mapping[str | None, Live]:
        return {live.id: live for live in self.known.matching.orphans if not live.heir}

    @cached_property
    def _pairs(self) -> Mapping[Address, Change]:
        """For each that goes and could be one that comes, the likeliest of those."""
        pairs: dict[Address, Change] = {}
        # In the order of the kinds: services look alike by policies that do.
        for kind in KINDS:
            pairs |= self._pairs_of(kind, pairs)
        return pairs

    def _pairs_of(
        self, kind: str, before: Mapping[Address, Change]
    ) -> Iterator[tuple[Address, Change]]:
        mine = [one for one in self.changes if one.kind == kind]
        coming = [one for one in mine if one.action is Action.CREATE]
        policies = {old: new.address for old, new in before.items()}
        for old in mine:
            live = self._orphans.get(old.id) if old.action is Action.DELETE else None
            if live is None:
                continue
            distances = ((self._distance(live, one, policies), one) for one in coming)
            found = [(far, one) for far, one in distances if far is not None]
            if found:
                yield old.address, min(found, key=lambda one: one[0])[1]

    def _distance(self, live: Live, new: Change, renamed: Mapping[Address, Address]) -> int | None:
        """Return the distance of one that goes from one that comes; None for no likely pair."""
        one, other = live.name.casefold(), new.name.casefold()
        letters = slips(one, other)
        # Short names are near to all others: those that share no letter are not alike.
        if letters <= _MOST_SLIPS and letters < max(len(one), len(other)):
            return letters
        return _MOST_SLIPS + 1 if self._serves_alike(live, new, renamed) else None

    def _serves_alike(self, live: Live, new: Change, renamed: Mapping[Address, Address]) -> bool:
        """Return True if two services have the same policy, and integrations of the same names.

        A policy that looks renamed itself is the same.
        """
        if new.kind != "service":
            return False
        policy = getattr(live.resource(self.known.now), "escalation_policy", None)
        wanted = getattr(self.drafted[new.address].merged, "escalation_policy", None)
        going = self._orphans.get(policy.id) if policy else None
        heir = renamed.get((going.kind.name, going.key)) if going else None
        same = policy == wanted or (wanted is not None and heir == (wanted.kind, wanted.key))
        kinds = irreplaceable(live.kind)
        told = (children_of(live, kind, self.known.snapshot) or () for kind in kinds)
        old = sorted(one.name for them in told for one in them)
        return bool(old) and same and old == self._to_be_made(new, kinds)

    def _to_be_made(self, new: Change, kinds: Sequence[Kind]) -> list[str]:
        entries = (entry for kind in kinds for entry in self.known.config.of(kind.name))
        mine = (one for one in entries if KINDS[one.kind].endpoint.home(one.key) == new.address)
        return sorted(str(one.resource.name) for one in mine)
