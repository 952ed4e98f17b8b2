"""A new name for a live resource: one that is out of the way, and the calls that give it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from pdsync.diagnostics import Place
from pdsync.kinds import KINDS, Call, Reads
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Action, Address, Change, FieldChange
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.read.snapshot import Live
from pdsync.source import folded_name, place_of


@dataclass
class Parking:
    """Names that nobody has or is to have."""

    known: Known
    drafted: Mapping[Address, Drafted]
    given: set[tuple[str, str]] = field(default_factory=set)

    def name_for(self, live: Live, why: str = "replaced") -> str:
        """A name for the time being: `API (replaced, pdsync)` for a replaced one."""
        kind = live.kind.name
        taken = self._taken(kind)
        names = (_aside(live, why, number) for number in count(1))
        name = next(one for one in names if (kind, folded_name(kind, one)) not in taken)
        self.given.add((kind, folded_name(kind, name)))
        return name

    def wanted(self, address: Address) -> str:
        """The name that a resource is to have."""
        return str(self.drafted[address].merged.name)

    def place(self, address: Address) -> Place | None:
        """Return the place of its name."""
        found = (one for one in self.known.config.of(address[0]) if one.key == address[1])
        return next((place_of(one, ("name",)) for one in found), None)

    def _taken(self, kind: str) -> set[tuple[str, str]]:
        live = (one.name for one in self.known.snapshot.of(kind).values())
        wanted = (str(one.resource.name) for one in self.known.config.of(kind))
        return self.given | {(kind, folded_name(kind, name)) for name in (*live, *wanted)}


def _aside(live: Live, why: str, number: int) -> str:
    sign = f" ({why}{f' {number}' if number > 1 else ''}, pdsync)"
    return live.name[: _longest(live.kind.name) - len(sign)].rstrip() + sign


def _longest(kind: str) -> int:
    found = KINDS[kind].model.model_fields["name"].metadata
    return int(next(one.schema["maxLength"] for one in found if isinstance(one, Reads)))


def renamed(live: Live, name: str) -> Call:
    """The call that gives a live resource another name, and changes nothing else."""
    return live.kind.endpoint.update(live.path, {"name": name})


def step(change: Change, live: Live, name: str, note: str) -> Change:
    """A change of its own that renames what a change is about, to be sent before that one."""
    return replace(
        name_alone(change, live.name, name),
        id=live.id,
        notes=(note,),
        calls=(renamed(live, name),),
        url=live.url,
    )


def name_alone(change: Change, old: str, new: str) -> Change:
    """The part of a change that gives another name, as a change of its own; without its calls."""
    return Change(
        Action.UPDATE,
        change.kind,
        f"{change.key} (name)",
        change.name,
        id=change.id,
        place=change.place,
        fields=(FieldChange("/name", old, new),),
        fingerprint=change.fingerprint,
        url=change.url,
        overrides=change.overrides,
        step_of=change.address,
    )


def is_only_renamed(change: Change) -> bool:
    """Return True if a change gives another name and does nothing else."""
    return all(one.path == "/name" for one in change.fields) and not without_name(change)


def without_name(change: Change) -> tuple[Call, ...]:
    """The calls of an update without the new name."""
    if not change.calls:
        return ()
    first, *others = change.calls
    ((envelope, body),) = (first.body or {}).items()
    left = {name: value for name, value in body.items() if name != "name"}
    if set(left) <= {"type"}:
        return tuple(others)
    return (Call(**{**vars(first), "body": {envelope: left}}), *others)
