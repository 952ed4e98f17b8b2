"""What a plan goes back to, with whose turns, and what does not come back, for every format."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.json_types import Json
from pdsync.kinds import titled
from pdsync.reconcile import Undone
from pdsync.render._escape import code, markdown, visible
from pdsync.render._layout import wrap
from pdsync.render._style import Style
from pdsync.stamps import zone_stamp

_WRITE = (
    "Write the line into the files as they are now (`git revert --no-commit` brings back those "
    "that are gone), and run `pdsync undo` again."
)


def undone_json(undone: Undone) -> Json:
    """Return the revision, what is lost, whose turns go on, and what is left and reverted."""
    return {
        "revision": undone.revision,
        "commit": undone.commit,
        "about": undone.about,
        "lost": list(undone.lost),
        "pinned": [
            {
                "schedule": one.key,
                "part": one.part,
                "who": one.who,
                "at": one.at.isoformat(),
                "since": zone_stamp(one.since) if one.since else None,
            }
            for one in undone.pinned
        ],
        "left_out": [
            {
                "kind": one.kind,
                "key": one.key,
                "why": one.why,
                "lines": [{"part": part, "line": line} for part, line in one.lines],
                "with_it": [{"kind": kind, "key": key} for kind, key in one.with_it],
            }
            for one in undone.left_out
        ],
        "reverts": [{"commit": commit, "merge": merge} for commit, merge in undone.reverts],
    }


def undone_text(row: Json, style: Style) -> str:
    """Return what people should know before the changes; empty of a plan that goes nowhere back."""
    undo = row.get("undo")
    if not undo:
        return ""
    blocks = [[(0, undo["about"], "")]]
    if undo["lost"]:
        blocks.append([(0, "Does not come back:", "red"), *((2, one, "") for one in undo["lost"])])
    if undo["left_out"]:
        blocks.append([*_left_lines(undo)])
    if undo["pinned"]:
        blocks.append([(0, "Turns go on as they did:", "bold"), *_pin_lines(undo)])
    return "\n\n".join("\n".join(_laid(line, style) for line in block) for block in blocks)


def undone_markdown(row: Json) -> list[str]:
    """Return the same as Markdown, a part each."""
    undo = row.get("undo")
    if not undo:
        return []
    parts = [markdown(undo["about"])]
    if undo["lost"]:
        parts.append(_listed("### Does not come back", undo["lost"]))
    if undo["left_out"]:
        parts.append(_listed("### Left as it is", [text for _, text, _ in _left_lines(undo)][1:]))
    if undo["pinned"]:
        parts.append(_listed("### Turns go on as they did", [t for _, t, _ in _pin_lines(undo)]))
    commands = "\n".join(f"- {code(one)}" for one in revert_commands(row))
    return [*parts, f"Then, in the repository:\n\n{commands}"]


def revert_text(row: Json, style: Style) -> str:
    """Return what is left to do in the repository."""
    lead = "Then take it back in the repository, or the next merge brings it again:"
    lines = [f"  {one}" for one in revert_commands(row)]
    return "\n".join([style.paint(lead, "bold"), *lines])


def revert_commands(row: Json) -> list[str]:
    """Return the commands of git that take the commits back, the newest first."""
    return [
        f"git revert {'-m 1 ' if one['merge'] else ''}{one['commit'][:12]}"
        for one in row["undo"]["reverts"]
    ]


def _pin_lines(undo: Json) -> Iterator[tuple[int, str, str]]:
    for one in undo["pinned"]:
        at = one["at"].replace("T", " ")[:16]
        how = f"as the account had it since {one['since'][:10]}" if one["since"] else "as written"
        yield 2, f"{one['schedule']}, {one['part']}: {one['who']} has the turn of {at}, {how}", ""


def _left_lines(undo: Json) -> Iterator[tuple[int, str, str]]:
    yield 0, "Left as it is:", "yellow"
    for one in undo["left_out"]:
        named = titled(one["kind"], one["key"])
        yield 2, f"{named[:1].upper()}{named[1:]}: {one['why']}.", ""
        for row in one["lines"]:
            yield 4, f"write `{row['line']}` in {row['part']}, with whoever has that turn", ""
        if one["with_it"]:
            needing = ", ".join(titled(it["kind"], it["key"]) for it in one["with_it"])
            yield 4, f"and so is what needs it: {needing}", ""
    if any(one["lines"] for one in undo["left_out"]):
        yield 2, _WRITE, ""


def _laid(line: tuple[int, str, str], style: Style) -> str:
    indent, text, tone = line
    lines = wrap(visible(text), max(style.columns - indent - 2, 20))
    margin, hang = " " * indent, " " * (indent + 2 if indent else 0)
    laid = [f"{hang if number else margin}{one}" for number, one in enumerate(lines)]
    return "\n".join(style.paint(one, tone) if tone else one for one in laid)


def _listed(title: str, lines: list[str]) -> str:
    return "\n".join([title, "", *(f"- {markdown(one)}" for one in lines)])
