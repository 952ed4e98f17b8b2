"""Plans that look like accidents: the reasons for which nothing of a plan may be sent. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pdsync.kinds import KINDS
from pdsync.reconcile._model import Action, Change
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.read.list_doubts import refused_lists
from pdsync.reconcile.read.snapshot import Snapshot
from pdsync.source import Settings

_FEW = 10
"""Below this many resources of a kind a percentage says nothing."""


def refusals(
    changes: Sequence[Change],
    matching: Matching,
    snapshot: Snapshot,
    settings: Settings,
    allow_deletes: int | None,
) -> tuple[str, ...]:
    """Every reason to send nothing, each a sentence with the arithmetic and the way out."""
    sent = [change for change in changes if not change.blocked]
    return (
        *_wrong_directory(changes, matching, settings),
        *(change.unsafe for change in sent if change.unsafe),
        *refused_lists(snapshot.doubts, sent, settings.safety),
        *_adoptions(sent, settings),
        *_too_many(sent, snapshot, settings, allow_deletes),
    )


def _wrong_directory(
    changes: Sequence[Change], matching: Matching, settings: Settings
) -> Iterator[str]:
    doomed = sum(change.action is Action.DELETE for change in changes)
    known = any(live and live.mark for live in matching.pairs.values())
    known = known or any(live.heir for live in matching.orphans)
    if doomed and not known:
        yield (
            f"nothing in this configuration is marked as the stack `{settings.stack}` in the "
            f"account, and {doomed} marked resources would be deleted: this is another team's "
            "stack, or the wrong directory"
        )


def _adoptions(changes: Sequence[Change], settings: Settings) -> Iterator[str]:
    adopted = [change for change in changes if change.action is Action.ADOPT]
    if adopted and settings.safety.adopt == "refuse":
        names = ", ".join(f"{KINDS[change.kind].title} '{change.name}'" for change in adopted)
        yield f"`safety: {{adopt: refuse}}` forbids to take over {names}"


def _too_many(
    changes: Sequence[Change], snapshot: Snapshot, settings: Settings, allowed: int | None
) -> Iterator[str]:
    total = sum(change.lost for change in changes)
    if allowed is not None and total <= allowed:
        return
    way_out = f"check the plan, then allow it with `--allow-deletes {total}`"
    limit = settings.safety.max_deletes if allowed is None else allowed
    if total > limit:
        name = "`safety.max_deletes`" if allowed is None else "`--allow-deletes`"
        deletions = "1 deletion is" if total == 1 else f"{total} deletions are"
        yield f"{deletions} more than {limit}, the limit of {name}; {way_out}"
    yield from _too_large_a_part(changes, snapshot, settings, way_out)


def _too_large_a_part(
    changes: Sequence[Change], snapshot: Snapshot, settings: Settings, way_out: str
) -> Iterator[str]:
    stacks = {settings.stack, settings.stack_was}
    gone = Counter(c.kind for c in changes if c.action is Action.DELETE)
    for kind, count in sorted(gone.items()):
        marks = (live.mark for live in snapshot.of(kind).values())
        owned = sum(mark is not None and mark.stack in stacks for mark in marks)
        if owned < _FEW:
            continue
        percent = 100 * count / owned
        limit = settings.safety.max_delete_percent
        if percent > limit:
            section = KINDS[kind].section.replace("_", " ")
            yield (
                f"{count} of {owned} {section} would be deleted: {percent:.0f} % is more than "
                f"{limit} %, the limit of `safety.max_delete_percent`; {way_out}"
            )
