"""Names that change hands, in calls: who has one lets go of it before another takes it. Pure.

What is to be deleted is renamed out of the way, since nothing goes before its successor is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter

from pdsync.diagnostics import Diagnostic, Related, error
from pdsync.kinds import titled
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile.names.handovers import Handover, handovers
from pdsync.reconcile.names.temporary import Parking, is_only_renamed, renamed, step, without_name
from pdsync.reconcile.plan.order import rank
from pdsync.series import all_of

_LAST = 9
"""A rank after those of all changes."""


def with_room_for_names(
    kept: Sequence[Change],
    changes: Sequence[Change],
    parking: Parking,
) -> tuple[tuple[Change, ...], tuple[Diagnostic, ...]]:
    """The changes, in which every name is free when it is taken, and why some name cannot be."""
    found, problems = handovers(kept, changes, parking.known, parking.drafted)
    if not found or problems:
        return tuple(kept), problems
    room = _Room({one.address: one for one in kept}, found, parking)
    swapped = tuple(room.exchange())
    if swapped:
        return tuple(kept), swapped
    room.move_aside()
    room.let_go_in_time()
    room.wait()
    return tuple(room.changes.values()), ()


@dataclass
class _Room:
    """The changes of a plan, while room is made in them for names.

    `parts` says which change sends the new name of another, where that is not itself; `stuck` are
    those that cannot have their new name.
    """

    changes: dict[Address, Change]
    found: tuple[Handover, ...]
    parking: Parking
    parts: dict[Address, Address] = field(default_factory=dict)
    stuck: set[Address] = field(default_factory=set)

    def exchange(self) -> Iterator[Diagnostic]:
        """Let names that go round in a circle do so in one change; an error for services."""
        graph = {taker: set(givers) for taker, givers in self._givers().items()}
        while circle := _circle(graph):
            for address in circle:
                graph[address] -= set(circle)
            if circle[0][0] == "service":
                yield self._refused(circle)
            else:
                self._carry(circle)

    def _givers(self) -> dict[Address, set[Address]]:
        """Return the resources that give up a name and stay, by who takes it."""
        found: dict[Address, set[Address]] = {}
        for one in self._staying():
            found.setdefault(one.taker, set()).add(one.giver)
        return found

    def _staying(self) -> Iterator[Handover]:
        return (one for one in self.found if not self._goes(one.giver))

    def _goes(self, address: Address) -> bool:
        return self.changes[address].action is Action.DELETE

    def _refused(self, circle: Sequence[Address]) -> Diagnostic:
        first, *others = (self.changes[address] for address in circle)
        said = all_of(f"`{one.key}` '{one.name}'" for one in (first, *others))
        return error(
            "name-swap",
            f"services exchange their names, {said}: in between, what goes "
            "to one by its name could reach the other",
            help=f"in two steps: give `{first.key}` a name that nobody has and apply that, then "
            "write these names",
            place=self.parking.place(first.address),
            related=tuple(
                Related(f"the service `{one.key}`", place)
                for one in others
                if (place := self.parking.place(one.address))
            ),
        )

    def _carry(self, circle: Sequence[Address]) -> None:
        """Let one change send the names of all in a circle, one call after another."""
        first = min(range(len(circle)), key=lambda at: self._readiness(circle[at]))
        turned = [*circle[first:], *circle[:first]]
        lives = {one.giver: one.live for one in self.found}
        carrier, *others = turned
        aside = self.parking.name_for(lives[carrier])
        calls = [renamed(lives[carrier], aside)]
        calls += [renamed(lives[one], self.parking.wanted(one)) for one in (*others, carrier)]
        titles = ", ".join(f"`{address[1]}`" for address in others)
        risk = (
            f"exchanges names with {titles} by way of '{aside}': {len(calls)} calls with nothing "
            "between; if one fails, the next run ends it"
        )
        change = self.changes[carrier]
        self.changes[carrier] = replace(
            change,
            calls=(*calls, *without_name(change)),
            risks=(*change.risks, risk),
        )
        for address in others:
            change = self.changes[address]
            self.changes[address] = replace(
                change,
                calls=without_name(change),
                risks=(*change.risks, f"its name changes with that of `{carrier[1]}`"),
                needs=change.needs | {carrier},
            )
        self.parts |= dict.fromkeys(turned, carrier)

    def _readiness(self, address: Address) -> tuple[bool, int]:
        change = self.changes[address]
        return bool(change.blocked), rank(change)

    def move_aside(self) -> None:
        """Rename what is to be deleted and has a name that another takes."""
        for one in self.found:
            giver, taker = self.changes[one.giver], self.changes[one.taker]
            if not self._goes(one.giver):
                continue
            if giver.blocked:
                why = f"its name is that of {titled(*giver.address)}, whose deletion is blocked"
                self.changes[one.taker] = replace(taker, blocked=(*taker.blocked, why))
                self.stuck.add(one.taker)
                continue
            aside = self.parking.name_for(one.live)
            note = (
                f"makes its name free for {titled(*taker.address)}, and is deleted once that has it"
            )
            moved = step(giver, one.live, aside, note)
            self.changes[moved.address] = moved
            self.parts[one.giver] = moved.address
            self.changes[one.giver] = replace(giver, needs=giver.needs | {one.taker})

    def let_go_in_time(self) -> None:
        """Let a name go ahead of the rest of its change where another needs it before that."""
        takers = {one.giver: one.taker for one in self.found}
        lives = {one.giver: one.live for one in self.found}
        for giver, when in self._due().items():
            change = self.changes[giver]
            if when >= rank(change) or giver in self.stuck or is_only_renamed(change):
                continue
            taker = titled(*self.changes[takers[giver]].address)
            note = f"goes before the rest, since {taker} takes its name"
            first = step(change, lives[giver], self.parking.wanted(giver), note)
            self.changes[first.address] = first
            self.changes[giver] = replace(
                change,
                fields=tuple(one for one in change.fields if one.path != "/name"),
                calls=without_name(change),
                needs=change.needs | {first.address},
            )
            self.parts[giver] = first.address

    def _due(self) -> dict[Address, int]:
        """For each who lets go of a name and stays, the rank of the first that needs it gone."""
        givers = self._givers()
        due: dict[Address, int] = {}

        def visit(taker: Address, when: int) -> None:
            for giver in givers.get(taker, ()):
                if self._part(giver) != self._part(taker) and when < due.get(giver, _LAST):
                    due[giver] = when
                    visit(giver, when)

        for taker in givers:
            visit(taker, rank(self.changes[taker]))
        return due

    def _part(self, address: Address) -> Address:
        return self.parts.get(address, address)

    def wait(self) -> None:
        """Let every change that takes a name need the one that lets go of it."""
        for one in self.found:
            taker, giver = self._part(one.taker), self._part(one.giver)
            change = self.changes[taker]
            if taker == giver or self._goes(giver):
                continue
            if self._goes(one.giver) and taker == one.taker:
                # Not moved aside in vain, where something else that the taker needs fails.
                self.changes[giver] = replace(self.changes[giver], needs=change.needs)
            self.changes[taker] = replace(change, needs=change.needs | {giver})


def without_blocked(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes; what needs something blocked is blocked, and makes no room for itself."""
    found = {one.address: one for one in changes}
    while stuck := [one for one in found.values() if not one.blocked and _stuck(one, found)]:
        for change in stuck:
            why = f"it needs {titled(*_stuck(change, found)[0].address)}, which is blocked"
            found[change.address] = replace(change, blocked=(why,))
    wanted = {need for one in found.values() if not one.blocked for need in one.needs}
    return tuple(
        one for one in found.values() if one.address in wanted or not _moves_aside(one, found)
    )


def _moves_aside(change: Change, found: Mapping[Address, Change]) -> bool:
    """Return True if it only gives its name to a successor before it is deleted."""
    whole = found.get(change.step_of) if change.step_of else None
    return whole is not None and whole.action is Action.DELETE


def _stuck(change: Change, found: Mapping[Address, Change]) -> list[Change]:
    return [found[need] for need in sorted(change.needs) if need in found and found[need].blocked]


def _circle(graph: Mapping[Address, set[Address]]) -> list[Address]:
    """Some names that go round: each is taken by the next, the first by ... of the last."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(found.args[1][:-1])
    return []
