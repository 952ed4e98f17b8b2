"""Rendering of events, custom shifts and their overrides. Here nobody hides anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pdsync.frozen import frozen
from pdsync.intervals import merge, subtract
from pdsync.oncall._choices import LIKELIEST, Choices, LeftOut, ShiftEnd, Touching
from pdsync.oncall._clock import AnyClock, Clock, seconds_of
from pdsync.oncall._shift_based import CustomShift, Event, Rotation, ShiftOverride, ShiftSchedule
from pdsync.oncall.final.layers import FOREVER, Piece, clipped
from pdsync.oncall.recurrence.lines import Occurrences, occurrences

Held = tuple[int, int, str | None]
"""From, until, in epoch seconds, and who; None: an empty member."""


@frozen
class Course:
    """Occurrences of an event on its zone's wall clock, and its life in epoch seconds."""

    event: Event
    occurrences: Occurrences
    since: int
    until: int

    def members(self, number: int) -> tuple[str | None, ...]:
        """Return the members who have an occurrence."""
        everybody, place = self.event.members, number // self.event.shifts_per_member
        if self.event.everyone or not everybody:
            return everybody
        return (everybody[place % len(everybody)],)

    def held(self, clock: AnyClock, window: tuple[int, int], choices: Choices) -> Iterator[Held]:
        """Yield the shifts that may meet the window, cut by the life of the event only."""
        since, until = max(window[0], self.since), min(window[1], self.until)
        if since >= until:
            return
        # A shift that begins before the window may reach into it.
        first = clock.wall(since) - clock.margin(since) - self.event.seconds
        last = clock.wall(until) + clock.margin(until)
        all_count = choices.left_out is LeftOut.A_TURN
        for number, wall in self.occurrences.between(first, last, all_count=all_count):
            start, end = self.span(clock, wall, choices)
            begin, stop = max(start, self.since), min(end, self.until)
            if begin < stop:
                yield from ((begin, stop, user) for user in self.members(number))

    def span(self, clock: AnyClock, wall: int, choices: Choices) -> tuple[int, int]:
        """Return an occurrence in epoch seconds, by its wall time, whatever the event's life."""
        start = clock.epoch(wall)
        if choices.shift_end is ShiftEnd.ELAPSED:
            return start, start + self.event.seconds
        return start, clock.epoch(wall + self.event.seconds)


@lru_cache(maxsize=4096)
def course(event: Event) -> Course:
    """Return the course of an event."""
    clock = Clock(event.time_zone)
    return Course(
        event,
        occurrences(event.recurrence, clock.wall(seconds_of(event.start)), clock),
        -FOREVER if event.since is None else seconds_of(event.since),
        FOREVER if event.until is None else seconds_of(event.until),
    )


def concurrent(
    schedule: ShiftSchedule,
    window: tuple[int, int],
    choices: Choices = LIKELIEST,
    clock: AnyClock | None = None,
) -> list[Piece]:
    """Render every event, custom shift and override that meets the window, uncut."""
    held: list[Held] = []
    for rotation in schedule.rotations:
        shifts = _of_rotation(rotation, window, choices, clock)
        held += _replaced(shifts, schedule.overrides_of(rotation))
    for shift in schedule.custom_shifts:
        held += _replaced(_of_shift(shift), schedule.overrides_of(shift))
    met = [one for one in held if one[0] < window[1] and one[1] > window[0]]
    return _each_joined(((start, end, user) for start, end, user in met if user), choices)


def _of_rotation(
    rotation: Rotation, window: tuple[int, int], choices: Choices, clock: AnyClock | None
) -> list[Held]:
    return [
        held
        for event in rotation.events
        for held in course(event).held(
            clock or Clock(event.time_zone, choices.odd_time), window, choices
        )
    ]


def _of_shift(shift: CustomShift) -> list[Held]:
    start, end = seconds_of(shift.start), seconds_of(shift.end)
    return [(start, end, shift.user)] if start < end else []


def _replaced(held: list[Held], overrides: Sequence[ShiftOverride]) -> list[Held]:
    """Apply overrides, the newest first; each looks at the rotation's own members only."""
    left, taken = held, list[Held]()
    for override in reversed(overrides):
        span = seconds_of(override.start), seconds_of(override.end)
        mine = [one for one in left if one[2] == override.overridden]
        met = [(max(start, span[0]), min(end, span[1])) for start, end, _ in mine]
        taken += [(*one, override.overriding) for one in met if one[0] < one[1]]
        left = [one for one in left if one[2] != override.overridden]
        left += [rest for one in mine for rest in _around(one, span)]
    return left + taken


def _around(held: Held, span: tuple[int, int]) -> list[Held]:
    """Return the parts of a piece that lie outside a range."""
    start, end, user = held
    return [(*rest, user) for rest in subtract([(start, end)], [span])]


def _each_joined(pieces: Iterable[Piece], choices: Choices) -> list[Piece]:
    """Sort pieces, and join touching or overlapping ones of a person as `choices` says."""
    if choices.touching is Touching.SEPARATE:
        return sorted(pieces)
    of_user: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end, user in pieces:
        of_user[user].append((start, end))
    return sorted((*span, user) for user, spans in of_user.items() for span in merge(spans))


def cut(pieces: Iterable[Piece], window: tuple[int, int]) -> list[Piece]:
    """Return pieces cut at the window, still in order."""
    return sorted(clipped(pieces, *window))
