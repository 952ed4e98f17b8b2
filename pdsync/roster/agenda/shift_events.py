"""The shifts of a schedule as events of a calendar, each with a name that stays. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import Schedule
from pdsync.roster._past import Past
from pdsync.roster._roster import Roster
from pdsync.roster.agenda.answers import AskedRange, shifts_of
from pdsync.roster.agenda.by_override import ByOverride, by_override
from pdsync.units import A_SECOND, WEEK

_EACH = replace(oncall.LIKELIEST, touching=oncall.Touching.SEPARATE)
_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_SOME_DAY = datetime(2020, 1, 31, tzinfo=UTC)


@frozen
class ShiftEvent:
    """One shift, and what tells it from all others of its schedule whoever has it.

    `rotation` is that of a schedule of shifts; of layers only one is on call at a time. `begins` is
    when the shift does, though it may be cut because what it is part of was made later; `number`
    counts those of one rotation that begin together. `overrides` are those by which it is theirs.
    """

    shift: oncall.Shift
    rotation: str
    begins: datetime
    number: int = 0
    overrides: tuple[ByOverride, ...] = ()


def shift_events(roster: Roster, schedule: str, when: AskedRange) -> tuple[ShiftEvent, ...]:
    """The shifts of a schedule that touch a range, not cut at its ends; raises UndecidedTopic."""
    until = when.until or when.since + A_SECOND
    if not shifts_of(roster, schedule, when.since, until):
        return ()
    made = roster.within(schedule, when.since, until)
    past = roster.past.get(schedule)
    parts = [*_parts(made, roster, schedule)]
    found = [*_defined(parts, when.since, until)]
    if past is not None and past.until > when.since:
        found = [*_told(past, found, when.since, until)]
    marked = (replace(one, overrides=_overrides(roster, schedule, one.shift)) for one in found)
    return tuple(_numbered(sorted(marked, key=lambda one: (one.shift, one.rotation))))


def _overrides(roster: Roster, schedule: str, shift: oncall.Shift) -> tuple[ByOverride, ...]:
    found = by_override(roster, schedule, shift.start, shift.end)
    return tuple(one for one in found if one.person == shift.user)


def _parts(
    made: oncall.AnySchedule, roster: Roster, schedule: str
) -> Iterator[tuple[str, oncall.AnySchedule]]:
    """Split a schedule into its layers together, each rotation and each custom shift."""
    if isinstance(made, oncall.Schedule):
        steady = (_steady(one, made.time_zone) for one in made.layers)
        yield "", replace(made, layers=tuple(steady))
        return
    titles = Counter[str]()
    names = _titles(roster, schedule, len(made.rotations))
    for rotation, title in zip(made.rotations, names, strict=True):
        titles[title] += 1
        yield f"{title}\n{titles[title]}", replace(made, rotations=(rotation,), custom_shifts=())
    for shift in made.custom_shifts:
        yield "custom", replace(made, rotations=(), custom_shifts=(shift,))


def _steady(layer: oncall.Layer, zone: str) -> oncall.Layer:
    """A layer of one person with turns of a week, none of which ends within a window.

    Nobody need write when those of one person change hands, and the account chooses a time.
    """
    if len({*layer.users}) != 1:
        return layer
    ends = sorted((one.start + one.seconds) % WEEK for one in layer.windows)
    second = next((end for end in ends if not _is_within(layer, end)), 0)
    start = oncall.latest_on_the_wall(zone, second, WEEK, _SOME_DAY)
    return replace(layer, virtual_start=start, turn_seconds=WEEK)


def _is_within(layer: oncall.Layer, second: int) -> bool:
    return any((second - one.start) % WEEK < one.seconds for one in layer.windows)


def _titles(roster: Roster, schedule: str, count: int) -> list[str]:
    found = roster.resources["schedule"].get(schedule)
    titles = [one.title for one in found.rotations] if isinstance(found, Schedule) else []
    return titles if len(titles) == count else ["" for _ in range(count)]


def _defined(
    parts: Iterable[tuple[str, oncall.AnySchedule]], since: datetime, until: datetime
) -> Iterator[ShiftEvent]:
    """The shifts by what a schedule is made of."""
    for name, part in parts:
        shifts = oncall.final_shifts(part, since, until, whole=True, choices=_EACH)
        for one in shifts:
            yield ShiftEvent(one, name, _begins(part, one))


def _begins(part: oncall.AnySchedule, shift: oncall.Shift) -> datetime:
    """Return the start of a shift that may be cut: PagerDuty forgets what was before an edit."""
    if isinstance(part, oncall.Schedule):
        layers = (replace(one, start=min(one.start, _ALWAYS)) for one in part.layers)
        always: oncall.AnySchedule = replace(part, layers=tuple(layers))
    else:
        rotations = (
            replace(one, events=tuple(replace(event, since=None) for event in one.events))
            for one in part.rotations
        )
        always = replace(part, rotations=tuple(rotations))
    found = oncall.final_shifts(
        always, shift.start, shift.start + A_SECOND, whole=True, choices=_EACH
    )
    alike = (one.start for one in found if (one.user, one.end) == (shift.user, shift.end))
    return next(alike, shift.start)


def _told(
    past: Past, defined: Iterable[ShiftEvent], since: datetime, until: datetime
) -> Iterator[ShiftEvent]:
    """The shifts as an account had them, and from then on as they are defined.

    One of the account is cut into those that are defined, where they are all of it.
    """
    known = [*defined]
    yield from (one for one in known if one.shift.start >= past.until)
    for told in past.whole(since, min(until, past.until)):
        within = [one for one in known if one.shift.user == told.user and _meet(one.shift, told)]
        reached = told.start
        for one in within:
            if one.shift.start <= reached:
                reached = max(reached, one.shift.end)
        if reached >= min(told.end, past.until):
            for one in within:
                yield replace(one, shift=replace(one.shift, start=max(one.shift.start, told.start)))
        else:
            yield ShiftEvent(told, "", told.start)


def _meet(one: oncall.Shift, other: oncall.Shift) -> bool:
    return one.start < other.end and other.start < one.end


def _numbered(events: Iterable[ShiftEvent]) -> Iterator[ShiftEvent]:
    counts = Counter[tuple[str, datetime]]()
    for one in events:
        named = one.rotation, one.begins
        yield replace(one, number=counts[named])
        counts[named] += 1
