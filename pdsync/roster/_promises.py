"""Whether a schedule keeps what its `expect:` promises. Proves; knows no file and no account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync import oncall
from pdsync.kinds import (
    Promise,
    Schedule,
    Undecided,
    duration_words,
    on_call,
    on_call_somehow,
    promised,
)

_FAR = timedelta(days=365)
"""How far ahead it is looked for somebody who is on call for too long."""


@dataclass(frozen=True)
class Broken:
    """A promise that is not kept: the field that makes it, what happens instead, and what helps."""

    field: str
    message: str
    help: str


def broken_promises(
    schedule: Schedule, promise: Promise, now: datetime, label: Callable[[str], str] = str
) -> Iterator[Broken]:
    """What a schedule does not keep from an instant on; `label` names people.

    Nothing is said about how long somebody is on call where that takes the account to know. Raises
    Undecided where nothing can be said at all.
    """
    rendered = _somehow(schedule, now)
    yield from _uncovered(rendered, promise, now)
    try:
        alone = isinstance(rendered, oncall.Schedule) and len(rendered.layers) == 1
        turns = rendered if alone else on_call(schedule)
    except Undecided:
        return
    if promise.max_consecutive is None:
        return
    shift = _too_long(turns, promise.max_consecutive, now)
    if shift:
        limit = duration_words(promise.max_consecutive)
        yield Broken(
            "max_consecutive",
            f"{label(shift.user)} is on call {_span(shift, turns, now)}, longer than {limit}",
            "shorten the turns, add members, or change what is promised",
        )


def _somehow(schedule: Schedule, now: datetime) -> oncall.AnySchedule:
    if not {"layers", "rotations"} & schedule.model_fields_set:
        raise Undecided("what it is made of is not known")
    rendered = on_call_somehow(schedule, now)
    try:
        ZoneInfo(rendered.time_zone)
    except ZoneInfoNotFoundError:
        raise Undecided("its time zone is not known on this machine") from None
    return rendered


def _uncovered(schedule: oncall.AnySchedule, promise: Promise, now: datetime) -> Iterator[Broken]:
    layer = promised(promise)
    if layer is None:
        return
    proof = oncall.coverage_proof([schedule, *_the_rest(layer, schedule.time_zone)], now)
    gap = proof.first_gap
    if gap is None:
        return
    start, end = _local(gap.start, schedule), _local(gap.end, schedule)
    when = f"from {start} on" if proof.for_good else f"from {start} to {end}"
    again = ", every week" if proof.every_week and not proof.for_good else ""
    yield Broken(
        "coverage",
        f"somebody is to be on call then, and nobody is {when}{again}",
        f"{_more(schedule)} that covers it, or change what is promised",
    )


def _more(schedule: oncall.AnySchedule) -> str:
    of_layers = isinstance(schedule, oncall.Schedule)
    return "add a layer below" if of_layers else "add a rotation"


def _the_rest(layer: oncall.Layer, zone: str) -> list[oncall.Schedule]:
    """Schedules that cover the time about which nothing is promised."""
    open_ = oncall.weekly_gaps([oncall.Schedule(zone, (layer,))])
    if not open_:
        return []
    windows = tuple(oncall.Window(start, end - start) for start, end in open_)
    rest = oncall.Layer(layer.start, None, layer.start, 604800, layer.users, windows)
    return [oncall.Schedule(zone, (rest,))]


def _too_long(schedule: oncall.AnySchedule, limit: int, now: datetime) -> oncall.Shift | None:
    """The first shift that is too long on the clocks: a week is one, whether they change or not."""
    zone = schedule.time_zone

    def length(shift: oncall.Shift) -> int:
        return oncall.wall_second(zone, shift.end) - oncall.wall_second(zone, shift.start)

    shifts = oncall.final_shifts(schedule, now, now + _FAR, whole=True)
    return next((shift for shift in shifts if length(shift) > limit), None)


def _span(shift: oncall.Shift, schedule: oncall.AnySchedule, now: datetime) -> str:
    """From when to when; where that was not looked for, it is looked for from its beginning."""
    start = _local(shift.start, schedule)
    if shift.end >= now + _FAR:
        until = shift.start + _FAR
        found = oncall.final_shifts(schedule, shift.start, until, whole=True)
        shift = next(one for one in found if one.user == shift.user)
        if shift.end >= until:
            return f"for more than a year from {start} on"
    return f"from {start} to {_local(shift.end, schedule)}"


def _local(when: datetime, schedule: oncall.AnySchedule) -> str:
    return when.astimezone(ZoneInfo(schedule.time_zone)).strftime("%a %-d %b %Y %H:%M")
