"""Wanted rotations resolved against the live ones, as of an instant. Pure.

Pick each first shift, and keep the live definition where the same people are on call for ever, so
that only what differs is ever sent: `turns.py` has an example, `succession.py` another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from pdsync import oncall
from pdsync.kinds._kind import When
from pdsync.kinds._matching import align
from pdsync.kinds.schedule.beginnings import begun as without_wait
from pdsync.kinds.schedule.beginnings import has_waited, is_waiting
from pdsync.kinds.schedule.lead_time import MINUTES, soon_after
from pdsync.kinds.schedule.rotations.ended import broken_off, more_like_one_that_ended, resumed
from pdsync.kinds.schedule.rotations.engine import (
    AnyEvent,
    begun,
    continued,
    event_on_call,
    events_begun,
    phased,
    shared,
    takes_turns,
)
from pdsync.kinds.schedule.rotations.event import LONGEST_NAME, Event
from pdsync.kinds.schedule.rotations.resolve_events import events_over
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.rotations.succession import (
    as_successor,
    effective,
    from_earlier,
    in_force,
    not_over,
    predecessor,
    that_waits,
    with_what_goes_on,
)
from pdsync.kinds.schedule.rotations.turns import is_same, turned, with_turns
from pdsync.kinds.schedule.undecided import Undecided
from pdsync.kinds.schedule.written import decided

_A_SECOND = timedelta(seconds=1)


def settled_rotations(
    wanted: Sequence[Rotation],
    live: Sequence[Rotation],
    when: When,
    old: oncall.AnySchedule | None = None,
    ended: Sequence[Rotation] = (),
) -> tuple[Rotation, ...]:
    """The rotations as they will be asked for; `old` is a schedule whose place they take.

    Those that `ended` though they were to go on are resumed.
    """
    present, partner = present_rotations(wanted, live, when, ended)
    rows = {place: _over(present[row], live[place], when, old) for row, place in partner.items()}
    leaving = {place: one for place, one in enumerate(live) if place not in rows}
    rows |= dict(_going_out(leaving, when))
    # Their order means nothing, so that none ever moves.
    kept = [rows[place] for place in sorted(rows)]
    new = [one for row, one in enumerate(present) if row not in partner]
    lost = broken_off(new, ended, when.now)
    made = [
        _again(one, lost[row], when.now)
        if row in lost
        else _taking_over(one, old, when.now) or _new(one, when.now)
        for row, one in enumerate(new)
    ]
    return tuple(shared(events_begun(one, when.now)) for one in (*kept, *made))


def changed_rotations(
    wanted: Sequence[Rotation], live: Sequence[Rotation], when: When
) -> Iterator[tuple[int, Rotation, Rotation]]:
    """The place of each that changes a live one, that one as far as it counts, and what it will be.

    The last event of a live one does not count where what is written is over before it begins, nor
    does an end that a change gave it which broke off.
    """
    present, partner = present_rotations(wanted, live, when)
    places = [place for place, one in enumerate(wanted) if not _is_past(one, when.now)]
    for row, column in partner.items():
        if live[column].shifts is not None:
            made = _over(present[row], live[column], when, None)
            old = _as_nobody_ended(in_force(present[row], live[column]), when.now)
            yield places[row], old, made


def _as_nobody_ended(live: Rotation, now: datetime) -> Rotation:
    ends = live.until is not None and live.since is None and live.until <= now + MINUTES
    return live.model_copy(update={"until": None}) if ends else live


def _again(rotation: Rotation, ended: Rotation, now: datetime) -> Rotation:
    """A rotation of which nothing is in force any more, in the place of the one that ended."""
    at_hand_offs = _named(rotation, ended).at_hand_offs_of(ended)
    made = resumed(at_hand_offs, ended, now) or _new(rotation, now)
    return made.from_live({**ended.wire, "events": []})


def present_rotations(
    wanted: Sequence[Rotation],
    live: Sequence[Rotation],
    when: When,
    ended: Sequence[Rotation] = (),
) -> tuple[list[Rotation], dict[int, int]]:
    """Return the rotations that are not past, and by place the live one that each changes.

    None for one that was to succeed a rotation that ended.
    """
    present = [_as_of(one, when.now) for one in wanted if not _is_past(one, when.now)]
    pairs = {
        row: place
        for row, place in align(present, live)
        if not more_like_one_that_ended(present[row], live[place], ended, when.now)
    }
    return present, pairs


def _is_past(event: Event, now: datetime) -> bool:
    return event.until is not None and event.until <= now


def _as_of(rotation: Rotation, now: datetime) -> Rotation:
    """Without what is past; what has begun is as if it had always been."""
    found = _begun(rotation, now)
    if not rotation.events:
        return found
    events = tuple(_begun(event, now) for event in rotation.events if not _is_past(event, now))
    found = found.model_copy(update={"events": events})
    return found if events else _alone(found)


def _begun(event: AnyEvent, now: datetime) -> AnyEvent:
    whole = decided(event)
    has_begun = whole.since is not None and whole.since <= now
    return whole.model_copy(update={"since": None}) if has_begun else whole


def _in_time(rotation: Rotation, live: Rotation, when: When) -> Rotation:
    """Without what would be over before it takes effect, from then on what begins before that.

    What is written for the next minutes cannot follow an event that runs in time.
    """
    soon = effective(live, when)
    first = rotation.parts[0]
    early = first.since is not None or (bool(rotation.events) and _is_past(first, soon))
    return _as_of(rotation, soon) if early and soon > when.now else rotation


def _alone(rotation: Rotation) -> Rotation:
    """A rotation of which only the last event is not past, as one that was written without any."""
    values = {name: getattr(rotation, name) for name in Rotation.model_fields}
    return Rotation.model_construct(rotation.model_fields_set - {"events"}, **values)


def _taking_over(
    rotation: Rotation, old: oncall.AnySchedule | None, now: datetime
) -> Rotation | None:
    return continued(rotation, old, rotation.since or now) if takes_turns(rotation) else None


def _new(rotation: Rotation, now: datetime) -> Rotation:
    found = phased(rotation)
    return found if found.start_time or found.is_adrift else begun(found, rotation.since or now)


def _over(
    rotation: Rotation, live: Rotation, when: When, old: oncall.AnySchedule | None
) -> Rotation:
    """A rotation laid over the live one."""
    if live.shifts is None:
        made = _taking_over(rotation, old, when.now) or _new(rotation, when.now)
        return made.from_live(live.wire)
    rotation = _in_time(rotation, live, when)
    if rotation.events:
        return events_over(rotation, live, when)
    rotation = _named(rotation, live).at_hand_offs_of(live)
    present = in_force(rotation, live)
    if present is not live:
        goes_on = {"since": rotation.since or present.since, "events": present.events}
        rotation = rotation.model_copy(update=goes_on)
    rotation = as_successor(rotation, present, when.now)
    try:
        made = _made(rotation, present, when)
    except Undecided:
        made = _new(rotation, when.now)
    return with_what_goes_on(made, present).from_live(live.wire)


def _named(rotation: Rotation, live: Rotation) -> Rotation:
    """A rotation under the name of the live one, where only that it waits sets them apart."""
    unnamed = "name" not in rotation.model_fields_set
    if unnamed and is_waiting(live.name):
        return rotation.model_copy(update={"name": without_wait(live.name)})
    if has_waited(live.name, rotation.name, LONGEST_NAME):
        return rotation.model_copy(update={"name": live.name})
    return rotation


def _made(rotation: Rotation, live: Rotation, when: When) -> Rotation:
    whole = rotation.over(live)
    begins = max(whole.since or effective(live, when), when.now)
    changed = from_earlier(_turned(whole, live, begins), live, when.now)
    is_the_same = is_same(changed, live, when.now)
    changed = with_turns(rotation, live) if is_the_same else changed
    if when.at_handoff and live.since is not None and rotation.since is None:
        return _begun_early(changed, live, when)
    if is_the_same:
        return changed
    former = predecessor(live) if begins == live.since else None
    if former and former.shifts:  # what was to come never took effect: nobody's turn follows it
        return turned(whole, former, begins, hands_over=_hands_over(former, begins))
    if live.since is not None or rotation.since is not None:
        return changed
    if live.until is not None and live.until <= when.now + MINUTES:
        return _where_it_ends(whole, live, when)
    return _at_handoff(whole, live, soon_after(when.now)) if when.at_handoff else changed


def _hands_over(event: Event, at: datetime) -> bool:
    return oncall.next_turn(event_on_call(event), at - _A_SECOND) == at


def _turned(whole: Rotation, live: Rotation, at: datetime, *, hands_over: bool = False) -> Rotation:
    """The rotation with the phase it will have, over what is in force then, or the next."""
    return turned(whole, not_over(live.parts, at) or live, at, hands_over=hands_over)


def _where_it_ends(whole: Rotation, live: Rotation, when: When) -> Rotation:
    """The rotation from the end of the live one on, which a change told it that broke off."""
    ends = live.until
    assert ends is not None  # noqa: S101 - its caller has looked
    if whole.until is not None and whole.until <= ends:
        return _turned(whole, live, ends)
    later = _turned(whole, live, ends, hands_over=when.at_handoff)
    return later.model_copy(update={"since": ends})


def _at_handoff(whole: Rotation, live: Rotation, soon: datetime) -> Rotation:
    """The rotation from the live one's next hand-off on; until then the live one goes on."""
    found = [one for one in (_next_handoff(live, soon), live.until) if one]
    at = min(found, default=None)
    if at is None or (whole.until is not None and whole.until <= at):
        return _turned(whole, live, soon)
    later = _turned(whole, live, at, hands_over=True)
    return that_waits(later, live, at)


def _next_handoff(event: Event, soon: datetime) -> datetime | None:
    """The next hand-off that leaves time to make a successor: one that is nearer is passed over."""
    return oncall.next_turn(event_on_call(event), soon - _A_SECOND)


def _begun_early(rotation: Rotation, live: Rotation, when: When) -> Rotation:
    """A rotation that begins before it was to, at a hand-off that comes before that."""
    assert live.since is not None  # noqa: S101 - its caller has looked
    at = _next_handoff(rotation, effective(live, when))
    return that_waits(rotation, live, min(at, live.since) if at else live.since)


def _going_out(leaving: Mapping[int, Rotation], when: When) -> Iterator[tuple[int, Rotation]]:
    """Return the live rotations that nobody writes any more and that end by themselves."""
    for place, one in leaving.items():
        found = _ending(one, when) if one.shifts is not None else None
        if found is not None:
            yield place, found


def _ending(live: Rotation, when: When) -> Rotation | None:
    """None for one that goes at once, as one that has not begun does.

    One that ends within minutes was told so by a change that others take over; one that ends with
    a turn of its own, by a change that waited for the hand-off.
    """
    if live.until is not None and live.until <= when.now + MINUTES:
        return live
    if live.since is not None and not live.events:
        return None
    try:
        event = event_on_call(live)
    except Undecided:
        return None
    if live.until is not None and oncall.next_turn(event, live.until - _A_SECOND) == live.until:
        return live
    begins = live.since or soon_after(when.now) - _A_SECOND
    handoff = oncall.next_turn(event, begins) if when.at_handoff else None
    if handoff is None:
        return None
    return live.model_copy(update={"until": min(handoff, live.until or handoff)})
