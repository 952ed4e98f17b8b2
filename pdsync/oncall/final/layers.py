"""Rendering of layers and overrides into pieces of time. Renders only the window asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pdsync.oncall._choices import LIKELIEST, BeforeFirstTurn, Choices, Touching, WindowEnd
from pdsync.oncall._clock import AnyClock, instant_of, seconds_of
from pdsync.oncall._restrictions import Cover, met
from pdsync.oncall._schedule import Layer, Schedule, Shift
from pdsync.oncall.final.turns import Turns
from pdsync.units import WEEK

Piece = tuple[int, int, str]
"""From, until, in epoch seconds, and who."""
FOREVER = 1 << 60


def stacked(
    schedule: Schedule, clock: AnyClock, window: tuple[int, int], choices: Choices
) -> list[Piece]:
    """Render layers and overrides over the window, cut at its edges."""
    shown: list[Piece] = []
    for override in reversed(schedule.overrides):
        start, end = seconds_of(override.start), seconds_of(override.end)
        shown = over(shown, clipped([(start, end, override.user)], *window))
    # From the top down: what is shown already hides what comes after it.
    for layer in reversed(schedule.layers):
        shown = over(shown, clipped(_whole_pieces(layer, clock, window, choices), *window))
    return joined(shown, choices)


def layer_pieces(
    layer: Layer, clock: AnyClock, window: tuple[int, int], choices: Choices = LIKELIEST
) -> list[Piece]:
    """Return one layer's shifts, cut at the window."""
    pieces = clipped(_whole_pieces(layer, clock, window, choices), *window)
    return joined(pieces, choices)


def over(upper: Sequence[Piece], lower: Sequence[Piece]) -> list[Piece]:
    """Return the upper pieces, and the lower ones where the upper leave room; both in order."""
    if not upper:
        return list(lower)
    shown, first = list(upper), 0
    for start, end, user in lower:
        while first < len(upper) and upper[first][1] <= start:
            first += 1
        at, place = start, first
        while place < len(upper) and upper[place][0] < end:
            if at < upper[place][0]:
                shown.append((at, upper[place][0], user))
            at, place = upper[place][1], place + 1
        if at < end:
            shown.append((at, end, user))
    return sorted(shown)


def clipped(pieces: Iterable[Piece], start: int, end: int) -> list[Piece]:
    """Return pieces cut at the ends of a range; none for an empty one."""
    if start >= end:
        return []
    return [
        (max(start, first), min(end, last), user)
        for first, last, user in pieces
        if first < last and first < end and start < last
    ]


def shifts_of(pieces: Iterable[Piece]) -> tuple[Shift, ...]:
    """Return pieces as shifts, with instants for epoch seconds."""
    return tuple(Shift(instant_of(start), instant_of(end), user) for start, end, user in pieces)


def life(layer: Layer) -> tuple[int, int]:
    """Return from when until when a layer is in force, in epoch seconds."""
    return seconds_of(layer.start), FOREVER if layer.end is None else seconds_of(layer.end)


def turns_of(layer: Layer, clock: AnyClock) -> Turns:
    """Return a layer's turns on the wall clock."""
    return Turns.of(layer, clock.wall(seconds_of(layer.virtual_start)))


def turn_pieces(
    layer: Layer, rotation: Turns, clock: AnyClock, turn: int, choices: Choices = LIKELIEST
) -> tuple[tuple[int, int], ...]:
    """Return the pieces of turn k in epoch seconds, without regard to `start` and `end`."""
    first, last = rotation.stretch(turn)
    if choices.window_end is WindowEnd.WALL or not layer.windows:
        return _open_pieces(rotation.cover, first, last, clock)
    start, end = clock.epoch(first), clock.epoch(last)
    opened = ((clock.epoch(at), seconds) for at, seconds in _openings(layer, first, last))
    return tuple((max(begin, start), min(begin + seconds, end)) for begin, seconds in opened)


@lru_cache(maxsize=4096)
def _open_pieces(
    covered: Cover, first: int, last: int, clock: AnyClock
) -> tuple[tuple[int, int], ...]:
    """Return the pieces of a stretch of wall time in which a cover is open, in epoch seconds.

    A schedule has the same ones before a change of its people and after it.
    """
    return tuple((clock.epoch(start), clock.epoch(end)) for start, end in met(covered, first, last))


def _openings(layer: Layer, first: int, last: int) -> list[tuple[int, int]]:
    # A window that opened in an earlier week may still be open.
    mondays = range(first - first % WEEK - 2 * WEEK, last, WEEK)
    found = ((monday + one.start, one.seconds) for monday in mondays for one in layer.windows)
    return sorted(one for one in found if one[0] < last and one[0] + one[1] > first)


def _whole_pieces(
    layer: Layer, clock: AnyClock, window: tuple[int, int], choices: Choices
) -> list[Piece]:
    """Return the pieces that may meet the window, cut by the layer's life only."""
    return [piece for _, piece in numbered_pieces(layer, clock, window, choices)]


def numbered_pieces(
    layer: Layer, clock: AnyClock, window: tuple[int, int], choices: Choices = LIKELIEST
) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces that may meet the window, cut by the layer's life, each with its turn k."""
    born, dies = life(layer)
    since, until = max(window[0], born), min(window[1], dies)
    if since >= until or not layer.users:
        return
    rotation = turns_of(layer, clock)
    first, last = _touched(rotation, clock, (since, until))
    if choices.before_first_turn is BeforeFirstTurn.NOBODY:
        first = max(first, 0)
    reached = born
    for turn in range(first, last + 1):
        if rotation.is_empty(turn):
            continue
        user = layer.users[rotation.ordinal(turn) % len(layer.users)]
        for start, end in turn_pieces(layer, rotation, clock, turn, choices):
            # Around a change of the clocks a later time of the wall may come earlier.
            begin, stop = max(start, reached), min(end, dies)
            if begin < stop:
                yield turn, (begin, stop, user)
                reached = stop


def handoffs_around(layer: Layer, clock: AnyClock, window: tuple[int, int]) -> tuple[int, int]:
    """Return a window widened to the hand-offs of all turns that may touch it."""
    rotation = turns_of(layer, clock)
    first, last = _touched(rotation, clock, window)
    return clock.epoch(rotation.stretch(first)[0]), clock.epoch(rotation.stretch(last)[1])


def _touched(rotation: Turns, clock: AnyClock, window: tuple[int, int]) -> tuple[int, int]:
    """Return the first and the last turn k that may touch a window."""
    since, until = window
    first = rotation.number(clock.wall(since) - clock.margin(since))
    return first, rotation.number(clock.wall(until) + clock.margin(until))


def hull(
    schedule: Schedule, clock: AnyClock, window: tuple[int, int], choices: Choices
) -> tuple[int, int]:
    """Return the window, widened by all that reaches into it."""
    found = [(seconds_of(one.start), seconds_of(one.end)) for one in schedule.overrides]
    for layer in schedule.layers:
        found += [piece[:2] for piece in _whole_pieces(layer, clock, window, choices)]
    touching = [one for one in found if one[0] < window[1] and one[1] > window[0]]
    return min(one[0] for one in touching), max(one[1] for one in touching)


def joined(pieces: Iterable[Piece], choices: Choices) -> list[Piece]:
    """Join touching pieces of one person as `choices` says; pieces are in order and apart."""
    if choices.touching is Touching.SEPARATE:
        return list(pieces)
    result: list[Piece] = []
    for start, end, user in pieces:
        if result and result[-1][1:] == (start, user):
            result[-1] = (result[-1][0], end, user)
        else:
            result.append((start, end, user))
    return result
