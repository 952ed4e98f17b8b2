"""Turns in the words of layers, translated to shifts of a rotation. Asks no clock.

Which event a rotation with windows becomes, or that there is none, the engine decides.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds._refs import Ref
from pdsync.kinds._values.problem import problem, within
from pdsync.kinds.schedule.handoff import Anchor, Handoff
from pdsync.kinds.schedule.layers.engine import ALWAYS, windows
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.restriction import Restriction
from pdsync.kinds.schedule.layers.virtual_start import handoff_of
from pdsync.kinds.schedule.rotations.days_left_out import Day, without
from pdsync.kinds.schedule.rotations.member import AnyMember
from pdsync.kinds.schedule.rotations.shifts import Pattern
from pdsync.units import DAY, HOUR, MINUTE, WEEK

_WHOLE_HOURS = "PagerDuty's are of whole hours"
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@frozen
class TurnWords:
    """Turns as written in the words of layers; `members` is None where they are not written.

    `turn` is the length of a turn, in seconds.
    """

    zone: str
    turn: int
    written_handoff: Handoff | None
    only: tuple[Restriction, ...]
    anchor: Anchor | None
    members: tuple[AnyMember, ...] | None
    left_out: tuple[Day, ...]

    @property
    def handoff(self) -> Handoff | None:
        """Hand-off, also from the time of an anchor."""
        return self.written_handoff or handoff_of(self.anchor, self.turn, self.zone)


def turns_as_shifts(words: TurnWords) -> dict[str, Any]:
    """Return the shifts that turns are; raises pydantic errors.

    {} while weekly turns have no hand-off.
    """
    if words.turn % MINUTE:
        raise within((("rotate",), _refused(_WHOLE_HOURS)))
    _check(words)
    takes_turns = len({*(words.members or ())}) != 1  # not written, they may be any number
    if takes_turns and words.turn % WEEK == 0 and words.handoff is None:
        if not at_some_hand_off(words):
            _shifts(words)  # whenever they change hands, these are none: raises why
        return {}
    return _shifts(words)


def _shifts(words: TurnWords) -> dict[str, Any]:
    found = _all_shifts(words)
    return found | {"shifts": without(found["shifts"], words.left_out)}


def _all_shifts(words: TurnWords) -> dict[str, Any]:
    layer = _layer(words)
    if not layer.windows and layer.turn_seconds % DAY:
        return _hourly(layer, words.zone)
    found = oncall.layer_as_rotation(layer, words.zone, _SOME_DAY)
    if found.schedule is None:
        raise within((("rotate",), _refused(str(found.reason))))
    events = [event for one in found.schedule.rotations for event in one.events]
    if len(events) != 1:
        reason = f"it takes {len(events)} kinds of shifts, of other lengths or times of day"
        raise within((("rotate",), _refused(reason)))
    return _of_event(words, events[0])


def handing_over_at(words: TurnWords, start: datetime) -> dict[str, Any]:
    """Return the shifts of turns with hand-offs at an instant's time; {} if there are none."""
    clock = start.astimezone(ZoneInfo(words.zone))
    day = None if words.turn % WEEK else clock.isoweekday()
    return _handing_over(words, Handoff(day, f"{clock:%H:%M:%S}"))


def at_some_hand_off(words: TurnWords) -> dict[str, Any]:
    """Return weekly turns with some hand-off, where the answer does not depend on which.

    On Mondays, or else when a window begins.
    """
    begin = [Handoff(one.start_day_of_week or 1, one.start_time_of_day) for one in words.only]
    tried = (_handing_over(words, handoff) for handoff in (Handoff(1, "00:00:00"), *begin))
    return next(filter(None, tried), {})


def _handing_over(words: TurnWords, handoff: Handoff) -> dict[str, Any]:
    try:
        return _shifts(replace(words, written_handoff=handoff))
    except (ValidationError, PydanticCustomError):
        return {}


def _refused(reason: str) -> PydanticCustomError:
    return problem(
        f"these turns are no shifts that one rotation can have: {reason}",
        help="write one rotation for each kind of shift, with `shifts:`",
    )


def _check(words: TurnWords) -> None:
    """Raise what a layer with the same words would, and what it would leave to the live one."""
    people = {one: Ref("user", key=str(at)) for at, one in enumerate(words.members or ())}
    fields: dict[str, Any] = {"rotate": words.turn, "handoff": words.written_handoff}
    anchor = words.anchor
    if anchor is not None and anchor.who in people:
        fields["anchor"] = anchor.model_copy(update={"who": people[anchor.who]})
    if words.members is not None:
        fields["members"] = [people[one] for one in words.members]
    Layer.model_validate(fields)


def _layer(words: TurnWords) -> oncall.Layer:
    # Two at least: the turns of one person alone have no ends.
    users = tuple(str(place) for place in range(max(2, len(words.members or ()))))
    handoff = words.handoff or Handoff(1, "00:00:00")
    start = oncall.latest_on_the_wall(words.zone, handoff.second, handoff.period, _SOME_DAY)
    within_it = tuple(window for one in words.only for window in windows(one))
    return oncall.Layer(ALWAYS, None, start, words.turn, users, within_it)


def _hourly(layer: oncall.Layer, zone: str) -> dict[str, Any]:
    if layer.turn_seconds % HOUR:
        raise within((("rotate",), _refused(_WHOLE_HOURS)))
    rule = f"RRULE:FREQ=HOURLY;INTERVAL={layer.turn_seconds // HOUR}"
    wall = oncall.wall_second(zone, layer.virtual_start)
    made = Pattern((rule,), wall % DAY, layer.turn_seconds, zone)
    return {"shifts": made, "per_member": 1}


def _of_event(words: TurnWords, event: oncall.Event) -> dict[str, Any]:
    wall = oncall.wall_second(words.zone, event.start)
    first_day = wall % WEEK // DAY
    made = Pattern(event.recurrence, wall % DAY, event.seconds, words.zone, first_day=first_day)
    found = {"shifts": made, "per_member": event.shifts_per_member}
    if words.members is None:
        return found
    order = [int(str(member)) for member in event.members]
    start = order.index(0)
    there = (place for place in order[start:] + order[:start] if place < len(words.members))
    return found | {"members": tuple(words.members[place] for place in there)}
