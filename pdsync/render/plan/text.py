"""Plans and what became of them, for a terminal. Returns text; the rows come from `as_json`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._base import about_base
from pdsync.render._counts import cost, counted, counts
from pdsync.render._escape import visible
from pdsync.render._layout import sentence, wrap
from pdsync.render._merged import about_merge
from pdsync.render._style import Style
from pdsync.render._undone import undone_text
from pdsync.render.plan.adoptions import with_changes
from pdsync.render.plan.folding.contents import LARGE, contents
from pdsync.render.plan.folding.groups import told
from pdsync.render.plan.folding.screens import NAMED, Screens, Shown, lines_of
from pdsync.render.plan.unmanaged import unmanaged_text
from pdsync.render.plan_oncall.course import EVERY_SHIFT
from pdsync.render.plan_oncall.text import oncall_lines
from pdsync.series import all_of

_MORE = ": `--full` shows everything"


def plan_text(
    row: Json,
    style: Style,
    *,
    show_ids: bool = False,
    room: int | None = None,
    full: bool = False,
) -> str:
    """A plan: where from and to, each change, who is on call, and the summary as its last line.

    It is whole where there is `room` for so many lines, and always if that is None. Else what is
    grave is there all the same, and what there is room for of the rest. `full` has each shift of
    people who take turns.
    """
    sheet = _Sheet(row, style, unmanaged=None if room is None else room // 2)
    screens = Screens(told(row), style, show_ids)
    most = None if room is None else NAMED
    found = sheet.with_parts(screens.whole(most), sheet.oncall(EVERY_SHIFT if full else None))
    if room is not None and lines_of(found) > room:
        found = sheet.in_lines(screens, room)
    if room is not None and lines_of(found) > room:
        found = replace(sheet, teams=False).in_lines(screens, room)
    return found


def plan_summary(row: Json, style: Style, *, show_ids: bool = False, is_sent: bool = False) -> str:
    """A plan without what is not grave: its counts, and what is never left out.

    Of one that `is_sent` at once, nothing says how to see the rest.
    """
    screens = Screens(told(row), style, show_ids)
    sheet = _Sheet(row, style, large=1, more="" if is_sent else _MORE, unmanaged=0)
    shown = sheet.oncall(0)
    return sheet.with_parts(screens.gravest(), shown, is_cut=shown != sheet.oncall(None))


@frozen
class _Sheet:
    """All that is said around the changes; of so many as are `large` contents, with `teams`.

    What is not managed has `unmanaged` lines, or is counted; None where all of it is named.
    """

    row: Json
    style: Style
    teams: bool = True
    large: int = LARGE
    more: str = _MORE
    unmanaged: int | None = None

    def in_lines(self, screens: Screens, room: int) -> str:
        """Return the plan in so many lines, or in as few as what is grave takes."""
        oncall = self.oncall(None)
        free = room - lines_of(self.with_parts(Shown("", left=1), []))
        most = max(free // 2, free - screens.whole(NAMED).lines - 2, 0)
        shown = oncall if len(oncall) < most else self.oncall(most)
        changes = screens.in_lines(free - len(shown) - 2)
        return self.with_parts(changes, shown, is_cut=shown != oncall)

    def oncall(self, most: int | None) -> list[str]:
        """Return who is on call, in so many lines if not all."""
        return oncall_lines(self.row.get("oncall"), self.style, most, self.row["soon"])

    def with_parts(self, changes: Shown, oncall: Sequence[str], *, is_cut: bool = False) -> str:
        """Return the plan with its changes and who is on call."""
        blocks = [_heading(self.row, self.style), undone_text(self.row, self.style)]
        blocks += [self._contents(), changes.text, "\n".join(oncall)]
        blocks += [unmanaged_text(self.row, self.style, self.unmanaged)]
        blocks += [_refusals(self.row, self.style)] if self.row["refused"] else []
        blocks += [_aside(left_alone(self.row), self.style, "yellow")]
        blocks += [_aside(visible(about_merge(self.row)), self.style, "yellow")]
        blocks += [_aside(visible(one), self.style, "yellow") for one in about_base(self.row)]
        blocks += [_aside(besides(self.row), self.style, "dim")]
        if changes.left or is_cut:
            blocks += [self._left(changes.left)]
        summary = sentence(_summary(self.row), self.style, 6)
        return "\n\n".join([*filter(None, blocks), self.style.paint(summary, "bold")])

    def _left(self, count: int) -> str:
        """Say how much is left out, and how to see it."""
        said = "Who is on call is not shown whole"
        if count:
            of, verb = len(self.row["changes"]), "is" if count == 1 else "are"
            said = f"{count:,} of {counted(of, 'change')} {verb} not shown whole"
            said = "The change is not shown whole" if of == 1 else said
        return self.style.paint(sentence(f"… {said}{self.more}.", self.style, 2), "yellow")

    def _contents(self) -> str:
        changes = self.row["changes"]
        if len(changes) < self.large:
            return ""
        return "\n".join(contents(changes, self.style, teams=self.teams))


def _aside(text: str, style: Style, tone: str) -> str:
    return "\n".join(style.paint(line, tone) for line in wrap(text, style.columns))


def besides(row: Json) -> str:
    """Say what apply reads besides its calls, where that is more than all of it once more."""
    if row.get("base"):
        return ""
    kinds = [f"{one['kind'].replace('_', ' ')}s" for one in row["reads"] if one["kind"]]
    if not kinds:
        return ""
    return (
        f"Besides these calls, apply reads all {all_of(kinds)}, before it makes the first and "
        "after the last, and at the end what it changed."
    )


_WOULD = {
    "create": "it would be created",
    "update": "it would be updated",
    "adopt": "it would be adopted",
    "replace": "it would be replaced",
    "delete": "it would be deleted",
    "unknown": "it names what is not there",
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
    if not row["changes"] and row.get("base"):
        return f"No changes since {visible(row['base']['revision'])}."
    if not row["changes"] and row.get("undo"):
        besides = ", but for what is left as it is" if row["undo"]["left_out"] else ""
        return (
            f"No changes. The account is as it was at {visible(row['undo']['revision'])}{besides}."
        )
    if not row["changes"]:
        return "No changes. The account is as the configuration says."
    return f"Plan: {counts(row['summary'], with_changes(row['changes']))} · {cost(row['summary'])}"


def _heading(row: Json, style: Style) -> str:
    ways = f"{source(row)} → {visible(row['target'])}"
    command = "pdsync undo" if row.get("undo") else "pdsync plan"
    parts = [command, ways, *([f"stack {row['stack']}"] if row["stack"] else [])]
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
