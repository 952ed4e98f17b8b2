"""Danger of each change of a plan: what people read first, and what is never folded. JSON in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render.plan_oncall.at_once import is_at_once

_Address = tuple[str, str]
"""A kind, and a key or an id."""


class Danger(IntEnum):
    """Danger of a change, the greatest first."""

    BLOCKED = 0
    DELETION = 1
    RISK = 2
    AT_ONCE = 3
    ON_CALL = 4
    UPDATE = 5
    CREATE = 6
    ADOPTION = 7

    @property
    def is_folded(self) -> bool:
        """True if such changes may be left out where many things change."""
        return self > Danger.AT_ONCE


@frozen
class Dangers:
    """Dangers of the changes of one plan, with what it changes in who is on call."""

    at_once: frozenset[_Address]
    on_call: frozenset[_Address]

    @classmethod
    def of_plan(cls, row: Json) -> Dangers:
        """Look at who is on call because of a plan."""
        oncall, soon = row.get("oncall") or {}, row.get("soon")
        touched = list(_touched(oncall))
        urgent = [one for one in touched if is_at_once(one[1], soon)]
        return cls(frozenset(_addresses(urgent)), frozenset(_addresses(touched)))

    def of(self, change: Json) -> Danger:
        """Return the danger of a change."""
        if change["blocked"]:
            return Danger.BLOCKED
        if change["action"] in {"delete", "replace"} or change["lost"]:
            return Danger.DELETION
        if change["risks"] or (change["action"] == "adopt" and change["fields"]):
            return Danger.RISK
        return self._by_people(change)

    def _by_people(self, change: Json) -> Danger:
        mine = {(change["kind"], one) for one in (change["key"], change["id"])}
        if mine & self.at_once:
            return Danger.AT_ONCE
        if change["action"] in _UNLIKE_UPDATES:
            return _UNLIKE_UPDATES[change["action"]]
        return Danger.ON_CALL if mine & self.on_call else Danger.UPDATE


_UNLIKE_UPDATES = {"create": Danger.CREATE, "adopt": Danger.ADOPTION}


def _touched(oncall: Json) -> Iterator[tuple[str, Json]]:
    """Yield what has others on call; a level that only follows its schedules does so by them."""
    for section, kind in _KINDS.items():
        for row in oncall.get(section, ()):
            if section != "levels" or row["aimed"]:
                yield kind, row


_KINDS = {"schedules": "schedule", "levels": "escalation_policy", "services": "service"}


def _addresses(rows: Iterable[tuple[str, Json]]) -> Iterator[_Address]:
    return ((kind, one) for kind, row in rows for one in (row["key"], row["id"]) if one)
