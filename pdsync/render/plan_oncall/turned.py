"""People of a shift that change, without those who stay. Takes the JSON's names; returns text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._layout import MINUS, NO_BREAK
from pdsync.render.plan_oncall.at_once import is_soon
from pdsync.render.plan_oncall.words import people

_OTHERS = "others"
"""Of shifts that are told as one in which others stay in turn: what to say of those."""
_OTHERS_STAY, _ANY = f"others{NO_BREAK}stay", f"any{NO_BREAK}others{NO_BREAK}stay"


@frozen
class Exchange:
    """Who goes, who comes, and who stays of those on call."""

    gone: tuple[str, ...]
    come: tuple[str, ...]
    stay: tuple[str, ...]


def turned(change: Json) -> Exchange:
    """Compare the people before and after one change."""
    return _exchange(tuple(change["old"]), tuple(change["new"]))


@cache
def _exchange(old: tuple[str, ...], new: tuple[str, ...]) -> Exchange:
    """Compare two groups of people, once: the same follow each other all year."""
    return Exchange(
        tuple(one for one in old if one not in new),
        tuple(one for one in new if one not in old),
        tuple(one for one in old if one in new),
    )


def turned_words(change: Json, end: str = "", *, named: bool = False) -> str:
    """Say who changes: `ana → ben`, `+ ana (ben stays)`, `+ ana (3 others stay)`.

    `end` follows the people; if `named`, everybody who stays is.
    """
    found, staying = turned(change), _staying(change, named=named)
    if found.gone and found.come:
        told = f"{people(found.gone)} → {people(found.come)}"
    elif not staying:
        told = f"{people(change['old'])} → {people(change['new'])}"
        told = told if change["old"] else people(change["new"])
    else:
        sign = MINUS if found.gone else "+"
        told = ", ".join(f"{sign}{NO_BREAK}{people([one])}" for one in found.gone or found.come)
    return f"{told}{end} ({staying})" if staying else f"{told}{end}"


def turned_sides(change: Json, *, named: bool = False) -> tuple[str, str]:
    """Say the same in two cells, before and after: `ana` and `ben (chloe stays)`."""
    found, staying = turned(change), _staying(change, named=named)
    if found.gone and found.come:
        return people(found.gone), people(found.come) + (f" ({staying})" if staying else "")
    if not staying or change["old"] == change["new"]:
        return people(change["old"]), people(change["new"])
    if found.gone:
        return ", ".join(f"{MINUS}{NO_BREAK}{people([one])}" for one in found.gone), staying
    return staying, ", ".join(f"+{NO_BREAK}{people([one])}" for one in found.come)


def _staying(change: Json, *, named: bool) -> str:
    """Say who stays while others change; nothing where nobody does."""
    names = turned(change).stay
    if _OTHERS in change:
        return str(change[_OTHERS])
    if len(names) == 1:
        return f"{people(names)} stays"
    if named and names:
        return f"{people(names)} stay"
    return f"{len(names)}{NO_BREAK}others{NO_BREAK}stay" if names else ""


def told_together(changes: Iterable[Json], soon: str | None) -> list[Json]:
    """Join shifts that follow each other in which the same people change and others stay.

    What begins `soon` is told by itself.
    """
    found: list[Json] = []
    for one in changes:
        if found and not is_soon(one, soon) and _goes_on(found[-1], one):
            found[-1] = _joined(found[-1], one)
        else:
            found.append(one)
    return found


def _joined(last: Json, one: Json) -> Json:
    always = all(turned(each).stay for each in (last, one)) and last.get(_OTHERS) != _ANY
    others = {} if turned(last) == turned(one) else {_OTHERS: _OTHERS_STAY if always else _ANY}
    return {**last, **one, "start": last["start"], **others}


def _goes_on(last: Json, one: Json) -> bool:
    if last["end"] != one["start"]:
        return False
    before, after = turned(last), turned(one)
    same = (before.gone, before.come) == (after.gone, after.come)
    return same and bool(before.stay or after.stay or _OTHERS in last)
