"""Live resources of other stacks with names that are written here: an error for each stack. Pure.

Where a whole configuration meets another stack, the name of the stack is what is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pdsync.diagnostics import Diagnostic, Related, error
from pdsync.frozen import frozen
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Entry, Settings

_SHOWN = 3


@frozen
class Foreign:
    """An entry whose name is that of a live resource with the mark of another stack."""

    entry: Entry
    live: Live

    @property
    def stack(self) -> str:
        """The other stack."""
        return self.live.mark.stack if self.live.mark else ""

    @property
    def title(self) -> str:
        """The live resource, in words."""
        return f"{self.live.kind.title} '{self.live.name}'"


def other_stacks(
    found: Iterable[Foreign], settings: Settings, snapshot: Snapshot
) -> Iterator[Diagnostic]:
    """Yield one error for each stack that has what is written here."""
    by_stack: dict[str, list[Foreign]] = defaultdict(list)
    for one in found:
        by_stack[one.stack].append(one)
    is_new = not _has_marks(settings, snapshot)
    for stack, theirs in by_stack.items():
        yield _of(stack, theirs, settings, is_new=is_new)


def _of(stack: str, theirs: Sequence[Foreign], settings: Settings, *, is_new: bool) -> Diagnostic:
    first, *others = theirs
    belongs = f"the stack `{stack}`"
    if not others:
        message = f"{first.title} belongs to {belongs}: {first.live.mark}"
    else:
        names = [one.title for one in theirs[:_SHOWN]]
        more = f" and {len(theirs) - _SHOWN} more" if len(theirs) > _SHOWN else ""
        message = f"{len(theirs)} things of these names belong to {belongs}: {', '.join(names)}"
        message += more
    how = "choose another name, or take it out of that stack first"
    if others:
        how = "choose other names, or take them out of that stack first"
    if is_new and settings.marks:
        how = (
            f"nothing in the account has the stack `{settings.stack}`: write `stack: {stack}` if "
            f"that one is meant, or `stack_was: {stack}` beside it if it has a new name; else {how}"
        )
    few = others if len(theirs) <= _SHOWN else ()
    return error(
        "other-stack",
        message,
        help=how,
        place=first.entry.place,
        related=tuple(Related(one.title, one.entry.place) for one in few),
    )


def _has_marks(settings: Settings, snapshot: Snapshot) -> bool:
    """Return True if anything in the account is this stack's."""
    stacks = {settings.stack, settings.stack_was} - {None}
    return any(
        live.mark is not None and live.mark.stack in stacks
        for lives in snapshot.live.values()
        for live in lives.values()
    )
