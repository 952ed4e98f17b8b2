"""Turns of a wanted event, resolved against the live one that it changes. Pure.

An event that would put the same people on call for ever takes its turns from the live one, so that
only what differs is ever sent.

Example: a live event has weekly shifts of ana and ben, Mondays 09:00 in London, first shift 2 March
2026. Today is Wednesday 11 March, 10:00, so it is ben's turn.

    wanted            first shift   since           on call from then on
    ben, ana          2 March       (the live one)  ben, 16 March ana
    ana, chloe, ben   23 February   11 March 10:30  ben, 16 March ana, 23 March chloe
    ana, chloe        9 March       11 March 10:30  ana, 16 March chloe, 23 March ana
    ana, chloe, ben   16 March      16 March 09:00  ana, 23 March chloe, 30 March ben

The first line is what is live in other words, so nothing is sent. In the second the first shift is
moved so that the third one, of 9 March, is ben's. In the third Ben left, and Ana came after him.
The last line waits for the hand-off (`--effective handoff`), after which Ana follows Ben.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pdsync import oncall
from pdsync.kinds.schedule.rotations.engine import base, event_on_call, phased, with_phase
from pdsync.kinds.schedule.rotations.event import TURNS, Event


def with_turns(event: Event, other: Event) -> Event:
    """Return the event with the turns of another."""
    return event.model_copy(update={name: getattr(other, name) for name in TURNS})


def completed(event: Event, live: Event) -> Event:
    """Return the event with all unwritten fields, the name too, of the live one that it changes."""
    written = event.model_fields_set & _COMPARED
    return live.model_copy(update={name: getattr(event, name) for name in written})


_COMPARED = Event.model_fields.keys() - {"time_zone"}


def has_turns(live: Event, event: Event) -> bool:
    """Return True if a live event has the written turns; their phase may differ."""
    whole = event.over(live)
    start = event.start_time or live.start_time
    return live.turns == whole.model_copy(update={"start_time": start}).turns


def turned(whole: Event, live: Event, at: datetime, *, hands_over: bool = False) -> Event:
    """Return the event with its phase from an instant on.

    Without an anchor, whoever is on call by the live event stays until their hand-off, which is
    that instant if it `hands_over`.
    """
    anchored = phased(whole)
    if anchored is not whole or whole.start_time is not None:
        return anchored
    if whole.shifts != live.shifts and _come_alike(whole, live, at):
        whole = whole.model_copy(update={"shifts": live.shifts})
    kept = whole.model_copy(update={"start_time": live.start_time})
    if kept.turns == live.turns and _recurs_alike(kept, whole, at):
        return kept
    if kept.shifts != live.shifts or not _recurs_alike(kept, whole, at):
        assert whole.shifts is not None  # noqa: S101 - whoever writes none is told so
        # The rule counts from the first shift that is written, and has shifts before it as well.
        first = whole.model_copy(update={"start_time": base(whole.shifts, at)})
        kept = with_phase(first, oncall.begun_by(event_on_call(first), at))
    old, new = event_on_call(live), event_on_call(kept)
    return with_phase(whole, oncall.successor(old, new, at, hands_over=hands_over))


def is_same(one: Event, live: Event, now: datetime) -> bool:
    """Return True if both put the same people on call while the first lasts."""
    return _agree(event_on_call(one), event_on_call(live), now, one.until)


def _recurs_alike(kept: Event, whole: Event, at: datetime) -> bool:
    """Return True if shifts counted from the live start come at the written times."""
    start = whole.shifts.start if whole.shifts else None
    if start is None:
        return True
    there, here = (
        replace(event_on_call(kept), start=one, everyone=True)
        for one in (event_on_call(kept).start, start)
    )
    return _agree(there, here, at)


def _come_alike(whole: Event, live: Event, at: datetime) -> bool:
    """Return True if the written rule counts from another of the live rule's own shifts."""
    ours, theirs = whole.shifts, live.shifts
    if ours is None or theirs is None or live.start_time is None or "COUNT" in ours.rule:
        return False
    if any(getattr(ours, name) != getattr(theirs, name) for name in _SAME):
        return False
    here, there = ours.event(base(ours, at)), theirs.event(live.start_time)
    both_have_begun = max(at, here.start, there.start)
    current = [oncall.shift_at(one, both_have_begun) for one in (here, there)]
    return all(current) and len({found[1] for found in current if found}) == 1


_SAME = ("recurrence", "seconds", "zone")


def _agree(
    one: oncall.Event, other: oncall.Event, now: datetime, until: datetime | None = None
) -> bool:
    ours, theirs = (
        oncall.ShiftSchedule(
            event.time_zone, (oncall.Rotation((replace(event, since=None, until=until),)),)
        )
        for event in (one, other)
    )
    return oncall.same_for_ever(ours, theirs, now).first_difference is None
