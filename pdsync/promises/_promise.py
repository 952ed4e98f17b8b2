"""Proofs that a schedule keeps what its `expect:` promises. Know no file and no account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
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
from pdsync.units import A_YEAR, WEEK

_FAR = A_YEAR
"""How far ahead it is looked for somebody who is on call for too long."""


@dataclass(frozen=True)
class BrokenPromise:
    """A promise that is not kept: the field that makes it, what happens instead, and what helps."""

    field: str
    message: str
    help: str


def broken_promises(
    schedule: Schedule, promise: Promise, now: datetime, label: Callable[[str], str] = str
) -> Iterator[BrokenPromise]:
    """Yield the promises that a schedule breaks from an instant on; `label` names people.

    Raises Undecided, after all that can be said, where that takes the account to know.
    """
    rendered = somehow(schedule, now)
    yield from _uncovered(rendered, promise, now)
    if promise.max_consecutive is None:
        return
    turns = turns_of(schedule, rendered)
    shift = next(iter(too_long(turns, promise.max_consecutive, now)), None)
    if shift:
        limit = duration_words(promise.max_consecutive)
        yield BrokenPromise(
            "max_consecutive",
            f"{label(shift.user)} is on call {_span(shift, turns, now)}, longer than {limit}",
            "shorten the turns, add members, or change what is promised",
        )


def somehow(schedule: Schedule, now: datetime) -> oncall.AnySchedule:
    """The schedule as the engine takes it, whatever its phase; raises Undecided without a way."""
    if not {"layers", "rotations"} & schedule.model_fields_set:
        raise Undecided("what it is made of is not known", write="`layers:` or `rotations:`")
    rendered = on_call_somehow(schedule, now)
    try:
        ZoneInfo(rendered.time_zone)
    except ZoneInfoNotFoundError:
        raise Undecided("its time zone is not known on this machine") from None
    return rendered


def turns_of(schedule: Schedule, rendered: oncall.AnySchedule) -> oncall.AnySchedule:
    """The schedule with its own turns, where their order makes a difference; raises Undecided."""
    return rendered if _alike_in_any_phase(schedule) else on_call(schedule)


def _alike_in_any_phase(schedule: Schedule) -> bool:
    """Return True if turns are equally long in any phase: those of one layer that says how long."""
    if len(schedule.layers) != 1:
        return False
    (layer,) = schedule.layers
    if len({*layer.users}) <= 1:
        return True
    return layer.has_length and (layer.hands_over or not layer.restrictions)


def _uncovered(
    schedule: oncall.AnySchedule, promise: Promise, now: datetime
) -> Iterator[BrokenPromise]:
    if promise.coverage is None:
        return
    proof = oncall.coverage_proof([schedule, *the_rest(promise, schedule.time_zone)], now)
    gap = proof.first_gap
    if gap is None:
        return
    start, end = local(gap.start, schedule), local(gap.end, schedule)
    when = f"from {start} on" if proof.for_good else f"from {start} to {end}"
    again = ", every week" if proof.every_week and not proof.for_good else ""
    yield BrokenPromise(
        "coverage",
        f"somebody is to be on call then, and nobody is {when}{again}",
        f"{_more(schedule)} that covers it, or change what is promised",
    )


def _more(schedule: oncall.AnySchedule) -> str:
    of_layers = isinstance(schedule, oncall.Schedule)
    return "add a layer below" if of_layers else "add a rotation"


def the_rest(promise: Promise, zone: str) -> list[oncall.Schedule]:
    """Schedules that cover the time about which nothing is promised."""
    layer = promised(promise)
    if layer is None:
        return []
    open_ = oncall.weekly_gaps([oncall.Schedule(zone, (layer,))])
    if not open_:
        return []
    windows = tuple(oncall.Window(start, end - start) for start, end in open_)
    rest = oncall.Layer(layer.start, None, layer.start, WEEK, layer.users, windows)
    return [oncall.Schedule(zone, (rest,))]


def too_long(schedule: oncall.AnySchedule, limit: int, now: datetime) -> list[oncall.Shift]:
    """The shifts of a year that are too long on the clocks."""
    shifts = oncall.final_shifts(schedule, now, now + _FAR, whole=True)
    return [shift for shift in shifts if wall_length(shift, schedule.time_zone) > limit]


def wall_length(shift: oncall.Shift, zone: str) -> int:
    """Return a shift's length by the clocks: a week is one, whether they change in it or not."""
    return oncall.wall_second(zone, shift.end) - oncall.wall_second(zone, shift.start)


def _span(shift: oncall.Shift, schedule: oncall.AnySchedule, now: datetime) -> str:
    """From when to when; where that was not looked for, it is looked for from its beginning."""
    start = local(shift.start, schedule)
    if shift.end >= now + _FAR:
        until = shift.start + _FAR
        found = oncall.final_shifts(schedule, shift.start, until, whole=True)
        shift = next(one for one in found if one.user == shift.user)
        if shift.end >= until:
            return f"for more than a year from {start} on"
    return f"from {start} to {local(shift.end, schedule)}"


def local(when: datetime, schedule: oncall.AnySchedule) -> str:
    """A time by the clocks of a schedule, for people."""
    return when.astimezone(ZoneInfo(schedule.time_zone)).strftime("%a %-d %b %Y %H:%M")
