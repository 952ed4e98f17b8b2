"""Text of a dump, for people."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.render._counts import counted, counted_kind
from pdsync.render._escape import visible
from pdsync.render._layout import sentence
from pdsync.render._style import Style
from pdsync.render.dumped.move_text import move_text

_INDENT = 2


def dump_text(row: Json, style: Style) -> list[str]:
    """Return blocks of text: what was written, what is left out, what is unsaid, what is next."""
    blocks = [sentence(_written(row), style, 0)]
    left = [sentence(one, style, 0) for one in _left_out(row)]
    blocks += ["\n".join(left)] if left else []
    if row["unsaid"]:
        head = f"Not in the YAML, and left as it is ({len(row['unsaid']):,}):"
        told = [_unsaid(one) for one in row["unsaid"] if one["field"] is None]
        said = [f"  {sentence(one, style, 2 * _INDENT)}" for one in [*told, *_fields(row)]]
        blocks.append("\n".join([head, *said]))
    if "terraform" in row:
        blocks += move_text(row["terraform"], row["directory"], style)
    return blocks


def _written(row: Json) -> str:
    kinds = ", ".join(counted_kind(count, kind) for kind, count in row["resources"].items())
    files = counted(len(row["files"]), "file")
    where = f"{row['directory'].rstrip('/')}/"
    return f"{where} has {kinds or 'nothing'} of {row['account']}, in {files}."


def _left_out(row: Json) -> Iterator[str]:
    for told in row["unseen"]:
        yield f"Beware: {told}; none is in it."
    for stack, count in row["other_stacks"].items():
        yield f"Left out: {counted(count, 'resource')} of the stack {stack}."
    if count := row["left_in_stack"]:
        are = "is" if count == 1 else "are"
        yield (
            f"Beware: {counted(count, 'resource')} of the stack {row['stack']} {are} not in it: "
            "a plan of these files alone would delete them."
        )


def _fields(row: Json) -> Iterator[str]:
    """Yield a line for each field that the YAML has no name for, with how many things have it."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in row["unsaid"]:
        if one["field"] is not None:
            found.setdefault((one["kind"], one["field"], one["why"]), []).append(one["name"])
    for (kind, field, why), names in found.items():
        one = f"{KINDS[kind].title} '{names[0]}'"
        of = one if len(names) == 1 else counted_kind(len(names), kind)
        yield visible(f"`{field}` of {of}: {why}")


def _unsaid(one: Json) -> str:
    return visible(f"{KINDS[one['kind']].title} '{one['name']}' ({one['id']}): {one['why']}")
