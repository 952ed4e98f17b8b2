"""Sentences on turns that move because days are left out. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.rotations.engine import event_on_call
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.undecided import Undecided

_UNKNOWN = (
    "a shift that is left out uses up no turn here; whether PagerDuty counts so is not known, "
    "and apply compares whom it puts on call"
)


_NUMBERS = {1: "one", 2: "two", 3: "three"}
_SHOWN = 3

_Email = Callable[[Ref], str | None]


def moved_turns(
    merged: Iterable[Rotation], live: Iterable[Rotation], email: _Email
) -> Iterator[str]:
    """Yield a sentence for each rotation where days are left out that were not, or the reverse."""
    before = {one.wire.get("id"): one.last for one in live}
    for one in merged:
        old, rotation = before.get(one.wire.get("id")) if one.wire else None, one.last
        if rotation.shifts is None or rotation.everyone or len({*rotation.members}) <= 1:
            continue
        was = {*old.shifts.left_out} if old is not None and old.shifts else set()
        new, gone = ({*rotation.shifts.left_out} - was), (was - {*rotation.shifts.left_out})
        told = f"rotation '{rotation.title}': {_after(rotation, new, gone)}"
        if new:
            yield f"{told}: {_UNKNOWN}"
        elif old is not None and any(_turn_that_moves(old, rotation, day) for day in gone):
            keeps = _turn_that_moves(old, rotation, max(gone))
            yield f"{told}{_anchor(*keeps, old, email) if keeps else ''}"


def _after(rotation: Event, new: set[datetime], gone: set[datetime]) -> str:
    """Return how far turns move after each day: +1 for one left out, -1 for one that goes.

    For example `turns after 6 Jan 2027 move by one, after 7 Jan 2027 by two`.
    """
    days, moved, told = sorted(new | gone), 0, []
    for day in days[:_SHOWN]:
        moved += 1 if day in new else -1
        verb = " move" if day == days[0] else ""
        how = f"{verb} by {_NUMBERS.get(abs(moved), abs(moved))}" if moved else " are as before"
        told.append(f"after {_local(day, rotation):%-d %b %Y}{how}")
    more = [f"and on after {len(days) - _SHOWN} days more"] if len(days) > _SHOWN else []
    return f"turns {', '.join([*told, *more])}"


def _turn_that_moves(old: Event, new: Event, day: datetime) -> tuple[datetime, int] | None:
    """Return the start of the first turn after a day, and its member in the account.

    None if they keep it.
    """
    try:
        was, becomes = event_on_call(old), event_on_call(new)
    except Undecided:
        return None
    begins = oncall.next_turn(was, day)
    before, after = (oncall.shift_at(one, begins) if begins else None for one in (was, becomes))
    if begins is None or before is None or after is None:
        return None
    who = before[0] // was.shifts_per_member % len(old.members)
    then = after[0] // becomes.shifts_per_member % len(new.members)
    return None if old.members[who] == new.members[then] else (begins, who)


def _anchor(begins: datetime, who: int, old: Event, email: _Email) -> str:
    """Return the anchor that keeps turns, where the first that moves is of a known address."""
    member = old.members[who]
    address = email(member) if isinstance(member, Ref) else None
    at = f"{_local(begins, old):%Y-%m-%d}"
    return f"; `anchor: {{who: {address}, at: {at}}}` keeps them" if address else ""


def _local(at: datetime, event: Event) -> datetime:
    assert event.shifts is not None  # noqa: S101 - its caller has looked
    return at.astimezone(ZoneInfo(event.shifts.zone))
