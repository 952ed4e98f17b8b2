"""Points of a plan that somebody should look at, the gravest first. Never folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pdsync.diagnostics import Severity
from pdsync.json_types import Json
from pdsync.render._counts import counted_kind
from pdsync.render._escape import code, markdown
from pdsync.render.plan.adoptions import SAID
from pdsync.render.plan.change import adoption
from pdsync.render.plan.folding.groups import MANY, ToldOnce
from pdsync.render.plan.markdown.blocks import named
from pdsync.render.plan.markdown.pages import Pages
from pdsync.render.plan.markdown.room import Portion
from pdsync.render.plan_oncall.same_people import SAME_PERSON

_ORDER = (
    *("Refused", "Error", "At once", "Blocked", "Deleted", "Replaced", "Risk"),
    *("Warning", "Note", "Adopted"),
)
"""Words by which points begin, the gravest first; at once are warnings of who goes on call now."""

_WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Note"}
_AT_ONCE = "oncall-now"
_TOGETHER = 20
"""Names that stand in a line."""

_Point = tuple[str, str, str]
"""A word of these, a kind, and a text."""


def points(row: Json, found: Sequence[ToldOnce], pages: Pages) -> list[Portion]:
    """Return refusals, what is said of the configuration and the account, then of each change."""
    same: dict[_Point, list[Json]] = {}
    for one in found:
        for change in one.changes if not _is_plain(one) else ():
            for word, text in _points(change):
                same.setdefault((word, change["kind"], text), []).append(change)
    taken = [one for one in found if _is_plain(one)]
    told = [
        *(("Refused", Portion(f"- **Refused**: {markdown(reason)}")) for reason in row["refused"]),
        *_diagnostics(sorted(_not_beside(row["diagnostics"]), key=_rank)),
        *((point[0], one) for point, of in same.items() for one in _portions(point, of, pages)),
        *(
            ("Adopted", portion)
            for one in taken
            for portion in _listed(f"- **Adopted**: {one.count}, {SAID}:", one.changes, pages)
        ),
    ]
    return [portion for _, portion in sorted(told, key=lambda one: _ORDER.index(one[0]))]


def _is_plain(one: ToldOnce) -> bool:
    return one.is_several and one.first["action"] == "adopt" and not one.first["fields"]


def _points(change: Json) -> Iterator[tuple[str, str]]:
    yield from (("Blocked", markdown(reason)) for reason in change["blocked"])
    if change["action"] in {"delete", "replace"} and not change["blocked"]:
        yield f"{change['action'].capitalize()}d", ""
    if adopted := adoption(change):
        yield "Adopted", adopted
    yield from (("Risk", markdown(risk)) for risk in change["risks"])
    note = "Risk" if change["lost"] else "Note"  # such as a key that goes with an integration
    yield from ((note, markdown(one)) for one in change["notes"])


def _portions(point: _Point, changes: Sequence[Json], pages: Pages) -> Iterator[Portion]:
    """Yield what is said of changes: once where it is the same of many of one kind."""
    word, kind, text = point
    said = f": {text}" if text else ""
    if len(changes) < MANY:
        yield from (Portion(f"- **{word}**: {named(one, pages)}{said}") for one in changes)
    else:
        head = f"- **{word}**: {counted_kind(len(changes), kind)}{said}:"
        yield from _listed(head, changes, pages)


def _listed(head: str, changes: Sequence[Json], pages: Pages) -> Iterator[Portion]:
    """Yield the names of many things, so many in a portion that not all are left out together."""
    for start in range(0, len(changes), _TOGETHER):
        group = changes[start : start + _TOGETHER]
        names = ", ".join(pages.link(one, one["key"]) for one in group)
        end = "," if start + len(group) < len(changes) else ""
        yield Portion(f"{head} {names}{end}", len(group))
        head = " "


def _diagnostics(rows: Sequence[Json]) -> Iterator[tuple[str, Portion]]:
    """Yield what is said of places; what to do about several in a row is said at the last."""
    for number, row in enumerate(rows, 1):
        after = rows[number]["help"] if number < len(rows) else None
        advice = f" ({markdown(row['help'])})" if row["help"] and row["help"] != after else ""
        place, word = row["place"], _severity(row)
        at = f" {code('{file}:{line}'.format(**place))}" if place else ""
        yield _word(row), Portion(f"- **{word}**{at}: {markdown(row['message'])}{advice}")


def _not_beside(rows: Sequence[Json]) -> Iterator[Json]:
    """Yield what does not stand beside who is on call."""
    return (one for one in rows if one["rule"] != SAME_PERSON)


def _rank(diagnostic: Json) -> int:
    return _ORDER.index(_word(diagnostic))


def _word(diagnostic: Json) -> str:
    at_once = diagnostic["rule"] == _AT_ONCE and diagnostic["severity"] == "warning"
    return "At once" if at_once else _severity(diagnostic)


def _severity(diagnostic: Json) -> str:
    return _WORDS[Severity(diagnostic["severity"])]
