"""Drift for a step of GitHub Actions: annotations at the lines that drifted, and outputs. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.render._style import Style
from pdsync.render.annotations import MOST_ANNOTATIONS, Annotation, annotation_lines
from pdsync.render.drift.text import block_lines, sign
from pdsync.render.drift.words import who
from pdsync.render.plan.change import title

_TITLE = "pdsync drift"
_COLUMNS = 100
_STYLE = Style(color=False, columns=_COLUMNS)


def drift_annotations(
    row: Json, from_root: Callable[[str], str], *, most: int = MOST_ANNOTATIONS
) -> list[str]:
    """Return the lines that the runner obeys; `from_root` makes a file's name the repository's."""
    return annotation_lines([*_annotations(row, from_root)], title=_TITLE, most=most)


def _annotations(row: Json, from_root: Callable[[str], str]) -> Iterator[Annotation]:
    for reason in row["refused"]:
        yield Annotation("error", reason, f"{_TITLE}: refused")
    for change in row["changes"]:
        lines = [f"{sign(change)} {title(change)}", *block_lines(change, row, _STYLE, _COLUMNS)]
        told, place = "\n".join(lines), change["place"]
        if place is None:
            yield Annotation("warning", told, _TITLE)
        else:
            yield Annotation("warning", told, _TITLE, from_root(place["file"]), place["line"])
    for one in row["made"]:
        kind = KINDS[one["kind"]].title
        yield Annotation("note", f"{kind} {one['name']}: made by {who(one['outside'])}", _TITLE)


def drift_outputs(row: Json) -> Mapping[str, str]:
    """Return the outputs of the step by name: whether there is drift, and of what how much."""
    return {
        "has-drift": "true" if row["changes"] else "false",
        **{name: str(count) for name, count in row["drift"].items()},
    }
