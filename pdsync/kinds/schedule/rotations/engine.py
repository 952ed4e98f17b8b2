"""Conversion of rotations to the engine's form, and their phase. Renders nothing, asks no clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.handoff import Anchor
from pdsync.kinds.schedule.layers.engine import person
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.member import AnyMember
from pdsync.kinds.schedule.rotations.rotation import Rotation, WrittenRotation
from pdsync.kinds.schedule.rotations.shifts import Pattern
from pdsync.kinds.schedule.undecided import PEOPLE, PHASE, SHARE, TOGETHER, Undecided, undecided
from pdsync.units import DAY, WEEK


def rotation_on_call(rotation: Rotation, index: int = 0) -> oncall.Rotation:
    """Return the engine's form of a rotation, the one at `index`; raises Undecided."""
    path = ("rotations", index)
    for one in rotation.events:
        if found := one.left_open:
            raise undecided(found, f"'{one.title}'", path)
    try:
        events = tuple(event_on_call(phased(one)) for one in rotation.events)
    except Undecided as why:
        raise Undecided(why.reason, path, write=why.write) from None
    return oncall.Rotation(events, rotation.wire.get("id"))


def of_people(rotation: Rotation, index: int) -> Rotation:
    """Return the rotation; raises Undecided if nobody may be on call in some of its shifts."""
    for one in rotation.events:
        found = one.left_open
        lacks = (PEOPLE,) if PEOPLE in found else found if one.has_nobody else ()
        if lacks:
            raise undecided(lacks, f"'{one.title}'", ("rotations", index))
    return rotation


def shared(rotation: Rotation) -> Rotation:
    """Return a rotation with as many shifts in a row as PagerDuty gives members by default."""
    return rotation.model_copy(update={"events": tuple(map(_shared, rotation.events))})


def _shared(event: Event) -> Event:
    share = {SHARE, TOGETHER}.intersection(event.left_open)
    return event.model_copy(update={"per_member": event.per_member}) if share else event


def event_on_call(event: Event) -> oncall.Event:
    """Return the engine's form of an event; raises Undecided."""
    times = (event.start_time, event.since, event.until)
    if event.shifts is None or not all(one is None or isinstance(one, datetime) for one in times):
        raise Undecided(f"the shifts of '{event.name}' cannot be read")
    start = event.start_time
    if start is None and len({*event.members}) > 1 and not event.everyone:
        raise undecided((PHASE,), f"'{event.title}'")
    made = event.shifts.event(start or base(event.shifts, _SOME_DAY))
    return replace(
        made,
        members=tuple(_member(one) for one in event.members),
        shifts_per_member=event.per_member,
        everyone=event.everyone,
        since=event.since,
        until=event.until,
    )


_SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)


def _member(member: AnyMember) -> str | None:
    return person(member) if isinstance(member, Ref) else None


def base(pattern: Pattern, at: datetime) -> datetime:
    """Return the last start of shifts up to an instant at which a first turn may begin."""
    if pattern.start is not None:
        return pattern.start
    if pattern.rule["FREQ"] == "WEEKLY" and pattern.first_day is not None:
        second = pattern.first_day * DAY + pattern.second
        return oncall.latest_on_the_wall(pattern.zone, second, WEEK, at)
    return oncall.latest_on_the_wall(pattern.zone, pattern.second, DAY, at)


def phased(event: Event) -> Event:
    """Return an event with the phase of its anchor, however far ahead; unchanged without one."""
    anchor = event.anchor if isinstance(event, WrittenRotation) else None
    if anchor is None or event.shifts is None or anchor.who not in event.members:
        return event
    found = begun(event, _instant(anchor, event.shifts), event.members.index(anchor.who))
    if event.shifts.start is not None:
        return found
    return with_phase(found, oncall.begun_by(event_on_call(found), _SOME_DAY))


def event_of_anchor(event: WrittenRotation) -> tuple[oncall.Event, datetime]:
    """Return an event with an anchor in the engine's form, and the instant of the anchor."""
    assert event.anchor is not None  # noqa: S101 - its caller has looked
    assert event.shifts is not None  # noqa: S101 - whoever writes none is told so
    return event_on_call(phased(event)), _instant(event.anchor, event.shifts)


def begun(wanted: Event, at: datetime, place: int = 0) -> Event:
    """Return an event in which a member, by default the first, has the current or next turn."""
    assert wanted.shifts is not None  # noqa: S101 - whoever writes none is told so
    first = wanted.model_copy(update={"start_time": base(wanted.shifts, at)})
    if not wanted.members:
        return first
    event = event_on_call(first)
    found = oncall.shift_at(event, at)
    weekly = wanted.shifts.rule["FREQ"] == "WEEKLY"
    done = found[0] % event.shifts_per_member if found and weekly else 0
    turned = oncall.with_shift(event, place * wanted.per_member + done, at)
    return with_phase(wanted, oncall.begun_by(turned, wanted.shifts.start or at))


def takes_turns(event: Event) -> bool:
    """Return True if it matters whose turn it is, and nothing written says so."""
    alone = len({*event.members}) <= 1 or event.everyone
    return not alone and not event.is_anchored and event.start_time is None


def continued(event: Event, schedule: oncall.AnySchedule | None, at: datetime) -> Event | None:
    """Return an event whose turns continue those of a schedule; None if nobody's does."""
    if event.shifts is None or schedule is None:
        return None
    first = event.model_copy(update={"start_time": base(event.shifts, at)})
    found = oncall.taken_over(event_on_call(first), schedule, at)
    return with_phase(event, found) if found else None


def events_begun(rotation: Rotation, now: datetime) -> Rotation:
    """Return a rotation whose earlier events begin with their first members."""
    before = (
        begun(one, one.since or now) if one.start_time is None and one.shifts else one
        for one in rotation.events[:-1]
    )
    return rotation.model_copy(update={"events": (*before, *rotation.events[-1:])})


def with_phase(event: Event, phase: oncall.Event) -> Event:
    """Return an event with the engine's first shift, at a time that PagerDuty takes."""
    phase = oncall.begun_in_range(phase)
    people = {_member(one): one for one in event.members}
    members = tuple(people[one] for one in phase.members)
    return event.model_copy(update={"start_time": phase.start, "members": members})


def _instant(anchor: Anchor, pattern: Pattern) -> datetime:
    """Return the instant of the anchor's turn: a date is the time of that day's shift."""
    if isinstance(anchor.at, datetime):
        return anchor.at
    clock = time(pattern.second // 3600, pattern.second // 60 % 60)
    return datetime.combine(anchor.at, clock, ZoneInfo(pattern.zone))
