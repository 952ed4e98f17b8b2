"""A plan for GitHub Actions: annotations at the lines that change, outputs of the step. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pdsync.diagnostics import Severity
from pdsync.json_types import Json
from pdsync.render._counts import SIGNS
from pdsync.render._style import Style
from pdsync.render.annotations import MOST_ANNOTATIONS, Annotation, annotation_lines
from pdsync.render.findings.linted import level
from pdsync.render.plan.change import body_lines, title
from pdsync.render.plan.folding.danger import Danger, Dangers
from pdsync.render.plan.result import FAILED

_TITLE, _APPLY = "pdsync plan", "pdsync apply"
_COLUMNS = 100
_STYLE = Style(color=False, columns=_COLUMNS)


def plan_annotations(
    row: Json, from_root: Callable[[str], str], *, most: int = MOST_ANNOTATIONS
) -> list[str]:
    """Return the lines that the runner obeys: what is refused and found, then each change.

    `from_root` makes the name of a file that of the repository. Changes that are gone from the
    files have no line.
    """
    found = [*_refused(row, _TITLE), *_found(row, from_root), *_changes(row, from_root)]
    return annotation_lines(found, title=_TITLE, most=most)


def apply_annotations(
    row: Json, from_root: Callable[[str], str], *, most: int = MOST_ANNOTATIONS
) -> list[str]:
    """Return the lines that the runner obeys after an apply: what was refused, found or not done.

    What was done has its line in the plan.
    """
    found = [*_refused(row, _APPLY), *_found(row, from_root), *_not_done(row, from_root)]
    return annotation_lines(found, title=_APPLY, most=most)


def _not_done(row: Json, from_root: Callable[[str], str]) -> Iterator[Annotation]:
    for one in row["changes"]:
        reasons = [one["reason"], *one["results"]]
        if one["outcome"] != "done" or one["results"]:
            level_ = "error" if one["outcome"] in FAILED else "warning"
            lines = [f"{one['outcome']}: {SIGNS[one['action']]} {title(one)}", *reasons]
            yield _at(one["place"], level_, "\n".join(filter(None, lines)), _APPLY, from_root)


def _refused(row: Json, name: str) -> Iterator[Annotation]:
    for reason in row["refused"]:
        yield Annotation("error", reason, f"{name}: refused")


def _found(row: Json, from_root: Callable[[str], str]) -> Iterator[Annotation]:
    for one in row["diagnostics"]:
        told = "\n".join(text for text in (one["message"], one["help"]) if text)
        yield _at(one["place"], level(Severity(one["severity"])), told, one["rule"], from_root)


def _changes(row: Json, from_root: Callable[[str], str]) -> Iterator[Annotation]:
    dangers = Dangers.of_plan(row)
    for danger, change in sorted(
        ((dangers.of(one), one) for one in row["changes"]), key=lambda one: one[0]
    ):
        lines = [
            f"{SIGNS[change['action']]} {title(change)}",
            *body_lines(change, _STYLE, _COLUMNS),
        ]
        how = "warning" if danger <= Danger.AT_ONCE else "note"
        yield _at(change["place"], how, "\n".join(lines), _TITLE, from_root)


def _at(
    place: Json | None, how: str, told: str, name: str, from_root: Callable[[str], str]
) -> Annotation:
    if place is None:
        return Annotation(how, told, name)
    return Annotation(how, told, name, from_root(place["file"]), place["line"])


def plan_outputs(row: Json, plan_file: str | None) -> Mapping[str, str]:
    """Return the outputs of the step by name: counts, and whether anybody's pager moves at once."""
    summary = row["summary"]
    return {
        "has-changes": _flag(bool(row["changes"])),
        "deletions": str(summary["delete"] + summary["replace"]),
        "calls": str(summary["calls"]),
        "plan-file": plan_file or "",
        "oncall-now": _flag(bool(Dangers.of_plan(row).at_once)),
    }


def apply_outputs(row: Json, plan_file: str | None) -> Mapping[str, str]:
    """Return the same of an apply, how many changes are done and how many are not."""
    done = sum(one["outcome"] == "done" for one in row["changes"])
    left = len(row["changes"]) - done
    return {**plan_outputs(row, plan_file), "done": str(done), "left": str(left)}


def _flag(value: bool) -> str:  # noqa: FBT001 - the value itself
    return "true" if value else "false"
