"""Adoptions that change nothing but whose something is: told once for all, a line per kind."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._counts import counted_kind
from pdsync.render._escape import visible
from pdsync.render._layout import Row

SAID = (
    "taken over from the account, which has them already, as they are; a line in the description, "
    "where there is one, says whose they are"
)


@frozen
class Adoptions:
    """Several of one kind that are adopted as they are."""

    changes: Sequence[Json]

    @property
    def count(self) -> str:
        """Their number and kind: `12 services`."""
        return counted_kind(len(self.changes), self.changes[0]["kind"])

    @property
    def keys(self) -> str:
        """Their keys."""
        return ", ".join(visible(one["key"]) for one in self.changes)

    @property
    def row(self) -> Row:
        """Return their line."""
        return Row(self.count, self.keys)


def apart(changes: Sequence[Json]) -> tuple[list[Json], list[Adoptions]]:
    """Return what is told one by one, and the adoptions that are told by kind.

    An adoption that changes or risks something, or is alone of its kind, is told by itself.
    """
    plain: dict[str, list[Json]] = {}
    for one in changes:
        if _is_plain(one):
            plain.setdefault(one["kind"], []).append(one)
    groups = [Adoptions(found) for found in plain.values() if len(found) > 1]
    together = {id(one) for group in groups for one in group.changes}
    return [one for one in changes if id(one) not in together], groups


def _is_plain(change: Json) -> bool:
    told = ("fields", "risks", "notes", "blocked")
    return change["action"] == "adopt" and not any(change[name] for name in told)


def with_changes(changes: Sequence[Json]) -> int:
    """Count the adoptions that change fields."""
    return sum(1 for one in changes if one["action"] == "adopt" and one["fields"])
