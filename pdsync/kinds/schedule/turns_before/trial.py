"""Search for the anchors by which a schedule says of the past what its account says. Pure.

What is written leaves open whose turn it is. Of all phases that it can have, those count by which
it puts the same people on call as were on call. They must be one, or the same for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice, product
from math import prod
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.engine import on_call
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.rotation import WrittenRotation
from pdsync.kinds.schedule.turns_before.choices import choices
from pdsync.kinds.schedule.turns_before.past import TurnsHad
from pdsync.kinds.schedule.turns_kept.anchors import begins_with
from pdsync.kinds.schedule.turns_kept.parts import (
    PartPath,
    anchored_at,
    members_of,
    part_at,
    with_part,
)
from pdsync.kinds.schedule.undecided import OPEN_TURNS, SHARE, TOGETHER, Undecided

_MOST_CHOICES = 600
_MOST_TOGETHER = 3000
"""Phases of one part, and of all parts together, that are tried."""
_LATE = timedelta(days=1)
"""As much later than it was written, or half of the time since, may a schedule have come true."""


class TurnsPinned(NamedTuple):
    """Anchor of a layer or an event: the place of a member in its list, and a time of their turn.

    `title` names the part, and `share` are the shifts in a row of a member, where none are written.
    `since` is from when on the past agrees; None where somebody wrote it.
    """

    path: PartPath
    title: str
    place: int
    at: datetime | date
    since: datetime | None = None
    share: int | None = None


def has_open_turns(schedule: Schedule) -> bool:
    """Return True if some part leaves open whose turn it is."""
    return any(_open_parts(schedule))


def open_turns(schedule: Schedule) -> tuple[tuple[str, Ref | None], ...]:
    """Return the titles of the parts that leave open whose turn it is, each with a member."""
    found = [
        (title_of(schedule, path), members_of(part_at(schedule, path)))
        for path in _open_parts(schedule)
    ]
    return tuple((title, members[0] if members else None) for title, members in found)


def turns_as_before(
    schedule: Schedule,
    had: TurnsHad,
    hand_offs: Sequence[datetime] = (),
    shares: Iterable[int] = (),
) -> tuple[TurnsPinned, ...]:
    """Return the anchors by which a schedule goes on as before the end of what people had.

    `hand_offs` are some that it has today, and `shares` as many shifts in a row as members have.

    Raises Undecided where the past contradicts the schedule, or does not decide.
    """
    try:
        return _PhaseTrial(schedule, had, hand_offs, {1, *shares}).found()
    except (ValidationError, PydanticCustomError):
        raise Undecided("its shifts cannot be counted without an anchor") from None


def pinned_by_hand(schedule: Schedule, other: Schedule) -> tuple[TurnsPinned, ...] | None:
    """Return the anchors that another form of a schedule has for all its open parts, or None."""
    found = []
    for path in _open_parts(schedule):
        part, anchor = part_at(schedule, path), _anchor_at(other, path)
        if anchor is None or anchor.who not in members_of(part):
            return None
        place = _members(part).index(anchor.who)
        found.append(TurnsPinned(path, title_of(schedule, path), place, anchor.at))
    return tuple(found)


def with_pins(schedule: Schedule, pins: Iterable[TurnsPinned]) -> Schedule:
    """Return a schedule with anchors."""
    for one in pins:
        part = _sharing(part_at(schedule, one.path), one.share)
        schedule = with_part(schedule, one.path, anchored_at(part, whose(schedule, one), one.at))
    return schedule


def whose(schedule: Schedule, pin: TurnsPinned) -> Ref:
    """Return the member whose turn it is by an anchor, as the schedule writes them."""
    found = _members(part_at(schedule, pin.path))[pin.place]
    assert isinstance(found, Ref)  # noqa: S101 - nobody is no one's anchor
    return found


def title_of(schedule: Schedule, path: PartPath) -> str:
    """Return what to call a layer or an event."""
    part = part_at(schedule, path)
    if isinstance(part, Layer):
        return f"layer '{part.name}'" if part.name else f"layer {int(path[1]) + 1}"
    return f"rotation '{part.title}'"


def _anchor_at(schedule: Schedule, path: PartPath) -> Any:
    try:
        return getattr(part_at(schedule, path), "anchor", None)
    except IndexError:
        return None


def _sharing(part: Layer | Event, share: int | None) -> Layer | Event:
    """Return a part with so many shifts in a row for each member, as if it were written so."""
    return part if share is None else part.model_copy(update={"per_member": share})


def _members(part: Layer | Event) -> tuple[Any, ...]:
    return part.users if isinstance(part, Layer) else part.members


def _open_parts(schedule: Schedule) -> Iterator[PartPath]:
    for at, layer in enumerate(schedule.layers):
        if not OPEN_TURNS.isdisjoint(layer.left_open):
            yield "layers", at
    for at, rotation in enumerate(schedule.rotations):
        for place, event in enumerate(rotation.events):
            if not OPEN_TURNS.isdisjoint(event.left_open):
                yield "rotations", at, "events", place


class _PhaseTrial(NamedTuple):
    schedule: Schedule
    had: TurnsHad
    hand_offs: Sequence[datetime]
    shares: Iterable[int]

    def found(self) -> tuple[TurnsPinned, ...]:
        """Return what `turns_as_before` does."""
        paths = [*_open_parts(self.schedule)]
        if not paths:
            return ()
        if self.had.is_empty:
            raise Undecided("the account's past is too short to tell whose turn it was")
        for path in paths:
            self._refuse_unknown(path)
        all_choices = [self._choices(path) for path in paths]
        length = self.had.until - self.had.since
        for since in (self.had.since, self.had.since + min(_LATE, length / 2)):
            fitting = self._fitting(paths, all_choices, self.had.later(since))
            if fitting:
                return self._agreed(fitting, since)
        raise Undecided("the account's past contradicts it: others were on call than by any turns")

    def _refuse_unknown(self, path: PartPath) -> None:
        part, title = part_at(self.schedule, path), title_of(self.schedule, path)
        if not members_of(part):
            raise Undecided(f"the members of {title} are not written")
        if isinstance(part, Layer):
            if not part.has_length:
                raise Undecided(f"how long turns of {title} are is not written (`rotate`)")
        elif not isinstance(part, WrittenRotation):
            raise Undecided(f"{title} takes no anchor: write its first shift (`start_time`)")

    def _choices(self, path: PartPath) -> list[TurnsPinned]:
        """Return a pin for each phase that a part can have."""
        part, title = part_at(self.schedule, path), title_of(self.schedule, path)
        zone = str(getattr(part, "time_zone", None) or self.schedule.time_zone)
        is_open = {SHARE, TOGETHER}.intersection(part.left_open)
        found: dict[object, TurnsPinned] = {}
        for share in sorted(self.shares) if is_open else (None,):
            like = _sharing(part, share)
            tried = islice(choices(like, zone, self.had, self.hand_offs), _MOST_CHOICES)
            for who, at in tried:
                place = _members(part).index(who)
                pin = TurnsPinned(path, title, place, at, share=share)
                found.setdefault(repr(self._alone(pin)), pin)
        return [*found.values()]

    def _fitting(
        self, paths: Sequence[PartPath], all_choices: Sequence[list[TurnsPinned]], had: TurnsHad
    ) -> list[tuple[TurnsPinned, ...]]:
        """Return all pins by which the schedule says what people had."""
        some = with_pins(self.schedule, (one[0] for one in all_choices))
        possible = [
            [one for one in each if had.have(self._alone(one), self._hidden(some, path, had))]
            for path, each in zip(paths, all_choices, strict=True)
        ]
        if prod(map(len, possible)) > _MOST_TOGETHER:
            raise Undecided("the account's past does not tell enough of its layers' turns")
        return [
            pins
            for pins in product(*possible)
            if had.are_those_of(on_call(with_pins(self.schedule, pins)))
        ]

    def _agreed(
        self, fitting: Sequence[tuple[TurnsPinned, ...]], since: datetime
    ) -> tuple[TurnsPinned, ...]:
        """Return the first of some pins; all must put the same people on call from then on."""
        first = on_call(with_pins(self.schedule, fitting[0]))
        for pins in fitting[1:]:
            other = on_call(with_pins(self.schedule, pins))
            if oncall.same_for_ever(first, other, self.had.until).first_difference:
                raise Undecided("the account's past is too short to tell whose turn it was")
        return tuple(self._friendlier(one, since) for one in fitting[0])

    def _friendlier(self, pin: TurnsPinned, since: datetime) -> TurnsPinned:
        """Return the same anchor at the beginning of its turn, by its date where that does."""
        part = part_at(with_pins(self.schedule, [pin]), pin.path)
        begins = begins_with(part, str(self.schedule.time_zone))
        tries = [begins.date(), begins] if begins else []
        for at in tries:
            other = pin._replace(at=at)
            try:
                same = self._alone(other) == self._alone(pin)
            except (ValidationError, PydanticCustomError, Undecided):
                continue
            if same:
                return other._replace(since=since)
        return pin._replace(since=since)

    def _alone(self, pin: TurnsPinned) -> oncall.AnySchedule:
        """Return the engine's form of one part with its anchor."""
        part = part_at(with_pins(self.schedule, [pin]), pin.path)
        return on_call(_only(self.schedule, part))

    def _hidden(self, some: Schedule, path: PartPath, had: TurnsHad) -> Any:
        """Return the times in which layers above hide a layer, whoever has their turns."""
        if path[0] != "layers":
            return had.aside
        above = some.layers[int(path[1]) + 1 :]
        if not above:
            return had.aside
        return (*had.aside, *had.covered_by(on_call(some.model_copy(update={"layers": above}))))


def _only(schedule: Schedule, part: Layer | Event) -> Schedule:
    if isinstance(part, Layer):
        return schedule.model_copy(update={"layers": (part,)})
    rotation = schedule.rotations[0].model_copy(update={"events": (part,)})
    return schedule.model_copy(update={"rotations": (rotation,)})
