"""Name of a replaced schedule, which passes to its heir. Pure.

Somebody may refer to it by its name. So the new one is made under a name for the time being, and
gets its own once it is seen whole: two calls, by the first of which the old one lets go of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pdsync.kinds import SHIFT_BASED, IdOf
from pdsync.reconcile._model import Address, Change
from pdsync.reconcile.names.temporary import (
    Parking,
    is_only_renamed,
    name_alone,
    renamed,
    step,
    without_name,
)
from pdsync.reconcile.read.snapshot import Live
from pdsync.source import folded_name

_UNTIL_THEN = "new"


def with_names_of_heirs(kept: Iterable[Change], parking: Parking) -> tuple[Change, ...]:
    """Return the changes in which each replaced schedule gives its name to its heir."""
    passing = _Passing({one.address: one for one in kept}, parking)
    for live in parking.known.matching.orphans:
        if live.heir and _same(live.name, parking.wanted(live.heir)):
            passing.on(live, live.heir)
    return tuple(passing.changes.values())


@dataclass
class _Passing:
    """Changes of a plan, while names pass from replaced schedules to their heirs."""

    changes: dict[Address, Change]
    parking: Parking

    def on(self, live: Live, heir: Address) -> None:
        """Let the name of one pass on, if the one is to go by these changes."""
        going = next((one for one in self.changes.values() if one.id == live.id), None)
        change, now = self.changes.get(heir), self.parking.known.matching.pairs[heir]
        if going is None or (change and change.is_left_alone):
            return
        aside = self.parking.name_for(live)
        if change is None or (now and _same(now.name, live.name)):
            self._move_aside(going, live, aside)
        elif now and is_only_renamed(change):
            risk = _risk(live, aside)
            calls = (renamed(live, aside), *change.calls)
            self.changes[heir] = replace(change, calls=calls, risks=(*change.risks, risk))
        else:
            self._name_last(change, going, live, aside)

    def _move_aside(self, going: Change, live: Live, aside: str) -> None:
        """Rename what goes, where another has its name already."""
        note = "what takes its place has the name already"
        # A step of the heir: it is done also where what goes cannot be deleted yet.
        moved = replace(step(going, live, aside, note), step_of=live.heir)
        self.changes[moved.address] = moved

    def _name_last(self, change: Change, going: Change, live: Live, aside: str) -> None:
        """Give the name in a change of its own, once the rest of the heir is there."""
        now = self.parking.known.matching.pairs[change.address]
        interim = now.name if now else self.parking.name_for(live, _UNTIL_THEN)
        made = _without(change, interim) if now else _called(change, interim)
        wanted = self.parking.wanted(change.address)
        place = SHIFT_BASED.endpoint
        ident = change.id or IdOf(SHIFT_BASED.name, change.key)
        last = replace(
            name_alone(change, interim, wanted),
            risks=(_risk(live, aside),),
            calls=(
                renamed(live, aside),
                place.update(place.path_for(change.wanted, ident), {"name": wanted}),
            ),
            needs=frozenset({change.address}),
        )
        note = f"it is called '{interim}' until it is seen whole"
        self.changes[change.address] = replace(made, notes=(*change.notes, note))
        self.changes[last.address] = last
        self.changes[going.address] = replace(going, needs=going.needs | {last.address})


def _called(change: Change, name: str) -> Change:
    """The creation of something under another name."""
    post, *others = change.calls
    ((envelope, body),) = (post.body or {}).items()
    return replace(change, calls=(replace(post, body={envelope: {**body, "name": name}}), *others))


def _without(change: Change, name: str) -> Change:
    """The change of something that keeps its name for now."""
    fields = tuple(one for one in change.fields if one.path != "/name")
    return replace(change, name=name, fields=fields, calls=without_name(change))


def _risk(live: Live, aside: str) -> str:
    return (
        f"'{live.name}' passes on from the schedule with layers, which becomes '{aside}': 2 calls "
        "with nothing between, in which no schedule has the name; if one fails, the next run ends "
        "it"
    )


def _same(name: str, other: str) -> bool:
    return folded_name(SHIFT_BASED.name, name) == folded_name(SHIFT_BASED.name, other)
