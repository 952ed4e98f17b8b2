"""Anchors by which whoever has the turn keeps it, where what is written gives it to another. Pure.

An anchor decides whose turn it is, or in PagerDuty's own way `rotation_virtual_start`. Without
either, turns go on from the account's. The anchor that says the same is found by trying, so that it
is right by whatever turns are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.engine import on_call
from pdsync.kinds.schedule.handoff import Anchor
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.virtual_start import turn_of_anchor
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.rotations.engine import event_of_anchor
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.from_layer import turns_as_shifts
from pdsync.kinds.schedule.rotations.rotation import WrittenRotation
from pdsync.kinds.schedule.undecided import Undecided

Becomes = Callable[[Schedule], Schedule]
"""What becomes of a written schedule over the live one."""

_PHASES = ("anchor", "rotation_virtual_start", "start_time")
_OF_WORDS = frozenset({"shifts", "per_member", "everyone"})
"""What a rotation in the words of layers has of them."""


class TurnsKept(NamedTuple):
    """Anchor that keeps the turns of a layer or rotation; None to delete what is at the path."""

    path: tuple[str | int, ...]
    anchor: Anchor | None


def turns_kept(
    wanted: Schedule, made: Becomes, now: datetime
) -> tuple[oncall.AnySchedule, tuple[TurnsKept, ...]] | None:
    """Return the schedule with turns that go on, and what to write so that they do.

    None where nothing written says whose turn it is. Raises Undecided where that cannot be told, or
    takes more than these lines.
    """
    try:
        return _Trial(wanted, made, now).found()
    except (ValidationError, PydanticCustomError):
        raise Undecided("these turns are no shifts without what is written") from None


class _Trial(NamedTuple):
    wanted: Schedule
    made: Becomes
    now: datetime

    def found(self) -> tuple[oncall.AnySchedule, tuple[TurnsKept, ...]] | None:
        """Return what `turns_kept` does."""
        places = [(name, at) for name in ("layers", "rotations") for at in self._held(name)]
        if not places:
            return None
        loose = self.wanted
        for place in places:
            loose = _with(loose, place, _without_phase(_part(loose, place)))
        kept = on_call(self.made(loose))
        told = [one for place in places if (one := self._kept(loose, kept, place))]
        return kept, tuple(told)

    def _held(self, name: str) -> Iterator[int]:
        """Yield the numbers of the layers or rotations that say whose turn it is."""
        for at in range(len(getattr(self.wanted, name))):
            if _phase(_part(self.wanted, (name, at))):
                yield at

    def _kept(
        self, loose: Schedule, kept: oncall.AnySchedule, place: tuple[str, int]
    ) -> TurnsKept | None:
        """Return what keeps the turns of one part; None where what is written does."""
        part = _part(self.wanted, place)
        if self._is_kept(_with(loose, place, part), kept):
            return None
        phase = str(_phase(part))
        path = (*_path(self.wanted, place), phase)
        if phase == "start_time" and isinstance(part, Event) and part.shifts and part.shifts.start:
            raise Undecided("its first shift is a part of its rule")
        found = (
            one
            for one in (self._anchors(loose, kept, place) if phase == "anchor" else ())
            if self._is_kept(_with(loose, place, _anchored(_part(loose, place), one)), kept)
        )
        return TurnsKept(path, next(found, None))

    def _anchors(
        self, loose: Schedule, kept: oncall.AnySchedule, place: tuple[str, int]
    ) -> Iterator[Anchor]:
        """Yield anchors of whoever has the turn: with the date of its hand-off, then with a time.

        An anchor may be at any time of a turn; of somebody who has several it means the first.
        """
        part, written = _part(loose, place), getattr(_part(self.wanted, place), "anchor", None)
        at = self.now.replace(second=0, microsecond=0)
        if not _has_hand_off(part) and written and isinstance(written.at, datetime):
            # Its time is that of the hand-off.
            zone = getattr(part, "time_zone", None) or self.made(loose).time_zone
            at = _weeks_on(written.at.astimezone(ZoneInfo(str(zone))), at)
        people = dict.fromkeys(_members(part) or _everybody(self.made(loose)))
        for time in _hand_offs(part, at):
            for who in people:
                then = _anchored(part, _anchor(who, time))
                if self._is_kept(_with(loose, place, then), kept):
                    begins = _begins(then, str(self.made(loose).time_zone))
                    days = [begins.date()] if begins and _has_hand_off(part) else []
                    times: list[datetime | date] = [*days, *([begins] if begins else []), time]
                    yield from (_anchor(who, one) for one in times)

    def _is_kept(self, schedule: Schedule, kept: oncall.AnySchedule) -> bool:
        with suppress(Undecided, ValidationError, PydanticCustomError):
            found = on_call(self.made(schedule))
            return oncall.same_for_ever(found, kept, self.now).first_difference is None
        return False


def _part(schedule: Schedule, place: tuple[str, int]) -> Layer | Event:
    name, at = place
    return schedule.layers[at] if name == "layers" else schedule.rotations[at].last


def _with(schedule: Schedule, place: tuple[str, int], part: Layer | Event) -> Schedule:
    name, at = place
    parts = [*getattr(schedule, name)]
    parts[at] = part if isinstance(part, Layer) else parts[at].with_last(part)
    return schedule.model_copy(update={name: tuple(parts)})


def _path(schedule: Schedule, place: tuple[str, int]) -> tuple[str | int, ...]:
    name, at = place
    return place if name == "layers" else (*place, "events", len(schedule.rotations[at].events) - 1)


def _phase(part: Layer | Event) -> str | None:
    """Return the field that says whose turn it is, if one is written."""
    return next((name for name in _PHASES if getattr(part, name, None) is not None), None)


def _members(part: Layer | Event) -> tuple[Ref, ...]:
    """Return the people who are written as members; none where PagerDuty keeps them."""
    members = part.users if isinstance(part, Layer) else part.members
    return tuple(one for one in members if isinstance(one, Ref))


def _everybody(schedule: Schedule) -> tuple[Ref, ...]:
    of_layers = (user for layer in schedule.layers for user in layer.users)
    return (*of_layers, *(who for one in schedule.rotations for who in one.everybody))


def _has_hand_off(part: Layer | Event) -> bool:
    if isinstance(part, Layer) or (isinstance(part, WrittenRotation) and part.rotate is not None):
        return part.handoff is not None
    return part.shifts is not None if isinstance(part, Event) else False


def _without_phase(part: Layer | Event) -> Layer | Event:
    return _rewritten(part, {name: getattr(part, name) for name in part.model_fields_set})


def _anchored(part: Layer | Event, anchor: Anchor) -> Layer | Event:
    fields = {name: getattr(part, name) for name in part.model_fields_set}
    return _rewritten(part, fields, anchor)


def _rewritten(
    part: Layer | Event, fields: dict[str, Any], anchor: Anchor | None = None
) -> Layer | Event:
    """Return a part of these fields, as if it were written so."""
    left = {name: value for name, value in fields.items() if name not in _PHASES}
    # Where no hand-off is written, an anchor's time is one, and the shifts follow from it.
    follows = isinstance(part, WrittenRotation) and part.rotate is not None and not part.handoff
    if follows:
        left = {name: value for name, value in left.items() if name not in _OF_WORDS}
    if anchor is not None:
        left["anchor"] = anchor
    made = type(part).model_construct({*left}, **left)
    if follows and isinstance(made, WrittenRotation) and made.turn_words:
        return made.model_copy(update=turns_as_shifts(made.turn_words))
    return made


def _begins(part: Layer | Event, zone: str) -> datetime | None:
    """Return the beginning of the turn of a part's anchor, on its clocks.

    None where it takes members that are not written.
    """
    if not _members(part):
        return None
    if isinstance(part, Layer):
        return turn_of_anchor(part, zone).begins.astimezone(ZoneInfo(zone))
    if not isinstance(part, WrittenRotation) or part.shifts is None:
        return None
    begins = oncall.turn_start(*event_of_anchor(part))
    return begins.astimezone(ZoneInfo(part.shifts.zone)) if begins else None


def _hand_offs(part: Layer | Event, at: datetime) -> Iterator[datetime]:
    """Yield an instant, and for turns of several hand-off periods the same time before.

    Which of the hand-offs is that of a turn, the anchor says.
    """
    turn = part.rotation_turn_length_seconds if isinstance(part, Layer) else None
    turn = part.rotate if isinstance(part, WrittenRotation) else turn
    handoff = getattr(part, "handoff", None)
    many = -(-turn // handoff.period) if turn and handoff else 1
    for back in range(min(many, _MOST_PERIODS)):
        yield at - back * timedelta(seconds=handoff.period if handoff else 0)


_MOST_PERIODS = 14


def _weeks_on(at: datetime, now: datetime) -> datetime:
    """Return the last time up to now that is whole weeks after another, by the clocks."""
    weeks = (now.astimezone(at.tzinfo) - at) // timedelta(weeks=1)
    return at + timedelta(weeks=weeks)


def _anchor(who: Ref, at: datetime | date) -> Anchor:
    return Anchor.model_construct({"who", "at"}, who=who, at=at)
