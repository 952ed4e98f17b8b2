"""Rows of who is on call in fewer lines: what is the same is told once, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence

from pdsync.json_types import Json
from pdsync.render._counts import counted, listed_few
from pdsync.render._escape import visible
from pdsync.render._layout import NO_BREAK, wrap
from pdsync.render._style import Style

SECTIONS = {"schedules": "schedule", "levels": "level", "services": "service"}
INDENT = 6
FEW = 4
_NAMED = 8
_SAME = 3
_WHERE = "`--full` and the JSON have all"
_THEY = ["each stays"]
_OF = "of"
"""Of how many things a row is told, if it is of several."""


def joined(
    rows: Sequence[tuple[str, Json]],
    told: Callable[[Json], Hashable],
    seen: Callable[[Json], Json] = dict,
) -> list[tuple[str, Json]]:
    """Join several rows of one section of which the same is `told`; those with None stay alone.

    Those that are joined are told as they are `seen`.
    """
    groups: dict[Hashable, list[tuple[str, Json]]] = {}
    for number, (section, row) in enumerate(rows):
        same = told(row)
        key = number if same is None else (section, same)
        groups.setdefault(key, []).append((section, row))
    return [one for group in groups.values() for one in _joined(group, seen)]


def _joined(
    group: Sequence[tuple[str, Json]], seen: Callable[[Json], Json]
) -> Sequence[tuple[str, Json]]:
    """Return one row for many of which the same is told, that names some of them."""
    if len(group) < _SAME:
        return group
    (section, first), *_ = group
    names = [str(row["name"]) for _, row in group]
    name = listed_few(names, FEW)
    return [(section, {**seen(first), "name": name, "was": None, _OF: len(group)})]


def is_several(row: Json) -> bool:
    """Return True for a row that tells of several things."""
    return _OF in row


def is_handed_over(row: Json) -> bool:
    """Return True where everybody stays on call for now, and hands over at another time."""
    now = row.get("now") or {}
    return "was_until" in now and bool(now["old"] == now["new"])


def handed_over(row: Json) -> Json:
    """Return a row that tells when they hand over, and not who they are."""
    return {**row, "now": {**row["now"], "old": _THEY, "new": _THEY}}


def left_out(rows: Sequence[tuple[str, Json]], *, more: bool) -> str:
    """Say what there is no room for."""
    left = Counter(section for section, row in rows for _ in range(row.get(_OF, 1)))
    word = "more " if more else ""
    said = [counted(n, f"{word}{one}") for name, one in SECTIONS.items() if (n := left[name])]
    start = "and " if more else ""
    return f"  … {start}{', '.join(said)}: {_WHERE}"


def counted_levels(rows: Sequence[Json], style: Style) -> Iterator[str]:
    """In a few lines, the levels by which others are on call, and that are covered as before."""
    if not rows:
        return
    names = [f"{visible(row['name'])}{NO_BREAK}{row['level']}" for row in rows]
    said = f"{counted(len(rows), 'level')} covered as before: {listed_few(names, _NAMED)}"
    first, *rest = wrapped(said, style.columns - INDENT)
    yield f"  {first}"
    yield from (" " * INDENT + line for line in rest)


def is_quiet(row: Json) -> bool:
    """A level that only follows its schedules, and loses no cover by it."""
    if "level" not in row or row["unknown"] or row["aimed"]:
        return False
    return bool(row["coverage"]["before"] == row["coverage"]["after"])


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines, what is bound together in one of them."""
    return [line.replace(NO_BREAK, " ") for line in wrap(text, columns)]
