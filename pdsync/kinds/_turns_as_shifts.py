"""Turns in the words of layers, as shifts of a rotation. Translates; has no clock.

What a rotation with windows comes to is the engine's to say: one event, or there is none.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.kinds._handoff import Handoff
from pdsync.kinds._layer import Layer
from pdsync.kinds._layer_on_call import ALWAYS, windows
from pdsync.kinds._left_out import without
from pdsync.kinds._pattern import DAY, WEEK, Pattern
from pdsync.kinds._phase import handoff_of
from pdsync.kinds._problem import problem, within
from pdsync.kinds._refs import Ref

if TYPE_CHECKING:
    from pdsync.kinds._event import Event
    from pdsync.kinds._rotation import Rotation

    AnyRotation = TypeVar("AnyRotation", bound=Rotation)

_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_HOUR = 60 * 60


def turns_as_shifts(rotation: Rotation) -> dict[str, Any]:
    """What its turns come to as shifts; raises pydantic errors in our words.

    Nothing as long as it is open when turns of weeks change hands.
    """
    _check(rotation)
    takes_turns = len({*rotation.members}) != 1  # those that are not written may be any number
    if takes_turns and (rotation.rotate or DAY) % WEEK == 0 and _handoff(rotation) is None:
        if at_some_hand_off(rotation) is rotation:
            _shifts(rotation)  # whenever they change hands, these are none: raises why
        return {}
    return _shifts(rotation)


def _shifts(rotation: Rotation) -> dict[str, Any]:
    zone = rotation.time_zone or "Etc/UTC"
    layer = _layer(rotation, zone)
    if not layer.windows and layer.turn_seconds % DAY:
        return _hourly(layer, zone)
    found = oncall.layer_as_rotation(layer, zone, _SOME_DAY)
    if found.schedule is None:
        raise within((("rotate",), _refused(str(found.reason))))
    events = [event for one in found.schedule.rotations for event in one.events]
    if len(events) != 1:
        reason = f"it takes {len(events)} kinds of shifts, of other lengths or times of day"
        raise within((("rotate",), _refused(reason)))
    return _of_event(rotation, events[0], zone)


def at_hand_offs_of(rotation: AnyRotation, live: Event) -> AnyRotation:
    """Turns that do not say when they change hands, at the time at which live ones do.

    As they are where that makes no shifts of them.
    """
    if not rotation.rotate or _handoff(rotation) or not isinstance(live.start_time, datetime):
        return rotation
    clock = live.start_time.astimezone(ZoneInfo(rotation.time_zone or "Etc/UTC"))
    day = None if rotation.rotate % WEEK else clock.isoweekday()
    found = _handing_over(rotation, Handoff(day, f"{clock:%H:%M:%S}"))
    return at_some_hand_off(found) if found.is_adrift else found


def at_some_hand_off(rotation: AnyRotation) -> AnyRotation:
    """Turns of weeks as if they changed hands at some time, for what does not depend on when.

    On Mondays, or else when a window begins.
    """
    begin = [Handoff(one.start_day_of_week or 1, one.start_time_of_day) for one in rotation.only]
    for handoff in (Handoff(1, "00:00:00"), *begin):
        found = _handing_over(rotation, handoff)
        if found is not rotation:
            return found
    return rotation


def _handing_over(rotation: AnyRotation, handoff: Handoff) -> AnyRotation:
    try:
        found = _shifts(rotation.model_copy(update={"handoff": handoff}))
    except (ValidationError, PydanticCustomError):
        return rotation
    shifts = without(found["shifts"], rotation.left_out)
    return rotation.model_copy(update={**found, "shifts": shifts})


def _refused(reason: str) -> PydanticCustomError:
    return problem(
        f"these turns are no shifts that one rotation can have: {reason}",
        help="write one rotation for each kind of shift, with `shifts:`",
    )


def _check(rotation: Rotation) -> None:
    """Raises what a layer with the same words would, and what it would leave to the live one."""
    people = {one: Ref("user", key=str(place)) for place, one in enumerate(rotation.members)}
    words: dict[str, Any] = {"rotate": rotation.rotate, "handoff": rotation.handoff}
    anchor = rotation.anchor
    if anchor is not None and anchor.who in people:
        words["anchor"] = anchor.model_copy(update={"who": people[anchor.who]})
    if "members" in rotation.model_fields_set:
        words["members"] = [people[one] for one in rotation.members]
    Layer.model_validate(words)


def _handoff(rotation: Rotation) -> Handoff | None:
    zone = rotation.time_zone or "Etc/UTC"
    return rotation.handoff or handoff_of(rotation.anchor, rotation.rotate or DAY, zone)


def _layer(rotation: Rotation, zone: str) -> oncall.Layer:
    # Two at least: the turns of one person alone have no ends.
    users = tuple(str(place) for place in range(max(2, len(rotation.members))))
    handoff = _handoff(rotation) or Handoff(1, "00:00:00")
    start = oncall.latest_on_the_wall(zone, handoff.second, handoff.period, _SOME_DAY)
    within_it = tuple(window for one in rotation.only for window in windows(one))
    return oncall.Layer(ALWAYS, None, start, rotation.rotate or DAY, users, within_it)


def _hourly(layer: oncall.Layer, zone: str) -> dict[str, Any]:
    if layer.turn_seconds % _HOUR:
        raise within((("rotate",), _refused("PagerDuty's are of whole hours")))
    rule = f"RRULE:FREQ=HOURLY;INTERVAL={layer.turn_seconds // _HOUR}"
    wall = oncall.wall_second(zone, layer.virtual_start)
    made = Pattern((rule,), wall % DAY, layer.turn_seconds, zone)
    return {"shifts": made, "per_member": 1}


def _of_event(rotation: Rotation, event: oncall.Event, zone: str) -> dict[str, Any]:
    wall = oncall.wall_second(zone, event.start)
    first_day = wall % WEEK // DAY
    made = Pattern(event.recurrence, wall % DAY, event.seconds, zone, first_day=first_day)
    order = [int(str(member)) for member in event.members]
    start = order.index(0)
    many = len(rotation.members)
    members = tuple(
        rotation.members[place] for place in order[start:] + order[:start] if place < many
    )
    found = {"shifts": made, "per_member": event.shifts_per_member}
    return found | ({"members": members} if "members" in rotation.model_fields_set else {})
