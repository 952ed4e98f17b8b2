"""Deletions of what is no longer in the YAML, and what stands in their way. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Call, Kind, Resource, refers_to, refs_in
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile.plan.diff import fingerprint
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.read.snapshot import Live, Snapshot


@frozen
class Referrer:
    """A resource that will refer to another after the plan; `address` is None outside the YAML."""

    live: Live
    address: Address | None

    def __str__(self) -> str:
        outside = "" if self.address else " (not in this configuration)"
        return f"{self.live.kind.title} '{self.live.name}'{outside}"


Index = Mapping[tuple[str, str], Sequence[Referrer]]


@frozen
class After:
    """References between resources, now and once everything but the deletions is done.

    `drafted` holds the managed resources as they will be, by the id of the live one. `left` are the
    ids of those that some change is meant for which is not made, `outside` those of them that are
    outside the selection.
    """

    snapshot: Snapshot
    drafted: Mapping[str, tuple[Address, Drafted]]
    now: datetime
    left: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()

    def users_after(self, target: Live) -> Sequence[Referrer]:
        """Return the resources that will still refer to a live one."""
        return self._after.get((target.kind.name, target.id), ())

    def users_now(self, target: Live) -> Sequence[Referrer]:
        """Return the resources that refer to a live one now."""
        return self._before.get((target.kind.name, target.id), ())

    def services_of(self, live: Live) -> set[str]:
        """The services whose open incidents keep PagerDuty from deleting a live resource.

        A service by itself; a schedule through the policies that escalate to it, since every open
        incident keeps a copy of its policy.
        """
        if live.kind.name == "service":
            return {live.id}
        if live.kind.name != "schedule":
            return set()
        policies = [user.live for user in self.users_now(live)]
        return {user.live.id for policy in policies for user in self.users_now(policy)}

    def resource_of(self, live: Live) -> Resource:
        """A live resource as it will be."""
        if live.id in self.left or live.id not in self.drafted:
            return live.resource(self.now)
        return self.drafted[live.id][1].merged

    def live_of(self, address: Address) -> Live | None:
        """The live resource of a managed one that exists."""
        return self._lives.get(address)

    def unread_users(self, target: Live) -> Iterator[tuple[Live, str]]:
        """Return what may refer to a live resource, since its references did not come; and why."""
        for live in self._unread:
            fields = _fields_for(live.kind, target.kind)
            why = live.unread(fields, self.now) if fields and live.id != target.id else None
            if why:
                yield live, why

    @cached_property
    def _unread(self) -> Sequence[Live]:
        """Everything of which some part is not known; hardly ever is there any."""
        everything = self.snapshot.everything()
        return [one for one in everything if one.lost or one.resource(self.now).unread]

    @cached_property
    def _lives(self) -> Mapping[Address, Live]:
        return {
            address: self.snapshot.of(address[0])[ident]
            for ident, (address, _) in self.drafted.items()
        }

    @cached_property
    def _before(self) -> Index:
        return self._index(lambda live: live.resource(self.now))

    @cached_property
    def _after(self) -> Index:
        return self._index(self.resource_of)

    def _address(self, live: Live) -> Address | None:
        return self.drafted[live.id][0] if live.id in self.drafted else None

    def _index(self, of: Callable[[Live], Resource]) -> Index:
        index: dict[tuple[str, str], list[Referrer]] = defaultdict(list)
        for live in self.snapshot.everything():
            address = self._address(live)
            for kind, ident in {(ref.kind, ref.id) for _, ref in refs_in(of(live))}:
                # What lives below another goes with it, and is nobody who still needs it.
                if not live.kind.endpoint.is_below(kind):
                    index[kind, str(ident)].append(Referrer(live, address))
        return index


def _fields_for(kind: Kind, target: Kind) -> frozenset[str]:
    """The fields of a kind that may refer to another; not to what it lives below."""
    if kind.endpoint.is_below(target.name):
        return frozenset()
    return frozenset(
        name
        for name, info in kind.model.model_fields.items()
        if target.name
        in {one for part in (info.annotation, *info.metadata) for one in refers_to(part)}
    )


def deletions(orphans: Iterable[Live], after: After) -> list[Change]:
    """A change per orphan, what refers to others first, blocked where PagerDuty would refuse."""
    order = list(KINDS)
    doomed = sorted(orphans, key=lambda live: -order.index(live.kind.name))
    done: dict[str, Change] = {}
    for live in doomed:
        done[live.id] = _deletion(live, after, done)
    return list(done.values())


def services_to_ask(orphans: Iterable[Live], after: After) -> frozenset[str]:
    """The services whose open incidents could stand in the way of these deletions."""
    return frozenset(service for live in orphans for service in after.services_of(live))


def _deletion(live: Live, after: After, before: Mapping[str, Change]) -> Change:
    users = after.users_after(live)
    staying = [user for user in users if _stays(user, before, after)]
    unread = [why for one, why in after.unread_users(live) if one.id not in before]
    reasons = (
        *(_used_by(user, after) for user in staying),
        *(f"it may be in use: {why}" for why in unread),
        *_open_incidents(live, after),
    )
    going = {before[user.live.id].address for user in users if user.live.id in before}
    return Change(
        Action.DELETE,
        live.kind.name,
        live.key,
        live.name,
        id=live.id,
        blocked=reasons,
        unsafe=_protection(live),
        calls=(Call("DELETE", live.path, deletes=1),),
        needs=frozenset(going | _letting_go(live, after) | _successor(live)),
        fingerprint=fingerprint(live.resource(after.now)),
        url=live.url,
    )


def _successor(live: Live) -> set[Address]:
    """Return the change that must be done before this one goes: its successor."""
    return {live.heir} if live.heir else set()


def _protection(live: Live) -> str | None:
    if live.mark is None or not live.mark.protected:
        return None
    if live.heir:
        return (
            f"{live.kind.title} `{live.mark.key}` is protected, and rotations take the place of "
            "what it is: put its `layers:` back with `protected: false`, apply that, then write "
            "the rotations"
        )
    return (
        f"{live.kind.title} `{live.mark.key}` is protected: put it back with `protected: false`, "
        "apply that, then remove it"
    )


def _stays(user: Referrer, before: Mapping[str, Change], after: After) -> bool:
    going = before.get(user.live.id)
    return going is None or bool(going.blocked) or user.live.id in after.left


def _used_by(user: Referrer, after: After) -> str:
    outside = user.live.id in after.outside
    return f"used by {user}" + ", which is outside the selection" * outside


def _letting_go(target: Live, after: After) -> set[Address]:
    """Return updates after which resources stop referring to it: they must be done first."""
    still = {user.live.id for user in after.users_after(target)}
    users = after.users_now(target)
    return {user.address for user in users if user.address and user.live.id not in still}


def _open_incidents(live: Live, after: After) -> tuple[str, ...]:
    mine = after.services_of(live)
    found = [one for one in after.snapshot.incidents if one.service in mine]
    return tuple(f"open incident '{one.title}', {one.url}" for one in found)
