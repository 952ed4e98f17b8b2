"""Drift as Markdown, for an issue or the summary of a job: never longer than a comment may be."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.marker import Tells, marked
from pdsync.render._escape import code, fenced, markdown
from pdsync.render._layout import table
from pdsync.render.drift.text import sign
from pdsync.render.drift.words import (
    about_trail,
    inverted,
    summary,
    unmanaged,
    what_happened,
    who,
    would,
)
from pdsync.render.plan.change import where
from pdsync.render.plan.fields import field_rows
from pdsync.render.plan.markdown.document import LIMIT
from pdsync.render.plan.markdown.room import Portion, Room
from pdsync.render.plan.markdown.signs import SignStyle, signed

_STYLE = SignStyle(columns=94)


def drift_markdown(row: Json, *, show_ids: bool = False, limit: int = LIMIT) -> str:
    """Return drift, in so many bytes at most. Its first line stays the same for a stack."""
    tells = Tells.CHANGES if row["changes"] or row["refused"] else Tells.NOTHING
    marker = marked("drift", row["stack"], tells)
    stack = f" · stack {code(row['stack'])}" if row["stack"] else ""
    ways = f"{code(row['source'].rstrip('/') + '/')} ↔ {code(row['target'])}{stack}"
    parts = [f"{marker}\n## pdsync drift: {_counts(row)}\n\n{ways}"]
    about = [text for text in (about_trail(row), unmanaged(row)) if text]
    about += [f"Refused: {one}" for one in row["refused"]]
    parts += [markdown(text) for text in about[:20]]
    portions = [Portion(text) for text in _portions(row, show_ids=show_ids)]
    if kept := Room(limit).without(*parts).kept(portions, "pdsync drift"):
        parts.append(kept)
    return "\n\n".join(parts) + "\n"


def _counts(row: Json) -> str:
    return summary(row).removeprefix("Drift: ").removesuffix(".").replace("No drift: ", "none, ")


def _portions(row: Json, *, show_ids: bool) -> Iterator[str]:
    for change in row["changes"]:
        yield _portion(change, row, show_ids=show_ids)
    for one in row["made"]:
        kind = KINDS[one["kind"]].title
        made = markdown(f"made by {who(one['outside'])}")
        yield f"**\\* {kind}** {code(one['name'])} · {made}"


def _portion(change: Json, row: Json, *, show_ids: bool) -> str:
    kind = change["kind"].replace("_", " ")
    name = f' "{markdown(change["name"])}"' if change["name"] != change["key"] else ""
    ident = f" {code(change['id'])}" if show_ids and change["id"] else ""
    named = f"{code(change['key'])}{ident}{name}"
    lines = [f"**{_sign(change)} {kind}** {named} · {markdown(where(change))}"]
    lines += ["  \n".join(markdown(one) for one in what_happened(change, row["audit"]))]
    if change["outside"]["what"] in {"changed", "unmarked"} and change["fields"]:
        rows = field_rows({**inverted(change), "action": "update"})
        lines += [fenced(signed(table(rows, _STYLE.columns, _STYLE), "!"), "diff")]
    told = [would(change), *(f"! {one}" for one in (*change["blocked"], *change["risks"]))]
    return "\n\n".join([*lines, "  \n".join(markdown(one) for one in told)])


def _sign(change: Json) -> str:
    return {"=": "=", "~": "\\~"}.get(sign(change), sign(change))
