"""How long it takes to know who is on call: many schedules for a year, and one at an instant.

    python benchmarks/oncall.py

Measures the engine alone, in this process; says what it took, and exits 1 beyond the limits.
"""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from pdsync.oncall import (
    AnySchedule,
    Event,
    Layer,
    Rotation,
    Schedule,
    ShiftSchedule,
    Window,
    as_shifts,
    coverage_proof,
    final_shifts,
    people_at,
    same_for_ever,
)
from pdsync.oncall.proofs.coverage import gaps

SCHEDULES = 200
LAYERS_LIMIT, SHIFTS_LIMIT, POINT_LIMIT = 2.0, 4.0, 0.001
ZONES = ("Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kolkata")
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=365)
HOUR, DAY = 3600, 86_400


def schedule(number: int) -> Schedule:
    """A weekly rotation under a daily one of working hours, in one of some zones."""
    began = datetime(2019, 1, 7, 9, tzinfo=UTC) + timedelta(hours=number)
    hours = tuple(Window(day * DAY + 9 * HOUR, 8 * HOUR) for day in range(5))
    people = tuple(f"{name}{number}" for name in "abcdefg")
    return Schedule(
        ZONES[number % len(ZONES)],
        (
            Layer(began, None, began, 7 * DAY, people[:4]),
            Layer(began, None, began, DAY, people[4:], hours),
        ),
    )


def shift_schedule(number: int) -> ShiftSchedule:
    """A weekly rotation and one of working hours, in one of some zones, long since begun."""
    began = datetime(2019, 1, 7, 9, tzinfo=UTC) + timedelta(hours=number)
    zone, people = ZONES[number % len(ZONES)], tuple(f"{name}{number}" for name in "abcdefg")
    hours = ("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",)
    week = Event(began, 7 * DAY, zone, ("RRULE:FREQ=WEEKLY",), people[:4])
    office = Event(began, 8 * HOUR, zone, hours, people[4:], shifts_per_member=5)
    return ShiftSchedule(zone, (Rotation((week,)), Rotation((office,))))


def year(schedules: Sequence[AnySchedule]) -> float:
    """Seconds to render all for a year, with gaps and the proof of coverage for all time."""
    began = time.perf_counter()
    for one in schedules:
        shifts = final_shifts(one, SINCE, UNTIL)
        gaps(shifts, SINCE, UNTIL)
        coverage_proof([one], SINCE)
    return time.perf_counter() - began


def point(schedules: Sequence[AnySchedule]) -> float:
    """Seconds for one question, the mean of many at instants all over the year."""
    for one in schedules:
        people_at(one, SINCE)  # what is known of each rule and zone is kept
    began = time.perf_counter()
    for number, one in enumerate(schedules):
        people_at(one, SINCE + timedelta(hours=43 * number))
    return (time.perf_counter() - began) / len(schedules)


def sameness(make: Callable[[int], AnySchedule]) -> float:
    """Seconds to prove each the same as itself."""
    began = time.perf_counter()
    for number in range(SCHEDULES):
        same_for_ever(make(number), make(number), SINCE)
    return time.perf_counter() - began


def conversion(schedules: Sequence[Schedule]) -> float:
    """Seconds to turn layers into shifts, with the proof that they do the same."""
    began = time.perf_counter()
    for one in schedules:
        as_shifts(one, SINCE)
    return time.perf_counter() - began


def measured(what: str, make: Callable[[int], AnySchedule], limit: float) -> bool:
    """Measure one sort of schedules and tell; whether it kept its limits."""
    schedules = [make(number) for number in range(SCHEDULES)]
    asked, rendered, compared = point(schedules), year(schedules), sameness(make)
    print(f"{what}: one instant {asked * 1000:20.3f} ms (limit {POINT_LIMIT * 1000:g} ms)")
    print(f"{what}: {SCHEDULES} for a year {rendered:15.3f} s  (limit {limit:g} s)")
    print(f"{what}: {SCHEDULES} proofs of sameness {compared:7.3f} s")
    return asked <= POINT_LIMIT and rendered <= limit


def main() -> int:
    """Measure and tell; 1 if a limit was missed."""
    layers = measured("layers", schedule, LAYERS_LIMIT)
    shifts = measured("shifts", shift_schedule, SHIFTS_LIMIT)
    converted = conversion([schedule(number) for number in range(SCHEDULES)])
    print(f"layers into shifts: {SCHEDULES} {converted:18.3f} s")
    return int(not (layers and shifts))


if __name__ == "__main__":
    sys.exit(main())
