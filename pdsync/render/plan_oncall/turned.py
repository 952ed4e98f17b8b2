"""People of a shift that change, without those who stay. Takes the JSON's names; returns text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pdsync.json_types import Json
from pdsync.render._layout import MINUS, NO_BREAK
from pdsync.render.plan_oncall.at_once import is_soon
from pdsync.render.plan_oncall.words import people

_OTHERS = "several_stay"
"""Set in shifts that are told as one, in which others stay in turn."""


@dataclass(frozen=True)
class Exchange:
    """Who goes, who comes, and who stays of those on call."""

    gone: tuple[str, ...]
    come: tuple[str, ...]
    stay: tuple[str, ...]

    @property
    def is_of_some(self) -> bool:
        """Return True if somebody stays while others change."""
        return bool(self.stay and (self.gone or self.come))


def turned(change: Json) -> Exchange:
    """Compare the people before and after one change."""
    old, new = change["old"], change["new"]
    return Exchange(
        tuple(one for one in old if one not in new),
        tuple(one for one in new if one not in old),
        tuple(one for one in old if one in new),
    )


def turned_words(change: Json, end: str = "", *, named: bool = False) -> str:
    """Say who changes: `ana → ben`, `+ ana (ben stays)`, `+ ana (3 others stay)`.

    `end` follows the people; if `named`, everybody who stays is.
    """
    found = turned(change)
    if not found.is_of_some:
        whole = f"{people(change['old'])} → {people(change['new'])}"
        return (whole if change["old"] else people(change["new"])) + end
    if found.gone and found.come:
        told = f"{people(found.gone)} → {people(found.come)}"
    else:
        sign = MINUS if found.gone else "+"
        told = ", ".join(f"{sign}{NO_BREAK}{people([one])}" for one in found.gone or found.come)
    return f"{told}{end} ({_staying(found.stay, several=bool(change.get(_OTHERS)), named=named)})"


def _staying(names: Sequence[str], *, several: bool, named: bool) -> str:
    if several:
        return f"others{NO_BREAK}stay"
    if named or len(names) == 1:
        return f"{people(names)} {'stays' if len(names) == 1 else 'stay'}"
    return f"{len(names)}{NO_BREAK}others{NO_BREAK}stay"


def told_together(changes: Iterable[Json], soon: str | None) -> list[Json]:
    """Join shifts that follow each other in which the same people change and others stay.

    What begins `soon` is told by itself.
    """
    found: list[Json] = []
    for one in changes:
        if found and not is_soon(one, soon) and _goes_on(found[-1], one):
            last = found[-1]
            varied = {_OTHERS: True} if last.get(_OTHERS) or last["old"] != one["old"] else {}
            found[-1] = {**last, **one, "start": last["start"], **varied}
        else:
            found.append(one)
    return found


def _goes_on(last: Json, one: Json) -> bool:
    before, after = turned(last), turned(one)
    same = (before.gone, before.come) == (after.gone, after.come)
    return last["end"] == one["start"] and before.is_of_some and after.is_of_some and same
