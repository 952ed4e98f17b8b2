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
from pdsync.terraform import REMOVED

_INDENT = 4


def move_text(row: Json, directory: str, style: Style) -> Iterator[str]:
    """Yield blocks of text: what is taken over, what Terraform forgets, and what is left to do."""
    yield sentence(_taken(row), style, 0)
    if row["removed"]:
        yield sentence(_removed(row, directory), style, 0)
    for head, lines in _lists(row):
        told = [f"  {sentence(visible(one), style, _INDENT)}" for one in lines]
        yield "\n".join([sentence(f"{head}:", style, 0), *told])


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
        "nothing. Move it beside Terraform's own files, delete these resources there, and apply "
        'that once `terraform plan` says "0 to destroy". Then apply this with pdsync.'
    )


def _lists(row: Json) -> Iterator[tuple[str, list[str]]]:
    needed = "Depends on what Terraform forgets, and must find it by a data source"
    halves = f"Not in {REMOVED}, which takes all of a resource, since a part is not taken over"
    gone = "Not in the account any more; `terraform apply -refresh-only` forgets it"
    tainted = "Taken over, though Terraform meant to make it anew (tainted): see that it is right"
    for head, lines in (
        (tainted, row["tainted"]),
        ("Stays with Terraform", _staying(row["stays"])),
        (needed, _needed(row)),
        (gone, _named(row["gone"])),
        ("Not taken over", [f"{one['address']}: {one['why']}" for one in row["left"]]),
        (halves, _halves(row)),
    ):
        if lines:
            yield head, lines


def _staying(rows: Iterable[Json]) -> list[str]:
    count = Counter((one["type"], one["why"]) for one in rows)
    return [f"{number:,} {type_}: {why}" for (type_, why), number in sorted(count.items())]


def _named(rows: Iterable[Json]) -> list[str]:
    return [f"{one['address']} ({one['id']})" for one in rows]


def _halves(row: Json) -> list[str]:
    return [f"{one['resource']}: {all_of(one['because_of'])}" for one in row["not_removed"]]


def _needed(row: Json) -> list[str]:
    return [f"{one['resource']}: {all_of(one['depends_on'])}" for one in row["needed"]]
