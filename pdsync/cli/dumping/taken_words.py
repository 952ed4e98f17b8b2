"""Words for what was taken over of the account into a file, and for what is still open there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdsync.kinds import Schedule, Undecided, has_open_turns, on_call, titled
from pdsync.series import all_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pdsync.dump import Differing
    from pdsync.kinds import Resource
    from pdsync.source.edit import Edited


def nothing_taken(title: str, *, anchors: bool) -> str:
    """Return what is said where nothing differs; with `anchors`, nothing is open either."""
    return f"{title} is as the account has it{', and says whose turn it is' if anchors else ''}."


def taken(differing: Sequence[Differing], made: Edited) -> Iterator[str]:
    """Yield what was taken over, the comments that went with it, and what is not told yet."""
    after = [made.after.find(one.entry.kind, one.entry.key) for one in differing]
    pairs = [(one, now.resource) for one, now in zip(differing, after, strict=True) if now]
    yield f"{'; '.join(_has_now(one, now) for one, now in pairs)}."
    yield from (f"A comment went with it: {one}" for one in made.comments)
    yield from (why for one, now in pairs if one.turns for why in _untold(now))


def _has_now(one: Differing, now: Resource) -> str:
    fields = [f"has {all_of(one.fields)} of the account now"] if one.fields else []
    is_told = one.turns and isinstance(now, Schedule) and not has_open_turns(now)
    turns = [f"says {'' if fields else 'now '}whose turn it is"] if is_told else []
    told = ", and ".join((*fields, *turns)) or "is as the account has it"
    return f"{titled(one.entry.kind, one.entry.key)} {told}"


def _untold(now: Resource) -> Iterator[str]:
    """Yield why the files alone do not tell who is on call, where they were to do so."""
    if isinstance(now, Schedule):
        try:
            on_call(now)
        except Undecided as why:
            yield f"The files alone still do not tell who is on call by it: {why.reason}."
