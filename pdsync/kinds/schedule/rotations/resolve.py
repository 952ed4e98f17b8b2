"""Wanted rotations resolved against the live ones, as of an instant. Pure.

Pick each first shift, and keep the live definition where the same people are on call for ever, so
that only what differs is ever sent: `turns.py` has an example, `succession.py` another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from pdsync import oncall
from pdsync.kinds._kind import When
from pdsync.kinds._matching import align
from pdsync.kinds.schedule.lead_time import MINUTES, soon_after
from pdsync.kinds.schedule.rotations.ended import broken_off, more_like_one_that_ended, resumed
from pdsync.kinds.schedule.rotations.engine import (
    begun,
    continued,
    event_on_call,
    events_begun,
    phased,
    shared,
    takes_turns,
)
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.resolve_events import events_over
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.rotations.succession import (
    as_successor,
    effective,
    from_earlier,
    in_force,
    named_as,
    not_over,
    predecessor,
    that_waits,
    until,
    with_what_goes_on,
)
from pdsync.kinds.schedule.rotations.turns import completed, is_same, turned, with_turns
from pdsync.kinds.schedule.undecided import Undecided
from pdsync.kinds.schedule.written import decided
from pdsync.units import A_SECOND


def resolved_rotations(
    wanted: Sequence[Rotation],
    live: Sequence[Rotation],
    when: When,
    old: oncall.AnySchedule | None = None,
    ended: Sequence[Rotation] = (),
) -> tuple[Rotation, ...]:
    """Return the rotations as they will be sent; `old` is the schedule that they replace.

    Rotations that `ended` although the YAML goes on are resumed.
    """
    present, partner = present_rotations(wanted, live, when, ended)
    rows = {place: _over(present[row], live[place], when, old) for row, place in partner.items()}
    rows = {place: _completed(one, live[place], when.now) for place, one in rows.items()}
    leaving = {place: one for place, one in enumerate(live) if place not in rows}
    rows |= dict(_going_out(leaving, when))
    # Their order means nothing, so that none ever moves.
    kept = [rows[place] for place in sorted(rows)]
    new = [one for row, one in enumerate(present) if row not in partner]
    lost = broken_off(new, ended, when.now)
    made = [
        _again(one, lost[row], when.now)
        if row in lost
        else one.with_last(_taking_over(one.last, old, when.now) or _new(one.last, when.now))
        for row, one in enumerate(new)
    ]
    return (*kept, *(shared(events_begun(one, when.now)) for one in made))


def _completed(rotation: Rotation, live: Rotation, now: datetime) -> Rotation:
    """Return the rotation with the live event's fields for those its last event leaves open."""
    found = shared(events_begun(rotation, now))
    return found.with_last(completed(found.last, live.last)) if live.events else found


def changed_rotations(
    wanted: Sequence[Rotation], live: Sequence[Rotation], when: When
) -> Iterator[tuple[int, Rotation, Rotation]]:
    """Yield, for each live rotation that changes: the place, what counts of it, what it becomes.

    Its last event does not count where the written one is over before that begins, nor does an end
    that an interrupted change set.
    """
    present, partner = present_rotations(wanted, live, when)
    places = [place for place, one in enumerate(wanted) if not _is_past(one.last, when.now)]
    for row, column in partner.items():
        one, old = present[row], live[column]
        if old.last.shifts is not None:
            made = _over(one, old, when, None)
            counts = in_force(one.last, old.events) if len(one.events) == 1 else old.events
            yield places[row], _as_nobody_ended(Rotation.of(*counts), when.now), made


def _as_nobody_ended(live: Rotation, now: datetime) -> Rotation:
    last = live.last
    ends = last.until is not None and last.since is None and last.until <= now + MINUTES
    return live.with_last(last.model_copy(update={"until": None})) if ends else live


def _again(rotation: Rotation, ended: Rotation, now: datetime) -> Rotation:
    """Return a rotation without any event in force, in the place of one that ended."""
    event = named_as(rotation.last, ended.last).at_hand_offs_of(ended.last)
    goes_on = resumed(event, ended.last, now) if len(rotation.events) == 1 else None
    made = rotation.with_last(goes_on or _new(rotation.last, now))
    return made.from_live({**ended.wire, "events": []})


def present_rotations(
    wanted: Sequence[Rotation],
    live: Sequence[Rotation],
    when: When,
    ended: Sequence[Rotation] = (),
) -> tuple[list[Rotation], dict[int, int]]:
    """Return the rotations that are not past, and by row the live one that each changes.

    A rotation that continues one that ended just now changes none.
    """
    present = [_as_of(one, when.now) for one in wanted if not _is_past(one.last, when.now)]
    pairs = {
        row: place
        for row, place in align(present, live)
        if not more_like_one_that_ended(present[row], live[place], ended, when.now)
    }
    return present, pairs


def _is_past(event: Event, now: datetime) -> bool:
    return event.until is not None and event.until <= now


def _as_of(rotation: Rotation, now: datetime) -> Rotation:
    """Return the rotation without past events; one that has begun has no start."""
    before = (_begun(event, now) for event in rotation.events[:-1] if not _is_past(event, now))
    return rotation.model_copy(update={"events": (*before, _begun(rotation.last, now))})


def _begun(event: Event, now: datetime) -> Event:
    whole = decided(event)
    has_begun = whole.since is not None and whole.since <= now
    return whole.model_copy(update={"since": None}) if has_begun else whole


def _in_time(rotation: Rotation, live: Rotation, when: When) -> Rotation:
    """Return the rotation without events that are over before a change can take effect.

    An event written for the next minutes begins with the lead time instead.
    """
    soon = effective(live.events, when)
    first = rotation.events[0]
    early = first.since is not None or (len(rotation.events) > 1 and _is_past(first, soon))
    return _as_of(rotation, soon) if early and soon > when.now else rotation


def _taking_over(event: Event, old: oncall.AnySchedule | None, now: datetime) -> Event | None:
    return continued(event, old, event.since or now) if takes_turns(event) else None


def _new(event: Event, now: datetime) -> Event:
    found = phased(event)
    return found if found.start_time or found.is_adrift else begun(found, event.since or now)


def _over(
    rotation: Rotation, live: Rotation, when: When, old: oncall.AnySchedule | None
) -> Rotation:
    """Return a rotation resolved against the live one."""
    if live.last.shifts is None:
        made = _taking_over(rotation.last, old, when.now) or _new(rotation.last, when.now)
        return live.model_copy(
            update={"events": (*(rotation.events[:-1] or live.events[:-1]), made)}
        )
    events = _in_time(rotation, live, when).events
    found = (
        events_over(events, live.events, when)
        if len(events) > 1
        else _event_over(events[0], live.events, when)
    )
    return live.model_copy(update={"events": found})


def _event_over(event: Event, live: Sequence[Event], when: When) -> tuple[Event, ...]:
    """Return the live events that go on, then a rotation's only event, resolved against them."""
    event = named_as(event, live[-1]).at_hand_offs_of(live[-1])
    present = in_force(event, live)
    if present is not live:
        event = event.model_copy(update={"since": event.since or present[-1].since})
        return (*present[:-1], _made_or_new(event, present, when))
    return with_what_goes_on(_made_or_new(as_successor(event, live, when.now), live, when), live)


def _made_or_new(event: Event, live: Sequence[Event], when: When) -> Event:
    try:
        return _made(event, live, when)
    except Undecided:
        return _new(event, when.now)


def _made(event: Event, events: Sequence[Event], when: When) -> Event:
    live = events[-1]
    whole = event.over(live)
    begins = max(whole.since or effective(events, when), when.now)
    changed = from_earlier(_turned(whole, events, begins), live, when.now)
    is_the_same = is_same(changed, live, when.now)
    changed = with_turns(event, live) if is_the_same else changed
    if when.at_handoff and live.since is not None and event.since is None:
        return _begun_early(changed, events, when)
    if is_the_same:
        return changed
    former = predecessor(events) if begins == live.since else None
    if former and former.shifts:  # what was to come never took effect: nobody's turn follows it
        return turned(whole, former, begins, hands_over=_hands_over(former, begins))
    if live.since is not None or event.since is not None:
        return changed
    if live.until is not None and live.until <= when.now + MINUTES:
        return _where_it_ends(whole, events, when)
    return _at_handoff(whole, events, soon_after(when.now)) if when.at_handoff else changed


def _hands_over(event: Event, at: datetime) -> bool:
    return oncall.next_turn(event_on_call(event), at - A_SECOND) == at


def _turned(
    whole: Event, live: Sequence[Event], at: datetime, *, hands_over: bool = False
) -> Event:
    """Return the event with its phase, over the live event in force then, or the next."""
    return turned(whole, not_over(live, at) or live[-1], at, hands_over=hands_over)


def _where_it_ends(whole: Event, live: Sequence[Event], when: When) -> Event:
    """Return the event begun at the live one's end, which an interrupted change set."""
    ends = live[-1].until
    assert ends is not None  # noqa: S101 - its caller has looked
    if whole.until is not None and whole.until <= ends:
        return _turned(whole, live, ends)
    later = _turned(whole, live, ends, hands_over=when.at_handoff)
    return later.model_copy(update={"since": ends})


def _at_handoff(whole: Event, live: Sequence[Event], soon: datetime) -> Event:
    """Return the event begun at the live one's next hand-off; until then the live one goes on."""
    found = [one for one in (_next_handoff(live[-1], soon), live[-1].until) if one]
    at = min(found, default=None)
    if at is None or (whole.until is not None and whole.until <= at):
        return _turned(whole, live, soon)
    later = _turned(whole, live, at, hands_over=True)
    return that_waits(later, live[-1], at)


def _next_handoff(event: Event, soon: datetime) -> datetime | None:
    """Return the next hand-off that leaves the lead time to make a successor."""
    return oncall.next_turn(event_on_call(event), soon - A_SECOND)


def _begun_early(event: Event, live: Sequence[Event], when: When) -> Event:
    """Return the event begun at a hand-off before the start that it was to have."""
    begins = live[-1].since
    assert begins is not None  # noqa: S101 - its caller has looked
    at = _next_handoff(event, effective(live, when))
    return that_waits(event, live[-1], min(at, begins) if at else begins)


def _going_out(leaving: Mapping[int, Rotation], when: When) -> Iterator[tuple[int, Rotation]]:
    """Yield the live rotations, not written any more, that end by themselves or have no events."""
    for place, one in leaving.items():
        found = _ending(one, when) if one.last.shifts is not None else None
        if found is not None or not one.events:
            yield place, found or one


def _ending(live: Rotation, when: When) -> Rotation | None:
    """Return a rotation with its end; None for one that ends at once, or has not begun.

    An end within minutes was set by a change in which others take over; an end at a hand-off by a
    change that waited for it.
    """
    last = live.last
    if last.until is not None and last.until <= when.now + MINUTES:
        return live
    if last.since is not None and len(live.events) == 1:
        return None
    try:
        event = event_on_call(last)
    except Undecided:
        return None
    if last.until is not None and oncall.next_turn(event, last.until - A_SECOND) == last.until:
        return live
    begins = last.since or soon_after(when.now) - A_SECOND
    handoff = oncall.next_turn(event, begins) if when.at_handoff else None
    if handoff is None:
        return None
    return live.with_last(until(last, handoff))
