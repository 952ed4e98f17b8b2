"""Coverage in one value: who has the turns decides nothing of it."""

from datetime import UTC, datetime

from pdsync.oncall import Layer, Schedule, Window
from pdsync.roster.report.coverage import NEVER, coverage
from pdsync.units import DAY, WEEK

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORKING_HOURS = tuple(Window(day * DAY + 9 * 3600, 8 * 3600) for day in range(5))


def schedule(*users):
    return Schedule("Europe/London", (Layer(NOW, None, NOW, WEEK, users, WORKING_HOURS),))


def test_schedules_alike_but_for_their_people_are_proved_once():
    before, after = schedule("ann", "bob", "cal"), schedule("bob", "cal")

    assert coverage([before], NOW, always=False) is coverage([after], NOW, always=False)


def test_a_layer_without_people_covers_nothing():
    found = coverage([schedule()], NOW, always=False)

    assert (found.always, found.weekly_seconds) == (False, WEEK)


def test_no_schedule_at_all_covers_nothing():
    assert coverage([], NOW, always=False) == NEVER
