"""Plans and what became of them, for a terminal. Returns text; the rows come from `_json`."""

from __future__ import annotations

from pdsync.json_types import Json
from pdsync.render._counts import cost, counts
from pdsync.render._escape import visible
from pdsync.render._layout import sentence, wrap
from pdsync.render._style import Style
from pdsync.render.plan.adoptions import with_changes
from pdsync.render.plan.folding.blocks import adopted, block
from pdsync.render.plan.folding.danger import Danger
from pdsync.render.plan.folding.groups import told
from pdsync.render.plan_oncall.text import oncall_lines


def plan_text(row: Json, style: Style, *, show_ids: bool = False) -> str:
    """A whole plan: where from and to, each change, and the summary as its last line."""
    blocks = [_heading(row, style)]
    found = told(row)
    taken = [one for one in found if one.is_several and one.danger is Danger.ADOPTION]
    blocks += [block(one, style, show_ids=show_ids) for one in found if one not in taken]
    blocks += [adopted(taken, style)] if taken else []
    impact = oncall_lines(row.get("oncall"), style)
    blocks += ["\n".join(impact)] if impact else []
    blocks += [_refusals(row, style)] if row["refused"] else []
    if left := left_alone(row):
        blocks += ["\n".join(style.paint(line, "yellow") for line in wrap(left, style.columns))]
    if read := besides(row):
        blocks += ["\n".join(style.paint(line, "dim") for line in wrap(read, style.columns))]
    return "\n\n".join([*blocks, style.paint(sentence(_summary(row), style, 6), "bold")])


def besides(row: Json) -> str:
    """Say what apply reads besides its calls, where that is more than all of it once more."""
    kinds = [f"{one['kind'].replace('_', ' ')}s" for one in row["reads"] if one["kind"]]
    if not kinds:
        return ""
    return (
        f"Read besides: {' and '.join(kinds)} before the first is made and after the last, "
        "what was changed at the end."
    )


_WOULD = {
    "create": "it would be created",
    "update": "it would be updated",
    "adopt": "it would be adopted",
    "replace": "it would be replaced",
    "delete": "it would be deleted",
}


def left_alone(row: Json) -> str:
    """Say what `--except` leaves alone for now, and what would be done of it."""
    told = [
        f"{one['kind'].replace('_', ' ')} {visible(one['key'])} "
        f"({_WOULD[one['action']] if one['action'] else 'it needs no change'})"
        for one in row.get("except", ())
    ]
    return f"Left alone for now: {', '.join(told)}." if told else ""


def _summary(row: Json) -> str:
    """The last line: what would be done, and its cost."""
    if not row["changes"] and any(one["action"] for one in row.get("except", ())):
        return "No changes besides what is left alone."
    if not row["changes"]:
        return "No changes. The account is as the configuration says."
    return f"Plan: {counts(row['summary'], with_changes(row['changes']))} · {cost(row['summary'])}"


def _heading(row: Json, style: Style) -> str:
    ways = f"{source(row)} → {visible(row['target'])}"
    parts = ["pdsync plan", ways, *([f"stack {row['stack']}"] if row["stack"] else [])]
    return style.paint(" · ".join(parts), "bold")


def source(row: Json) -> str:
    """The directory, as a directory."""
    return visible(row["source"]).rstrip("/") + "/"


def _refusals(row: Json, style: Style) -> str:
    lines = [
        line
        for reason in row["refused"]
        for line in wrap(f"Refused: {visible(reason)}", style.columns)
    ]
    return "\n".join(style.paint(line, "error") for line in lines)
