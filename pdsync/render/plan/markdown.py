"""A plan as Markdown for a pull request: the summary and the risks first, the details folded."""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.json_types import Json
from pdsync.render._counts import SIGNS, cost, counts
from pdsync.render._escape import code, html, longest_run, markdown
from pdsync.render._style import PLAIN, Style
from pdsync.render.plan.adoptions import SAID, apart, with_changes
from pdsync.render.plan.change import adoption, body_lines, title, where
from pdsync.render.plan.first_turns import with_first_turns
from pdsync.render.plan.text import besides, left_alone, source
from pdsync.render.plan_oncall.text import oncall_lines

LIMIT = 60_000
"""Longest output in characters; GitHub takes 65,536 in a comment."""

_RISKS_LIMIT = 20_000
_MORE = 100  # what a line about more of the same may need
_COLUMNS = 96
_LINES = 60  # of who is on call


def plan_markdown(row: Json, *, show_ids: bool = False) -> str:
    """The plan, never longer than LIMIT. Its first line stays the same for a stack."""
    top = f"{marker(row)}\n{_summary(row)}"
    risks = _risks(row)
    head = top + (f"\n\n### Look at these\n\n{_capped(risks, _RISKS_LIMIT)}" if risks else "")
    head += "".join(f"\n\n{part}" for part in _oncall(row))
    changes, _ = apart(with_first_turns(row)["changes"])
    details = [_details(change, show_ids=show_ids) for change in changes]
    if not details:
        return head + "\n"
    return f"{head}\n\n{_capped(details, LIMIT - len(head) - 10)}\n"


def marker(row: Json) -> str:
    """The comment by which an earlier comment of the same stack is found."""
    return f"<!-- pdsync plan {row['stack'] or ''}".rstrip() + " -->"


def _summary(row: Json) -> str:
    stack = f" · stack {code(row['stack'])}" if row["stack"] else ""
    ways = f"{code(source(row))} → {code(row['target'])}{stack}"
    left = f"\n\n{markdown(left_alone(row))}" if left_alone(row) else ""
    if not row["changes"]:
        return f"## pdsync: no changes\n\n{ways}{left}"
    read = f"\n\n{besides(row)}" if besides(row) else ""
    counted = counts(row["summary"], with_changes(row["changes"]))
    return f"## pdsync: {counted}\n\n{ways} · {cost(row['summary'])}{left}{read}"


def _risks(row: Json) -> list[str]:
    refused = [f"- **Refused**: {markdown(reason)}" for reason in row["refused"]]
    found = [_diagnostic(d) for d in row["diagnostics"]]
    changes, adopted = apart(row["changes"])
    by_change = [risk for change in changes for risk in _risks_of(change)]
    together = [f"- **Adopted**: {one.count}, {SAID}: {code(one.keys)}" for one in adopted]
    return [*refused, *found, *sorted([*by_change, *together], key=_weight)]


def _weight(risk: str) -> int:
    order = ("- **Blocked**", "- **Deleted**", "- **Replaced**", "- **Adopted**", "- **Risk**")
    return next((n for n, start in enumerate(order) if risk.startswith(start)), len(order))


def _risks_of(change: Json) -> Iterable[str]:
    named = code(title(change))
    for reason in change["blocked"]:
        yield f"- **Blocked**: {named}: {markdown(reason)}"
    if change["action"] in {"delete", "replace"} and not change["blocked"]:
        yield f"- **{change['action'].capitalize()}d**: {named}"
    if adopted := adoption(change):
        yield f"- **Adopted**: {named}: {adopted}"
    for risk in change["risks"]:
        yield f"- **Risk**: {named}: {markdown(risk)}"
    for note in change["notes"]:
        yield f"- {named}: {markdown(note)}"


def _diagnostic(row: Json) -> str:
    place = row["place"]
    at = f" {code('{file}:{line}'.format(**place))}" if place else ""
    advice = f" ({markdown(row['help'])})" if row["help"] else ""
    return f"- **{row['severity'].capitalize()}**{at}: {markdown(row['message'])}{advice}"


def _details(change: Json, *, show_ids: bool) -> str:
    sign = SIGNS[change["action"]]
    head = f"{sign} {html(title(change, show_ids=show_ids))} <sub>{html(where(change))}</sub>"
    body = "\n".join(body_lines(change, PLAIN, _COLUMNS))
    return _folded(head, body) if body else f"<details><summary>{head}</summary></details>"


def _oncall(row: Json) -> Iterable[str]:
    """Return the on-call part, folded; its risks stand above."""
    heading, *lines = oncall_lines(row["oncall"], Style(columns=_COLUMNS), _LINES) or [""]
    if lines:
        yield _folded(heading, "\n".join(lines))


def _folded(head: str, body: str) -> str:
    fence = "`" * max(3, longest_run(body, "`") + 1)
    return f"<details><summary>{head}</summary>\n\n{fence}\n{body}\n{fence}\n\n</details>"


def _capped(items: list[str], limit: int) -> str:
    """As many items as fit, one after another, and how many more there are."""
    kept: list[str] = []
    used = 0
    for item in items:
        used += len(item) + 1
        if used > limit - _MORE:
            break
        kept.append(item)
    more = len(items) - len(kept)
    return "\n".join([*kept, *([f"\n… and {more:,} more"] if more else [])])
