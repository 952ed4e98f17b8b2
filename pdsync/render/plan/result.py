"""Results of an apply for a terminal: progress lines and the report at the end."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from itertools import groupby

from pdsync.json_types import Json
from pdsync.render._counts import SIGNS, TONES, counted, counted_kind
from pdsync.render._escape import visible
from pdsync.render._layout import cut, width, wrap
from pdsync.render._style import Style
from pdsync.render.plan.change import title
from pdsync.render.plan.folding.blocks import with_keys
from pdsync.render.plan.folding.groups import MANY, keys
from pdsync.render.plan_oncall.taking_over import taking_over

_TONES = {
    "done": "green",
    "failed": "red",
    "unknown": "red",
    "skipped": "yellow",
    "blocked": "yellow",
    "note": "yellow",
}
_DID = {
    "create": "created",
    "adopt": "adopted",
    "update": "updated",
    "replace": "replaced",
    "delete": "deleted",
}
FAILED = ("failed", "unknown")
"""Outcomes that are news when they come; the others follow from them or from the plan."""
_LEFT = (*FAILED, "skipped")
_INDENT = 11
"""Where the signs stand."""


def apply_text(row: Json, style: Style, known: Collection[tuple[str, str]] = ()) -> str:
    """The report: what was not done and why, what to know of the rest, counts, who is on call.

    Those `known`, by kind and key, were told as they failed.
    """
    told = [c for c in row["changes"] if c["outcome"] != "done" or c["results"]]
    told = [c for c in told if c["results"] or (c["kind"], c["key"]) not in known]
    groups = groupby(told, lambda change: (change["outcome"], change["reason"], change["results"]))
    blocks = ["\n".join(_outcomes(list(changes), style)) for _, changes in groups]
    problem = [visible(row["problem"])] if row["problem"] else []
    last = ["\n".join(found)] if (found := taking_over(row, style)) else []
    return "\n\n".join([*blocks, *problem, style.paint(ending(row), "bold"), *last])


def ending(row: Json) -> str:
    """The end of the report, with what to do next if something is left."""
    counts = row["summary"]
    done = _done(row)
    rest = [
        f"{counts[result]} {result}"
        for result in ("failed", "unknown", "skipped", "blocked")
        if counts[result]
    ]
    if row["interrupted"]:
        return f"Interrupted: {', '.join([done, *rest])}.\nRun it again to continue."
    if any(counts[one] for one in _LEFT) or row["problem"] or _is_wrong(row):
        return f"Not complete: {', '.join([done, *rest])}.\n{_next(row)}: what is done stays done."
    return f"Applied: {', '.join([done, *rest])}."


def _next(row: Json) -> str:
    """Say what to do about what is left: the same again, where that can help."""
    if _is_wrong(row):
        return "Put right what is said above, then run it again"
    left = [one for one in row["changes"] if one["outcome"] in _LEFT]
    if all(one["again"] for one in left):
        return "Run it again"
    if any(one["again"] for one in left):
        return "Run it again for the rest, and put right what PagerDuty refused"
    return "Put right what PagerDuty refused, then apply that"


def _is_wrong(row: Json) -> bool:
    """Return True if running again cannot help: the account or the configuration is wrong."""
    return bool(row["twins"]) or any(one["severity"] == "error" for one in row["diagnostics"])


def _done(row: Json) -> str:
    done = [change["action"] for change in row["changes"] if change["outcome"] == "done"]
    parts = [f"{done.count(action)} {verb}" for action, verb in _DID.items() if action in done]
    return ", ".join(parts) or "nothing done"


def _outcomes(changes: Sequence[Json], style: Style) -> list[str]:
    """Changes with the same end, and what is to be said of it once.

    That something is done was said when it was: here is what is left to know of it.
    """
    heads = [line for group in _alike(changes) for line in _heads(group, style)]
    said = [changes[0]["reason"], *changes[0]["results"]]
    texts = [line for text in said if text for line in wrap(visible(text), style.columns - _INDENT)]
    return [*heads, *(" " * _INDENT + line for line in texts)]


def _alike(changes: Sequence[Json]) -> list[list[Json]]:
    """Return the changes by action and kind where many were skipped; else each by itself."""
    groups: dict[Hashable, list[Json]] = {}
    for number, one in enumerate(changes):
        skipped = one["outcome"] == "skipped"
        key = (one["action"], one["kind"]) if skipped else number
        groups.setdefault(key, []).append(one)
    return [
        part
        for group in groups.values()
        for part in ([group] if len(group) >= MANY else [[one] for one in group])
    ]


def _heads(changes: Sequence[Json], style: Style) -> list[str]:
    """Return the lines that name changes: at a terminal a few of many, elsewhere all."""
    first = changes[0]
    end = "note" if first["outcome"] == "done" else first["outcome"]
    if len(changes) == 1:
        return [f"  {_ended(first, end, style, _INDENT)}"]
    columns = style.columns - _INDENT - 2
    told = counted_kind(len(changes), first["kind"])
    lines = wrap(f"{told}: {keys(changes)}", columns)
    if style.lines:
        lines = [with_keys(changes, columns)]
    word = style.paint(end.ljust(8), _TONES[end])
    one, *rest = lines
    return [f"  {word} {SIGNS[first['action']]} {one}", *(f"{' ' * 13}{line}" for line in rest)]


def outcome_line(index: int, total: int, change: Json, style: Style) -> str:
    """One change and what became of it: `   3/17 failed   + service checkout`, and the reason."""
    indent = 12 + len(_count(index, total))
    head = f"  {_count(index, total)} {_ended(change, change['outcome'], style, indent)}"
    said = wrap(visible(change["reason"]), style.columns - indent) if change.get("reason") else ()
    return "\n".join([head, *(" " * indent + line for line in said)])


def progress_line(index: int, total: int, change: Json, style: Style, *, others: int = 0) -> str:
    """Return the line of what is under way: `   3/17 + service checkout, and 2 more`.

    It is one line, however narrow the terminal: what is wider could not be taken away again.
    """
    sign = style.paint(SIGNS[change["action"]], TONES[change["action"]])
    more = f", and {others} more" if others else ""
    count = _count(index, total)
    room = max(style.columns - len(f"  {count}   {more}"), 1)
    named = title(change)
    named = named if width(named) <= room else f"{named[: cut(named, room - 1)].rstrip()}…"
    return f"  {count} {sign} {named}{more}"


def _ended(change: Json, end: str, style: Style, indent: int) -> str:
    """Return the end of a change and its name, which goes on below where it is too long."""
    named = f"\n{' ' * (indent + 2)}".join(wrap(title(change), style.columns - indent - 2))
    return f"{style.paint(end.ljust(8), _TONES[end])} {SIGNS[change['action']]} {named}"


def _count(index: int, total: int) -> str:
    """Return the number of a change in the plan, as wide for the first as for the last."""
    return f"{index}/{total}".rjust(2 * len(str(total)) + 1)


def question(row: Json) -> str:
    """Return the question that is asked before anything is sent."""
    calls = counted(row["summary"]["calls"], "call")
    these = "this" if row["summary"]["calls"] == 1 else "these"
    lost = sum(change["lost"] for change in row["changes"])
    losses = f", {counted(lost, 'deletion')}" if lost else ""
    return f"Apply {these} {calls}{losses}? [y/N] "
