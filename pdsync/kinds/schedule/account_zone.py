"""Schedules without a `time_zone`, which keep the clocks that they have in the account. Pure.

A rotation keeps the clocks of the live one that it changes; all else those of the live schedule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeGuard

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from pdsync.frozen import frozen
from pdsync.kinds._matching import align
from pdsync.kinds._model import Item, Resource
from pdsync.kinds._references_in import map_refs, refs_in
from pdsync.kinds._values.problem import PROBLEM, problem, repeated, within
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.rotations.ended import broken_off
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.zone_not_written import layer_on, rotation_on, somewhere

_ELSEWHERE = ("Etc/UTC", "Asia/Tokyo")


def waits_for_zone(wanted: Resource) -> TypeGuard[Schedule]:
    """Return True for a schedule some of whose local times wait for the account's time zone."""
    return isinstance(wanted, Schedule) and bool(wanted.without_zone)


def on_live_clocks(wanted: Schedule, live: Resource, now: datetime) -> Resource:
    """Return a wanted schedule with local times read on the live schedule's clocks.

    Raises pydantic errors for what cannot be meant on those clocks.
    """
    if not isinstance(live, Schedule):
        return wanted
    made: dict[str, tuple[Item, ...]] = {}
    if layers := wanted.without_zone.get("layers"):
        rows = [_Row(one, was) for one, was in zip(layers, wanted.layers, strict=True)]
        made["layers"] = _all("layers", [one.on(live.time_zone) for one in rows])
    if rotations := wanted.without_zone.get("rotations"):
        rows = [_Row(one, was) for one, was in zip(rotations, wanted.rotations, strict=True)]
        zones = _zones(rows, live, now)
        found = [one.on(zone) for one, zone in zip(rows, zones, strict=True)]
        made["rotations"] = _all("rotations", found)
    return wanted.model_copy(update=made) if made else wanted


@frozen
class _Row:
    """Layer or rotation as written, and as read, with references resolved."""

    written: Any
    was: Layer | Rotation

    def on(self, zone: str | None) -> Item | ValidationError:
        """Return it on the clocks of a zone, or the reason why its times do not exist there."""
        if zone is not None:
            return self._read(zone)
        here, there = map(self._read, _ELSEWHERE)
        return here if here == there else within(((), _unsaid()))

    def _read(self, zone: str) -> Item | ValidationError:
        model, on = type(self.was), layer_on if isinstance(self.was, Layer) else rotation_on
        try:
            found = model.model_validate(on(self.written, zone))
        except ValidationError as error:
            return error
        resolved = dict(refs_in(self.was))
        known = {ref: resolved[path] for path, ref in refs_in(somewhere(model, on, self.written))}
        made: Item = map_refs(found, lambda ref: known.get(ref, ref))
        return made


def _unsaid() -> Any:
    return problem(
        "nothing says on whose clocks its times are, here or in the account",
        help="write the zone that is meant, such as `time_zone: Europe/London`",
    )


def _zones(rows: Sequence[_Row], live: Schedule, now: datetime) -> list[str | None]:
    """Return the zone of each: that of the live rotation it changes, or the schedule's if new."""
    zones_there = {live.time_zone, *(one.last.time_zone for one in live.rotations)} - {None}
    read = [{zone: row.on(zone) for zone in zones_there} for row in rows]

    def like(row: Mapping[str | None, Any], other: Rotation) -> int:
        found = row.get(other.last.time_zone or live.time_zone)
        if not isinstance(found, Rotation) or _is_over(found, now):
            return 0
        return found.likeness(other)

    partner = dict(align(read, live.rotations, like))
    zones = {row: live.rotations[place].last.time_zone for row, place in partner.items()}
    new = [row for row in range(len(rows)) if row not in partner]
    zones |= _of_ended([(row, rows[row]) for row in new], live.ended, now)
    return [zones.get(row) or live.time_zone for row in range(len(rows))]


def _is_over(rotation: Rotation, now: datetime) -> bool:
    return rotation.last.until is not None and rotation.last.until <= now


def _of_ended(
    new: Sequence[tuple[int, _Row]], ended: Sequence[Rotation], now: datetime
) -> Mapping[int, str | None]:
    """Yield the zone of each rotation that continues one that ended or was interrupted."""
    found: dict[int, str | None] = {}
    for zone in {one.last.time_zone for one in ended} - {None}:
        read = [(place, row.on(zone)) for place, row in new]
        there = [(place, one) for place, one in read if isinstance(one, Rotation)]
        others = [one for one in ended if one.last.time_zone == zone]
        for row in broken_off([one for _, one in there], others, now):
            found[there[row][0]] = zone
    return found


def _all(field: str, parts: Iterable[Item | ValidationError]) -> tuple[Item, ...]:
    """Return the parts; raises one pydantic error with the problems of all of them."""
    found = [*parts]
    wrong: list[InitErrorDetails] = [
        {**one, "loc": (field, index, *one["loc"])}
        for index, error in enumerate(found)
        if isinstance(error, ValidationError)
        for one in repeated(error)
    ]
    if wrong:
        raise ValidationError.from_exception_data(PROBLEM, wrong)
    return tuple(one for one in found if isinstance(one, Item))
