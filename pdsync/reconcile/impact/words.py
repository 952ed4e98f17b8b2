"""Names for the tokens of rosters. Looks up; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from pdsync.frozen import frozen
from pdsync.kinds import Ref, Resource, person, refs_in
from pdsync.reconcile._model import Address, Change, Touched
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.match.resources import Matching
from pdsync.roster import Affected


@frozen
class PlanNames:
    """Names by token, of what a plan is about and of the people in some resources."""

    directory: Directory
    matching: Matching
    changes: tuple[Change, ...]
    resources: tuple[Resource, ...]

    def touched(self, affected: Affected) -> Touched:
        """With the name that the schedule or service, or the level's policy, has after the plan."""
        kind = "escalation_policy" if affected.kind == "level" else affected.kind
        ref = self._ref(kind, affected.token)
        new, old = self._wanted.get((kind, affected.token)), self.directory.called(ref)
        was = old if old is not None and new not in {None, old} else None
        return Touched(self._key(ref), self.directory.label(ref, new), ref.id, affected, was)

    def of(self, touched: Iterable[Touched]) -> dict[str, str]:
        """Return the names of everybody and everything in these rosters, by token."""
        affected = [one.affected for one in touched]
        people = {name for one in affected for name in _people(one)}
        found = {name: self.directory.label(self._person(name)) for name in people}
        services = {name for one in affected for name in one.services}
        found |= {name: self._short(self._ref("service", name)) for name in services}
        policies = {name for one in affected for name in _policies(one)}
        found |= {name: self._short(self._ref("escalation_policy", name)) for name in policies}
        unknown = {(one.undecided.kind, one.undecided.token) for one in affected if one.undecided}
        return found | {name: self._short(self._ref(kind, name)) for kind, name in unknown}

    def called(self, kind: str, token: str) -> str:
        """Return what people call one thing: a person's e-mail, the key of anything else."""
        return (
            self.directory.label(self._person(token))
            if kind == "user"
            else self._short(self._ref(kind, token))
        )

    def _short(self, ref: Ref) -> str:
        return self._key(ref) or self.directory.label(ref)

    def _person(self, token: str) -> Ref:
        by_id = Ref("user", id=token)
        # All references are gone through for those alone who are not, or no more, in the account.
        return by_id if self.directory.called(by_id) else self._people.get(token, by_id)

    @cached_property
    def _wanted(self) -> Mapping[Address, str]:
        """The names that changes leave or give, by kind and token."""
        return {
            (one.kind, one.id): str(one.wanted.name)
            for one in self.changes
            if one.wanted is not None and one.id
        }

    @cached_property
    def _people(self) -> Mapping[str, Ref]:
        refs = (ref for resource in self.resources for _, ref in refs_in(resource))
        return {person(ref): ref for ref in refs if ref.kind == "user"}

    def _ref(self, kind: str, token: str) -> Ref:
        made = self.matching.pairs.get((kind, token), token) is None
        return Ref(kind, key=token) if made else Ref(kind, id=token)

    def _key(self, ref: Ref) -> str | None:
        return ref.key or self._keys.get((ref.kind, str(ref.id)))

    @cached_property
    def _keys(self) -> Mapping[Address, str]:
        pairs = self.matching.pairs.items()
        going = {(one.kind, one.id): one.key for one in self.changes if one.id}
        return going | {(live.kind.name, live.id): key for (_, key), live in pairs if live}


def _people(affected: Affected) -> set[str]:
    states = (state.everybody for state in (affected.old, affected.new) if state)
    named = [one.people for one in affected.moot] + [one.people for one in affected.overrides_ahead]
    return {name for some in (*states, *named) for name in some}


def _policies(affected: Affected) -> set[str]:
    told = [one for one in affected.details if one.name == "escalation_policy"]
    return {str(name) for one in told for name in (one.old, one.new)}
