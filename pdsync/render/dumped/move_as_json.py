"""Part of a dump's JSON that says what becomes of Terraform's resources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pdsync.json_types import Json
from pdsync.terraform import REMOVED, Destiny, Move, Moved


def move_json(move: Move) -> Json:
    """Return what a state tracks by what becomes of it, and what Terraform is to forget."""
    taken = (one.tracked for one in move.of(Destiny.TAKEN))
    return {
        "state": move.file,
        **{destiny.value: [_row(one) for one in move.of(destiny)] for destiny in Destiny},
        "tainted": [str(one.address) for one in taken if one.tainted],
        "removed_file": REMOVED if move.removed else None,
        "removed": [*move.removed],
        "not_removed": [
            {"resource": name, "because_of": _addresses(them)} for name, them in move.halves.items()
        ],
        "needed": [{"resource": name, "depends_on": [*them]} for name, them in move.needed.items()],
    }


def _row(one: Moved) -> dict[str, Any]:
    address = one.tracked.address
    found = {"address": str(address), "type": address.type, "id": one.tracked.id}
    if one.destiny is Destiny.TAKEN:
        return {**found, "kind": one.kind, "key": one.key}
    return {**found, "why": one.why}


def _addresses(them: Iterable[Moved]) -> list[str]:
    return [str(one.tracked.address) for one in them]
