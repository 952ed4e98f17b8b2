"""Turns as the final schedule shows them: who has which stretches of each. Chooses nothing.

A turn is what a rotation gives a person between two hand-offs, cut by windows, layers above and
overrides. Whatever somebody else has of it by override is that one's: the same turn is then two
people's, each with stretches of their own. Worked example, weekly turns from Monday to Monday on
Mon-Fri 09:00-17:00, ben in for ana on Wednesday:

    holder   owner   spans
    ana      ana     Mon 09-17, Tue 09-17, Thu 09-17, Fri 09-17
    ben      ana     Wed 09-17
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.intervals import merge, subtract
from pdsync.oncall._choices import LIKELIEST, Choices, LeftOut
from pdsync.oncall._clock import Clock, instant_of, seconds_of
from pdsync.oncall._schedule import Layer, Override, Schedule, Span
from pdsync.oncall._shift_based import CustomShift, Event, Rotation, ShiftOverride, ShiftSchedule
from pdsync.oncall.final.events import course
from pdsync.oncall.final.layers import (
    handoffs_around,
    life,
    numbered_pieces,
    turn_pieces,
    turns_of,
)
from pdsync.oncall.final.schedule import AnySchedule
from pdsync.units import WEEK

_Stretches = tuple[tuple[int, int], ...]
"""From, until, in epoch seconds: apart and in order."""

_REACHES = (2 * WEEK, 60 * WEEK)
"""How far around a window the other shifts of its turns are looked for."""


@frozen(order=True)
class HeldTurn:
    """Turn of a rotation, or what of it one person has: `holder` is on call by it in `spans`.

    `owner` is the member whose turn it is by the rotation: somebody else holds it by override. It
    is None for hours that the rotation leaves to nobody. `members` are all who take turns there.
    `begins` is when the hours of the holder began, `handoffs` the turn from one hand-off to the
    next. `part` is the id of the rotation or custom shift, None in a schedule of layers.
    """

    spans: tuple[Span, ...]
    holder: str
    owner: str | None
    begins: datetime
    handoffs: Span
    members: tuple[str, ...]
    part: str | None = None

    @property
    def ends(self) -> datetime:
        """End of the last stretch."""
        return self.spans[-1].end

    def within(self, since: datetime, until: datetime) -> HeldTurn | None:
        """Return what of it lies in [since, until); None for nothing."""
        cut = ((max(one.start, since), min(one.end, until)) for one in self.spans)
        spans = tuple(Span(*one) for one in cut if one[0] < one[1])
        return replace(self, spans=spans) if spans else None


@frozen
class _GivenTurn:
    """Turn as a rotation gives it, in epoch seconds: `spans` cut, `whole` not cut by its life."""

    owner: str | None
    spans: _Stretches
    whole: _Stretches
    handoffs: tuple[int, int]
    life: tuple[int, int]
    members: tuple[str, ...]
    part: str | None = None

    @property
    def is_begun_late(self) -> bool:
        """True if its life begins in the middle of it."""
        return bool(self.spans) and self.whole[0][0] < self.life[0]

    @property
    def is_broken_off(self) -> bool:
        """True if its life ends in the middle of it."""
        return bool(self.spans) and self.whole[-1][1] > self.life[1]

    def and_then(self, other: _GivenTurn) -> _GivenTurn:
        """Return it, gone on with by another that takes its place."""
        return replace(
            other,
            spans=merge((*self.spans, *other.spans)),
            whole=merge((*self.whole, *other.whole)),
            handoffs=(self.handoffs[0], other.handoffs[1]),
            life=(self.life[0], other.life[1]),
        )


def held_turns(
    schedule: AnySchedule, since: datetime, until: datetime, *, choices: Choices = LIKELIEST
) -> tuple[HeldTurn, ...]:
    """Return the turns with a stretch in [since, until), whole, each for everybody who has it.

    Their stretches together are the final schedule.
    """
    window = seconds_of(since), seconds_of(until)
    if window[0] >= window[1]:
        return ()
    if isinstance(schedule, ShiftSchedule):
        found = _of_shifts(schedule, window, choices)
    else:
        found = _of_layers(schedule, window, choices)
    touching = (
        one for one in found if any(two.start < until and two.end > since for two in one.spans)
    )
    return tuple(sorted(touching))


def _of_layers(schedule: Schedule, window: tuple[int, int], choices: Choices) -> Iterator[HeldTurn]:
    clock = Clock(schedule.time_zone, choices.odd_time)
    around = [handoffs_around(one, clock, window) for one in schedule.layers if one.users]
    around += [(seconds_of(one.start), seconds_of(one.end)) for one in schedule.overrides]
    near = [window, *(one for one in around if one[0] < window[1] and one[1] > window[0])]
    hull = min(one[0] for one in near), max(one[1] for one in near)
    above, given = _Stretches(), list[_GivenTurn]()
    for layer in reversed(schedule.layers):
        turns = [*_of_layer(layer, clock, hull, choices)]
        given += [replace(one, spans=subtract(one.spans, above)) for one in turns]
        above = merge((*above, *(span for one in turns for span in one.spans)))
    for one in _gone_on(given):
        yield from _held(one, schedule.overrides)
    yield from _of_nobody(schedule, above)


def _of_layer(
    layer: Layer, clock: Clock, window: tuple[int, int], choices: Choices
) -> Iterator[_GivenTurn]:
    pieces: dict[int, list[tuple[int, int]]] = defaultdict(list)
    owners: dict[int, str] = {}
    for turn, (start, end, user) in numbered_pieces(layer, clock, window, choices):
        pieces[turn].append((start, end))
        owners[turn] = user
    rotation, members = turns_of(layer, clock), tuple(dict.fromkeys(layer.users))
    for turn, spans in pieces.items():
        first, last = rotation.stretch(turn)
        yield _GivenTurn(
            owners[turn],
            tuple(spans),
            turn_pieces(layer, rotation, clock, turn, choices),
            (clock.epoch(first), clock.epoch(last)),
            life(layer),
            members,
        )


def _of_nobody(schedule: Schedule, given: _Stretches) -> Iterator[HeldTurn]:
    """Yield what overrides put on call where no layer does."""
    taken = given
    members = tuple(dict.fromkeys(user for one in schedule.layers for user in one.users))
    for one in reversed(schedule.overrides):
        span = seconds_of(one.start), seconds_of(one.end)
        spans = subtract([span] if span[0] < span[1] else [], taken)
        if spans:
            yield _shown(_GivenTurn(None, spans, spans, span, span, members), one.user, spans)
        taken = merge((*taken, span)) if span[0] < span[1] else taken


def _of_shifts(
    schedule: ShiftSchedule, window: tuple[int, int], choices: Choices
) -> Iterator[HeldTurn]:
    everybody: dict[str, None] = {}
    for rotation in schedule.rotations:
        turns = [
            one for event in rotation.events for one in _of_event(event, rotation, window, choices)
        ]
        for one in _gone_on(turns):
            yield from _held(one, schedule.overrides_of(rotation))
        members = (user for event in rotation.events for user in event.members if user)
        everybody |= dict.fromkeys(members)
    for shift in schedule.custom_shifts:
        yield from _held(_of_custom_shift(shift, tuple(everybody)), schedule.overrides_of(shift))


def _of_custom_shift(shift: CustomShift, members: tuple[str, ...]) -> _GivenTurn:
    span = seconds_of(shift.start), seconds_of(shift.end)
    spans = (span,) if span[0] < span[1] else ()
    return _GivenTurn(shift.user, spans, spans, span, span, members, shift.ident)


def _of_event(
    event: Event, rotation: Rotation, window: tuple[int, int], choices: Choices
) -> Iterator[_GivenTurn]:
    clock, found = Clock(event.time_zone, choices.odd_time), course(event)
    first = clock.wall(window[0]) - clock.margin(window[0]) - event.seconds
    last = clock.wall(window[1]) + clock.margin(window[1])
    each = 1 if event.everyone else event.shifts_per_member
    all_count = choices.left_out is LeftOut.A_TURN
    touched = [number for number, _ in found.occurrences.between(first, last, all_count=all_count)]
    if not touched:
        return
    starts = dict[int, int]()
    numbers = range(touched[0] // each, touched[-1] // each + 1)
    for reach in _REACHES:
        near = found.occurrences.between(first - reach, last + reach, all_count=all_count)
        starts = dict(near)
        if numbers.start * each in starts and numbers.stop * each in starts:
            break
    lives = found.since, found.until
    members = tuple(dict.fromkeys(user for user in event.members if user))
    for turn in numbers:
        mine = [starts[one] for one in range(turn * each, (turn + 1) * each) if one in starts]
        if not mine:
            continue
        whole = merge(found.span(clock, wall, choices) for wall in mine)
        cut = ((max(start, lives[0]), min(end, lives[1])) for start, end in whole)
        spans = tuple(one for one in cut if one[0] < one[1])
        following = starts.get((turn + 1) * each)
        over = whole[-1][1] if following is None else clock.epoch(following)
        for owner in dict.fromkeys(found.members(turn * each)):
            yield _GivenTurn(
                owner, spans, whole, (whole[0][0], over), lives, members, rotation.ident
            )


def _gone_on(given: Iterable[_GivenTurn]) -> list[_GivenTurn]:
    """Join what one layer or event leaves of a turn to what its successor gives the same member.

    Whoever changes a rotation while a turn runs ends one and begins the other in the middle of it.
    """
    joined: list[_GivenTurn] = []
    broken: dict[tuple[int, str | None], int] = {}
    for one in sorted(given, key=lambda it: it.life):
        if not one.spans:
            continue
        place = broken.pop((one.life[0], one.owner), None) if one.is_begun_late else None
        if place is None:
            place = len(joined)
            joined.append(one)
        else:
            joined[place] = joined[place].and_then(one)
        if one.is_broken_off:
            broken[one.life[1], one.owner] = place
    return joined


def _held(turn: _GivenTurn, overrides: Sequence[Override | ShiftOverride]) -> list[HeldTurn]:
    """Return a turn for each who has some of it: the newest override wins."""
    left = turn.spans
    taken: dict[str | None, list[tuple[int, int]]] = defaultdict(list)
    for one in reversed(overrides):
        if isinstance(one, ShiftOverride) and one.overridden != turn.owner:
            continue
        span = seconds_of(one.start), seconds_of(one.end)
        rest = subtract(left, [span])
        who = one.overriding if isinstance(one, ShiftOverride) else one.user
        taken[who] += subtract(left, rest)
        left = rest
    taken[turn.owner] += left
    return [_shown(turn, who, merge(spans)) for who, spans in taken.items() if who and spans]


def _shown(turn: _GivenTurn, holder: str, spans: _Stretches) -> HeldTurn:
    # A turn that began before its layer was last saved began when it did all the same.
    begins = spans[0][0]
    if turn.is_begun_late and begins == turn.spans[0][0]:
        begins = turn.whole[0][0]
    return HeldTurn(
        tuple(Span(instant_of(start), instant_of(end)) for start, end in spans),
        holder,
        turn.owner,
        instant_of(begins),
        Span(instant_of(turn.handoffs[0]), instant_of(turn.handoffs[1])),
        turn.members,
        turn.part,
    )
