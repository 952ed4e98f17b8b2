"""Text of what becomes of Terraform's resources, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pdsync.json_types import Json
from pdsync.render._counts import counted
from pdsync.render._escape import visible
from pdsync.render._layout import sentence
from pdsync.render._style import Style
from pdsync.series import all_of

_INDENT = 4


def move_text(row: Json, directory: str, style: Style) -> Iterator[str]:
    """Yield blocks of text: what is taken over, what Terraform forgets, and what is left to do."""
    yield sentence(_taken(row), style, 0)
    if row["removed"]:
        yield sentence(_removed(row, directory), style, 0)
    for head, lines in _lists(row):
        told = [sentence(f"  {visible(one)}", style, _INDENT) for one in lines]
        yield "\n".join([sentence(head, style, 0), *told])


def _taken(row: Json) -> str:
    every = sum(len(row[destiny]) for destiny in ("taken", "stays", "gone", "left"))
    taken, file = f"{len(row['taken']):,}", visible(row["state"])
    what = counted(every, "object")
    are = "is" if taken == "1" else "are"
    return f"Of {what} of PagerDuty's in {file}, {taken} {are} taken over."


def _removed(row: Json, directory: str) -> str:
    what = counted(len(row["removed"]), "resource")
    return (
        f"{directory.rstrip('/')}/{row['removed_file']} has Terraform forget {what} and destroy "
        "nothing: move it beside Terraform's own files, delete these resources there, and let "
        '`terraform plan` say "0 to destroy" before you apply it.'
    )


def _lists(row: Json) -> Iterator[tuple[str, list[str]]]:
    for head, lines in (
        (
            "Tainted: Terraform meant to make another in its place. Look whether it is right",
            row["tainted"],
        ),
        ("Stays with Terraform", _staying(row["stays"])),
        (
            "Not in the account any more; `terraform apply -refresh-only` forgets it",
            _named(row["gone"]),
        ),
        ("Not in the dump", [f"{one['address']}: {one['why']}" for one in row["left"]]),
        ("Without a `removed` block, which takes all instances of a resource", _halves(row)),
        ("Depends on what Terraform forgets: let it find that by a data source", _needed(row)),
    ):
        if lines:
            yield f"{head} ({len(lines):,}):", lines


def _staying(rows: Iterable[Json]) -> list[str]:
    count = Counter((one["type"], one["why"]) for one in rows)
    return [f"{type_} ({number:,}): {why}" for (type_, why), number in sorted(count.items())]


def _named(rows: Iterable[Json]) -> list[str]:
    return [f"{one['address']} ({one['id']})" for one in rows]


def _halves(row: Json) -> list[str]:
    return [f"{one['resource']}, for {all_of(one['because_of'])}" for one in row["not_removed"]]


def _needed(row: Json) -> list[str]:
    return [f"{one['resource']}: {all_of(one['depends_on'])}" for one in row["needed"]]
