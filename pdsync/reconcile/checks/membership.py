"""People whom PagerDuty keeps on a team although its written members leave them out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from pdsync.diagnostics import Diagnostic, error
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, MINUTES, Event, Ref, Resource, Schedule, people_of, titled
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.plan.deletions import After, Referrer
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.read.snapshot import Live
from pdsync.series import all_of

_MADE_OF = frozenset({"layers", "rotations"})


@frozen
class Memberships:
    """Members who leave teams by a plan, and what still keeps them there.

    `changes` are all that there would be, `kept` those inside the selection.
    """

    known: Known
    drafted: Mapping[Address, Drafted]
    after: After
    changes: Sequence[Change]
    kept: Sequence[Change]

    def missing(self, directory: Directory) -> Iterator[Diagnostic]:
        """An error for each team whose exact list lacks somebody whom what stays in it uses.

        The loader sees this for what is written; here it is for what only the account has.
        """
        yield from self._joining(directory)
        for entry in self.known.config.of("team"):
            one = self.drafted.get((entry.kind, entry.key))
            live = self.after.live_of((entry.kind, entry.key))
            if one is None or live is None or "members" not in entry.resource.model_fields_set:
                continue
            if live.id in self.after.left:
                continue
            listed, there = {*people_of(one.merged)}, {*people_of(live.resource(self.known.now))}
            for who, user in self._added(live):
                if self.known.is_unclear(user.live) or self._is_gone(who):
                    continue
                # Whoever is off the team is put on it by a change alone: a shift that is about to
                # end, since they were taken out of the rotation, does not.
                joins = who in there or user.live.id in self._made
                if joins and who not in listed and user.live.id not in self._going:
                    yield error(
                        "missing-member",
                        f"PagerDuty keeps {directory.label(who)} on the team `{entry.key}`, "
                        f"because {user} belongs to the team and uses them",
                        help=self._way_out(user, who),
                        place=entry.places.value(("members",)),
                    )

    def _joining(self, directory: Directory) -> Iterator[Diagnostic]:
        """An error for whom something takes along to a team that it joins and that lacks them.

        They are put on the team by it, and nothing of the plan takes them off again.
        """
        exact = {
            directory.canonical(Ref("team", key=one.key)): one
            for one in self.known.config.of("team")
            if "members" in one.resource.model_fields_set
        }
        for change in self.kept:
            for team, who in self._taken_along(change):
                if team in exact and self._stays_on(exact[team].key, who):
                    yield error(
                        "missing-member",
                        f"PagerDuty puts {directory.label(who)} on the team `{exact[team].key}`, "
                        f"because {titled(*change.address)} comes to belong to it and uses "
                        "them yet",
                        help="add them to `members:` as long as it does, for a shift until its "
                        f"end; or first apply `{change.key}` without this team",
                        place=exact[team].places.value(("members",)),
                    )

    def _taken_along(self, change: Change) -> Iterator[tuple[Ref, Ref]]:
        """Each team that something joins, with whoever it uses until its changes take effect.

        Of a team that is there, `missing` tells of those whom it uses after that as well.
        """
        live, one = self.after.live_of(change.address), self.drafted.get(change.address)
        if live is None or one is None:
            return
        now, members = self.known.now, KINDS[change.kind].members
        before, after = live.resource(now), _lasting(one.merged, now)
        last = set(members(after))
        if isinstance(before, Schedule) and before.rotations:
            joined = [team for team in getattr(after, "teams", ()) if team not in before.teams]
            found = members(before.model_copy(update={"teams": joined}))
            yield from (pair for pair in found if pair not in last)
        yield from (pair for pair in members(after) if pair[0].id is None)

    def _stays_on(self, key: str, who: Ref) -> bool:
        """Return True if no change of the team takes off somebody who is put on it."""
        address = ("team", key)
        live, one = self.after.live_of(address), self.drafted.get(address)
        there = people_of(live.resource(self.known.now)) if live else ()
        return one is not None and who not in {*there, *people_of(one.merged)}

    def _is_gone(self, who: Ref) -> bool:
        """Return True for a deleted user, whom nothing puts on a team."""
        snapshot = self.known.snapshot
        listed = "user" in snapshot.live and not snapshot.missing("user")
        return listed and who.id is not None and who.id not in snapshot.of("user")

    def _way_out(self, user: Referrer, who: Ref) -> str:
        heir = user.live.heir
        if heir and user.live.id in self.after.outside:
            return f"{self._way_in(*heir)}, whose rotations take its place"
        outside = next((one for one in self.changes if one.id == user.live.id), None)
        if outside and outside.action is Action.DELETE:
            return f"{self._way_in(*outside.address)}, which is to be deleted"
        if outside and user.live.id in self.after.outside and not self._will_use(outside, who):
            return f"{self._way_in(*outside.address)}, which lets go of them"
        until = ", for a shift until its end," if user.live.kind.name == "schedule" else ","
        return f"add them to `members:`{until} or take them out of it"

    def _way_in(self, kind: str, key: str) -> str:
        return self.known.options.way_in(kind, key)

    def _will_use(self, change: Change, who: Ref) -> bool:
        merged = self.drafted[change.address].merged
        return any(one == who for _, one in KINDS[change.kind].members(merged))

    def _added(self, team: Live) -> Iterator[tuple[Ref, Referrer]]:
        for user in self.after.users_after(team):
            resource = _lasting(self.after.resource_of(user.live), self.known.now)
            for of, who in KINDS[user.live.kind.name].members(resource):
                if of.id == team.id:
                    yield who, user

    @cached_property
    def _made(self) -> frozenset[str]:
        return frozenset(str(one.id) for one in self.kept if one.id and one.is_made)

    @cached_property
    def _going(self) -> Mapping[str, Change]:
        return {str(one.id): one for one in self.kept if one.action is Action.DELETE}

    def in_time(self, change: Change, directory: Directory) -> Change:
        """The change; a team whose members leave waits for all that keeps them in it to let go.

        What cannot be deleted keeps them: then nobody leaves, and the change is blocked with it.
        """
        team = self.after.live_of(change.address) if change.kind == "team" else None
        leaving = self._leaving(change, team) if team else frozenset()
        if team is None or not leaving:
            return change
        sent = {str(one.id): one for one in self.kept if one.id}
        users = [user.live for user in self.after.users_now(team) if user.live.id in sent]
        held = [sent[live.id] for live in users if self._may_use(live, leaving)]
        stuck = [one for one in held if one.action is Action.DELETE and one.blocked]
        names = all_of(sorted(directory.label(who) for who in leaving))
        reasons = (
            f"{names} cannot leave it before {titled(*one.address)} is deleted, which is blocked"
            for one in stuck
        )
        return replace(
            change,
            needs=change.needs | {one.address for one in held},
            blocked=(*change.blocked, *reasons),
        )

    def _leaving(self, change: Change, team: Live) -> frozenset[Ref]:
        one = self.drafted.get(change.address)
        if one is None or "members" not in one.merged.model_fields_set:
            return frozenset()
        present = frozenset(people_of(team.resource(self.known.now)))
        return present - {*people_of(one.merged)}

    def _may_use(self, live: Live, people: frozenset[Ref]) -> bool:
        """Return True if it uses any of them, or is a schedule whose people no list tells."""
        resource = live.resource(self.known.now)
        unknown = live.kind.name == "schedule" and not _MADE_OF & resource.model_fields_set
        return unknown or any(who in people for _, who in KINDS[live.kind.name].members(resource))


def _lasting(resource: Resource, now: datetime) -> Resource:
    """A schedule without the shifts that a change has just ended; anything else as it is."""
    if not isinstance(resource, Schedule):
        return resource
    rotations = [
        one.model_copy(update={"events": tuple(part for part in one.events if _lasts(part, now))})
        for one in resource.rotations
    ]
    return resource.model_copy(update={"rotations": rotations})


def _lasts(part: Event, now: datetime) -> bool:
    return not isinstance(part.until, datetime) or part.until > now + MINUTES
