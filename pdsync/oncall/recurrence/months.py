"""Occurrences of rules of months and years, numbered on the wall clock. Knows no time zones.

The calendar repeats only after 400 years, so each year is listed once; from any first occurrence
the rule reaches back as well as ahead.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from pdsync.frozen import frozen
from pdsync.oncall.recurrence.rule import RecurrenceRule
from pdsync.units import DAY

HOUR = 3600
FIRST_YEAR, LAST_YEAR = 2, 9998
_MONDAY = date(1970, 1, 5).toordinal()
_AGAIN = 400


@frozen
class RecurrenceSet:
    """Rule of which every part is written out, nothing left to its first occurrence.

    `phase` says which of the rule's periods count, `second` at which second of the day, or of the
    hour for an hourly rule, an occurrence begins.
    """

    rule: RecurrenceRule
    phase: int
    second: int
    origin: int

    @property
    def pattern(self) -> tuple[object, ...]:
        """Value that is equal for rules with the same occurrences, whenever they began."""
        return self.rule, self.phase, self.second

    def before(self, wall: int) -> int:
        """Count the occurrences from the origin to a wall time."""
        return max(0, self.number(wall))

    def number(self, wall: int) -> int:
        """Return the number of the first at or after a wall time; negative before the origin."""
        first, year = _year_of(self.origin), _year_of(wall)
        place = bisect_left(self._of(year), wall) - bisect_left(self._of(first), self.origin)
        years = range(min(first, year), max(first, year))
        between = sum(len(self._of(one)) for one in years)
        return place + (between if year >= first else -between)

    def starts(self, number: int, last: int | None = None) -> Iterator[int]:
        """Yield the wall times of an occurrence, by number, and of those after it, to a last."""
        year = _year_of(self.origin)
        end = LAST_YEAR if last is None else _year_of(last)
        place = number + bisect_left(self._of(year), self.origin)
        while place < 0 and year > FIRST_YEAR:
            year -= 1
            place += len(self._of(year))
        # Years without an occurrence for as long as the calendar takes to repeat: there is none.
        empty = 0
        while place >= 0 and year <= end and empty < _AGAIN:
            walls = self._of(year)
            yield from walls[place:]
            place, year, empty = max(0, place - len(walls)), year + 1, 0 if walls else empty + 1

    def _of(self, year: int) -> tuple[int, ...]:
        return _walls(self.rule, self.phase, self.second, year)


def calendar(rule: RecurrenceRule, origin: int) -> RecurrenceSet:
    """Return a rule's occurrences from a wall time on, which fills in what the rule leaves open.

    As calendars have it, a yearly rule without days takes the day of the month, and one with
    BYWEEKNO alone has every day of the week.
    """
    day = _date(origin // DAY)
    parts = dict(vars(rule))
    dated = rule.weeks or rule.year_days or rule.month_days or rule.days
    if not dated and rule.freq in {"MONTHLY", "YEARLY"}:
        parts["month_days"] = (day.day,)
        if rule.freq == "YEARLY":
            parts["months"] = rule.months or (day.month,)
    if not dated and rule.freq == "WEEKLY":
        parts["days"] = ((day.weekday(), 0),)
    # Rules that differ in their ends alone share what is listed of each year.
    explicit = RecurrenceRule(**parts | {"minute": None, "count": None, "until": None})
    period = _period(explicit, day, origin // HOUR)
    return RecurrenceSet(explicit, period % rule.interval, second_of(rule, origin), origin)


def second_of(rule: RecurrenceRule, origin: int) -> int:
    """Return the second of the day (of the hour, for hourly rules) at which occurrences begin."""
    minute = origin // 60 % 60 if rule.minute is None else rule.minute
    if rule.freq == "HOURLY":
        return minute * 60 + origin % 60
    hour = origin // HOUR % 24 if rule.hour is None else rule.hour
    return hour * HOUR + minute * 60 + origin % 60


def _date(day: int) -> date:
    return date.fromordinal(day + _MONDAY)


def _day_of(year: int) -> int:
    """Return the number of the first day of a year."""
    return date(year, 1, 1).toordinal() - _MONDAY


def _year_of(wall: int) -> int:
    day = min(max(wall // DAY, _day_of(FIRST_YEAR)), _day_of(LAST_YEAR))
    return _date(day).year


@lru_cache(maxsize=16384)
def _walls(rule: RecurrenceRule, phase: int, second: int, year: int) -> tuple[int, ...]:
    """Return the occurrences of a year, of a rule that goes on for ever."""
    first, end = _day_of(year), _day_of(year + 1)
    # BYSETPOS counts within a whole week, which may begin in the year before.
    margin = 6 if rule.positions and rule.freq == "WEEKLY" else 0
    found = [
        (period, wall)
        for day in range(first - margin, end + margin)
        if _fits(rule, shown := _date(day))
        for wall in _times(rule, day, second)
        if (period := _period(rule, shown, wall // HOUR)) % rule.interval == phase
    ]
    if rule.positions:
        found = [*_placed(rule, found)]
    return tuple(wall for _, wall in found if first * DAY <= wall < end * DAY)


def _times(rule: RecurrenceRule, day: int, second: int) -> Iterator[int]:
    if rule.freq != "HOURLY":
        yield day * DAY + second
        return
    hours = range(24) if rule.hour is None else (rule.hour,)
    yield from (day * DAY + hour * HOUR + second for hour in hours)


def _placed(rule: RecurrenceRule, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Choose the occurrences of each period that BYSETPOS names."""
    for _, group in groupby(found, key=lambda one: one[0]):
        those = [*group]
        many = len(those)
        chosen = {at - 1 if at > 0 else many + at for at in rule.positions}
        yield from (those[place] for place in range(many) if place in chosen)


def _period(rule: RecurrenceRule, day: date, hour: int) -> int:
    """Return the number of the year, month, week, day or hour."""
    if rule.freq == "YEARLY":
        return day.year
    if rule.freq == "MONTHLY":
        return day.year * 12 + day.month - 1
    if rule.freq == "WEEKLY":
        return (day.toordinal() - _MONDAY - rule.week_start) // 7
    return day.toordinal() if rule.freq == "DAILY" else hour


def _fits(rule: RecurrenceRule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.days and not _is_a_day(rule, day):
        return False
    month = monthrange(day.year, day.month)[1] if rule.month_days else 0
    if rule.month_days and not _counts(rule.month_days, day.day, month):
        return False
    in_year = day.timetuple().tm_yday if rule.year_days else 0
    if rule.year_days and not _counts(rule.year_days, in_year, 365 + isleap(day.year)):
        return False
    return not rule.weeks or _counts(rule.weeks, *_week(day, rule.week_start))


def _counts(numbers: tuple[int, ...], place: int, many: int) -> bool:
    """Return True if BY… names a place, counted from the beginning or from the end."""
    return place in numbers or place - many - 1 in numbers


def _is_a_day(rule: RecurrenceRule, day: date) -> bool:
    weekday = day.weekday()
    if not rule.days[0][1]:
        return (weekday, 0) in rule.days
    if weekday not in rule.weekdays:
        return False
    # RFC 5545: in a yearly rule 1MO is of the year, with BYMONTH it is of each of its months.
    if rule.freq == "MONTHLY" or rule.months:
        place, many = day.day, monthrange(day.year, day.month)[1]
    else:
        place, many = day.timetuple().tm_yday, 365 + isleap(day.year)
    which = {(place - 1) // 7 + 1, -((many - place) // 7 + 1)}
    return any((weekday, one) in rule.days for one in which)


def _week(day: date, week_start: int) -> tuple[int, int]:
    """Return a day's week of the year and the number of weeks: four of their days are in it."""
    middle = day + timedelta(3 - (day.weekday() - week_start) % 7)
    last = date(middle.year, 12, 28)
    end = last + timedelta(3 - (last.weekday() - week_start) % 7)
    number, many = ((one.timetuple().tm_yday - 1) // 7 + 1 for one in (middle, end))
    return number, many
