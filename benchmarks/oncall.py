"""How long it takes to know who is on call: many schedules for a year, and one at an instant.

    python benchmarks/oncall.py

Measures the engine alone, in this process; says what it took, and exits 1 beyond the limits.
"""

import sys
import time
from datetime import UTC, datetime, timedelta

from pdsync.oncall import (
    Layer,
    Schedule,
    Window,
    coverage_percent,
    coverage_proof,
    final_shifts,
    gaps,
    people_at,
    same_for_ever,
)

SCHEDULES = 200
YEAR_LIMIT, POINT_LIMIT = 2.0, 0.001
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


def year(schedules: list[Schedule]) -> float:
    """Seconds to render all for a year, with gaps, coverage and its proof for all time."""
    began = time.perf_counter()
    for one in schedules:
        shifts = final_shifts(one, SINCE, UNTIL)
        gaps(shifts, SINCE, UNTIL)
        coverage_percent(shifts, SINCE, UNTIL)
        coverage_proof([one], SINCE)
    return time.perf_counter() - began


def point(schedules: list[Schedule]) -> float:
    """Seconds for one question, the mean of many at instants all over the year."""
    began = time.perf_counter()
    for number, one in enumerate(schedules):
        people_at(one, SINCE + timedelta(hours=43 * number))
    return (time.perf_counter() - began) / len(schedules)


def sameness(schedules: list[Schedule]) -> float:
    """Seconds to prove each the same as itself."""
    began = time.perf_counter()
    for one in schedules:
        same_for_ever(one, schedule(schedules.index(one)), SINCE)
    return time.perf_counter() - began


def main() -> int:
    """Measure and tell; 1 if a limit was missed."""
    schedules = [schedule(number) for number in range(SCHEDULES)]
    asked, rendered, compared = point(schedules), year(schedules), sameness(schedules)
    print(f"one instant of one schedule  {asked * 1000:7.3f} ms (limit {POINT_LIMIT * 1000:g} ms)")
    print(f"{SCHEDULES} schedules for a year    {rendered:7.3f} s  (limit {YEAR_LIMIT:g} s)")
    print(f"{SCHEDULES} proofs of sameness      {compared:7.3f} s")
    return int(asked > POINT_LIMIT or rendered > YEAR_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
