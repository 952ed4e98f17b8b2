"""Things that a plan does not manage, as JSON and as text: counted by team, then named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.reconcile import Unmanaged
from pdsync.render._counts import counted, counted_kind
from pdsync.render._escape import visible
from pdsync.render._layout import NO_BREAK, Row, sentence, table
from pdsync.render._style import Style

NO_TEAM = "(no team)"
_BY = {"nobody": "nobody", "terraform": "Terraform", "unknown": "not known"}
_LEAST = 12
"""Teams that are counted however little room there is."""
_ORDER = ("nobody", "terraform", "stack", "unknown")


def unmanaged_json(found: Unmanaged) -> Json:
    """Return what is not managed, of how many things, and what may be missing of it."""
    return asdict(found)


def unmanaged_text(row: Json, style: Style, room: int | None) -> str:
    """Return of a plan the counts, and each thing below where `room` is None or they fit it."""
    found, site = row.get("unmanaged"), row.get("site")
    if found is None:
        return ""
    lines = [style.paint(sentence(heading(found), style, 2), "bold")]
    lines += [f"  {style.paint(sentence(one, style, 4), 'yellow')}" for one in found["missing"]]
    teams = by_team(found["things"])
    named = [line for team, things in teams for line in _named(team, things, style, site)]
    if not named or room is None or len(lines) + len(_counted(teams, style)) + len(named) <= room:
        return "\n".join([*lines, *_counted(teams, style), *named])
    few = teams[: max(room - len(lines) - 1, _LEAST)]
    left = len(teams) - len(few)
    more = f"… and {left:,} more teams: " if left else "… "
    said = sentence(f"{more}`--full` names each of them.", style, 2)
    return "\n".join([*lines, *_counted(few, style), style.paint(said, "yellow")])


def _counted(teams: Iterable[tuple[str, list[Json]]], style: Style) -> list[str]:
    rows = [Row(visible(team), counts_of(things, NO_BREAK)) for team, things in teams]
    return _lines(rows, style)


def heading(found: Json) -> str:
    """Return how many things are not managed here, and how many of them by whom."""
    things, total = found["things"], found["total"]
    if not things:
        all_ = "it is" if total == 1 else "all are"
        rest = f"of {counted(total, 'thing')}, {all_} managed" if total else "nothing is there"
        return f"Not managed here: nothing ({rest})"
    return f"Not managed here: {len(things):,} of {total:,} ({_owners(things)})"


def by_team(things: Iterable[Json]) -> list[tuple[str, list[Json]]]:
    """Return the things of each team; of several teams together those that are of all of them."""
    found = groupby(things, lambda one: ", ".join(one["teams"]) or NO_TEAM)
    return [(team, list(them)) for team, them in found]


def counts_of(things: Sequence[Json], space: str = " ") -> str:
    """`2 schedules, 9 services: nobody 8, Terraform 3`; `space` stands beside each number."""
    kinds = Counter(one["kind"] for one in things)
    counts = (counted_kind(kinds[kind], kind) for kind in KINDS if kinds[kind])
    told = ", ".join(count.replace(" ", space) for count in counts)
    return f"{told}: {_owners(things, space)}"


def owner(one: Json) -> str:
    """`nobody`, `Terraform`, `stack payments`."""
    return f"stack {one['stack']}" if one["by"] == "stack" else _BY[one["by"]]


def _owners(things: Sequence[Json], space: str = " ") -> str:
    found = Counter((_ORDER.index(one["by"]), owner(one)) for one in things)
    return ", ".join(f"{name}{space}{count:,}" for (_, name), count in sorted(found.items()))


def _named(team: str, things: Sequence[Json], style: Style, site: str | None) -> Iterator[str]:
    yield ""
    yield f"  {style.paint(visible(team), 'bold')}"
    titles = {one["kind"]: KINDS[one["kind"]].title for one in things}
    width = max(map(len, titles.values())) + 2
    rows = [
        Row(owner(one), f"{titles[one['kind']]:{width}}{_name(one, style, site)}")
        for one in sorted(things, key=lambda one: (_ORDER.index(one["by"]), one["stack"] or ""))
    ]
    yield from (f"  {line}" for line in _lines(_once(rows), style))


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows, those after the first of an owner without it."""
    for label, them in groupby(rows, lambda row: row.label):
        for number, row in enumerate(them):
            yield Row("" if number else label, row.text)


def _name(one: Json, style: Style, site: str | None) -> str:
    """Return its name, which leads to its page where that is one of the account's."""
    is_theirs = site and str(one["url"]).startswith(f"{site}/")
    return style.link(visible(one["name"]), one["url"] if is_theirs else None)


def _lines(rows: Iterable[Row], style: Style) -> list[str]:
    found = table([*rows], style.columns - 4, style)
    return [f"  {line.replace(NO_BREAK, ' ')}" for line in found]
