"""Groups of changes: the same change of several things is told once. JSON in.

This is what every form for people makes of the changes of a plan. Their order in the JSON is that
in which they are sent.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._counts import counted_kind, listed
from pdsync.render._escape import visible
from pdsync.render._layout import Row
from pdsync.render.plan.adoptions import apart
from pdsync.render.plan.fields import field_rows
from pdsync.render.plan.first_turns import with_first_turns
from pdsync.render.plan.folding.danger import Danger, Dangers
from pdsync.render.plan.folding.whose import without_whose
from pdsync.render.plan.path_words import path_rows, says_more

_ONE_LINE = 10_000
MANY = 3
"""As many things whose change is the same are told as one."""


@frozen
class ToldOnce:
    """One change, or several of one kind that are the same but for whose they are."""

    changes: tuple[Json, ...]
    danger: Danger

    @property
    def first(self) -> Json:
        """One of them, the only one mostly."""
        return self.changes[0]

    @property
    def is_several(self) -> bool:
        """True if these are several."""
        return len(self.changes) > 1

    @property
    def is_taken_over(self) -> bool:
        """True if these are several adoptions that change nothing."""
        return self.is_several and self.danger is Danger.ADOPTION

    @property
    def count(self) -> str:
        """Their number and kind: `29 services`."""
        return counted_kind(len(self.changes), self.first["kind"])

    @property
    def line(self) -> str | None:
        """The change of each in one line, `acknowledgement_timeout 30m → 20m`; None if longer."""
        return None if self.first["notes"] or says_more(self.first) else self.fields

    @property
    def fields(self) -> str | None:
        """The only field that each changes in one line, whatever comes of it; None if several."""
        return " ".join(_chain(field_rows(self.first))) or None


def names(changes: Sequence[Json], most: int | None = None, *, show_ids: bool = False) -> str:
    """Return the keys of changes, so many at most: `cart, mail and 27 more`.

    Those of what is new with their names, which stand nowhere else, and with ids on request.
    """
    return listed([_name(one, show_ids=show_ids) for one in changes[:most]], len(changes))


def keys(changes: Sequence[Json], most: int | None = None) -> str:
    """Return the keys of changes alone."""
    return listed([visible(one["key"]) for one in changes[:most]], len(changes))


def _name(change: Json, *, show_ids: bool) -> str:
    key, name = visible(change["key"]), visible(change["name"])
    is_new = change["action"] == "create" and key != name
    ids = f" ({change['id']})" if show_ids and change["id"] else ""
    return f'{key} "{name}"{ids}' if is_new else f"{key}{ids}"


def told(row: Json) -> list[ToldOnce]:
    """Return the changes of a plan, the most dangerous first, those that are the same as one."""
    dangers = Dangers.of_plan(row)
    singles, adopted = apart(with_first_turns(row)["changes"])
    found = [*_grouped(singles, dangers)]
    found += [ToldOnce(tuple(one.changes), Danger.ADOPTION) for one in adopted]
    return sorted(found, key=lambda one: one.danger)


def _grouped(changes: Sequence[Json], dangers: Dangers) -> Iterator[ToldOnce]:
    rows = _RowsOnce()
    groups: dict[Hashable, list[Json]] = {}
    for number, one in enumerate(changes):
        groups.setdefault(_same(one, dangers.of(one), number, rows), []).append(one)
    for group in groups.values():
        parts = [_alike(group, rows)] if len(group) >= MANY else [(one,) for one in group]
        yield from (ToldOnce(part, dangers.of(part[0])) for part in parts)


def _same(change: Json, danger: Danger, number: int, rows: _RowsOnce) -> Hashable:
    """Return what changes have in common that are told as one; the number if it is told alone."""
    if not danger.is_folded:
        return number
    notes = tuple(change["notes"])
    return change["action"], change["kind"], danger, rows.of(without_whose(change)), notes


def _alike(group: Sequence[Json], rows: _RowsOnce) -> tuple[Json, ...]:
    """Return changes that are the same, without whose they are where that differs."""
    is_same = len({rows.of(one) for one in group}) == 1
    return tuple(group if is_same else map(without_whose, group))


class _RowsOnce:
    """Rows of changes, made once for all that have the same fields and paths."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Row, ...]] = {}

    def of(self, change: Json) -> tuple[Row, ...]:
        """Return the rows of a change."""
        parts = [change["action"], change["kind"], change["fields"], change.get("paths")]
        if (alike := repr(parts)) not in self._made:
            self._made[alike] = field_rows(change) + path_rows(change, _ONE_LINE)
        return self._made[alike]


def _chain(rows: Sequence[Row]) -> list[str]:
    """Return the words of the only row, and of the only one in it; [] where there are several."""
    words: list[str] = []
    while rows:
        if len(rows) > 1:
            return []
        (row,) = rows
        words += [one for one in (row.label, row.text, row.right) if one]
        rows = row.rows
    return words
