"""Pattern of a rotation's shifts, as people and PagerDuty write it. Renders nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds._values.durations import Duration, duration_words
from pdsync.kinds._values.instants import at_wall, near
from pdsync.kinds._values.problem import Located, problem, within
from pdsync.kinds._values.windows import restrictions
from pdsync.kinds._values.words import shown
from pdsync.kinds.schedule.rotations.rrule import rule_lines
from pdsync.on_demand import regex
from pdsync.stamps import clock_stamp
from pdsync.units import DAY, WEEK
from pdsync.wall_times import DAY_NAMES, second_of_day, wall_time

_SHOWN = 3
EXAMPLE = "write days and hours such as `Mon-Fri 09:00-17:00`, or {start: …, length: …, rrule: …}"
_WHOLE_DAYS = regex(
    r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])\s*(?:[-\u2013]|to)\s*(?P=hour):(?P=minute)"
    r"|(?P<midnight>0?0:00)\s*(?:[-\u2013]|to)\s*24:00"
)
_ALWAYS = (
    "write `rotate: daily` or `rotate: weekly` in place of `shifts`, for turns without a break"
)
_LENGTH = Duration("seconds", least=60)


@frozen
class Pattern:
    """Pattern of shifts: recurrence, time of day, length, and on whose clocks.

    `first_day` is the day of the week, from 0, with which a member's shifts begin; `start` the
    first shift where it is written.
    """

    written_as: ClassVar[tuple[str, ...]] = ("start", "length", "rrule")
    """The fields of the form for any rule."""

    recurrence: tuple[str, ...]
    second: int
    seconds: int
    zone: str
    first_day: int | None = field(default=None, compare=False)
    start: datetime | None = field(default=None, compare=False)

    def __str__(self) -> str:
        days = [f"{local(at, self.zone):%Y-%m-%d}" for at in self.left_out]
        more = f" and {len(days) - _SHOWN} more" if len(days) > _SHOWN else ""
        return self.words + (f" except {', '.join(days[:_SHOWN])}{more}" if days else "")

    @property
    def left_out(self) -> tuple[datetime, ...]:
        """Times at which shifts would begin that are left out."""
        return tuple(sorted(oncall.left_out_dates(self.recurrence, self.zone)))

    @property
    def words(self) -> str:
        """Words for the pattern, dates left out aside."""
        lines = oncall.without_left_out(self.recurrence)
        days = _days(lines)
        if days is None:
            rule = " ".join(map(oncall.rule_text, lines))
            return f"{rule} at {wall_time(self.second)} for {duration_words(self.seconds)}"
        end = self.second + self.seconds
        hours = (
            f"{wall_time(self.second)}-{wall_time(end - DAY if end > DAY else end)}"
            if self.seconds <= DAY
            else f"{wall_time(self.second)} for {duration_words(self.seconds)}"
        )
        return f"{days} {hours}".strip()

    @property
    def days(self) -> tuple[int, ...] | None:
        """Days of a weekly rule, Monday as 0; () for every day; None for other rules."""
        return oncall.week_days(self.recurrence)

    @property
    def rule(self) -> dict[str, str]:
        """Parts of the rule."""
        return oncall.rule_parts(self.recurrence)

    def event(self, start: datetime) -> oncall.Event:
        """Return the engine's event of these shifts from a first one on, without members."""
        return oncall.Event(start, self.seconds, self.zone, self.recurrence, ())


def pattern(value: Any, zone: str) -> Pattern:
    """Read the shifts as written; raises pydantic errors."""
    if isinstance(value, Pattern):
        return value
    if isinstance(value, str):
        return _windows(value, zone)
    if not isinstance(value, Mapping):
        raise problem(f"{shown(value)} does not say when shifts are", help=EXAMPLE)
    return _ruled(value, zone)


def _windows(text: str, zone: str) -> Pattern:
    whole = _WHOLE_DAYS.fullmatch(text.strip())
    if whole:
        second = second_of_day(f"{whole['hour'] or 0}:{whole['minute'] or 0}")
        return Pattern(("RRULE:FREQ=DAILY",), second, DAY, zone)
    found = restrictions(text, _ALWAYS)
    second, seconds = second_of_day(found[0]["start_time_of_day"]), found[0]["duration_seconds"]
    if found[0]["type"] == "daily_restriction":
        return Pattern(("RRULE:FREQ=DAILY",), second, seconds, zone)
    days = [one["start_day_of_week"] - 1 for one in found]
    rule = f"RRULE:FREQ=WEEKLY;BYDAY={','.join(oncall.DAYS[day] for day in days)}"
    return Pattern((rule,), second, seconds, zone, first_day=days[0])


def _ruled(written: Mapping[str, Any], zone: str) -> Pattern:
    wrong = [*_not_fields(written)]
    read: dict[str, Any] = {}
    readers = {
        "start": lambda value: near(at_wall(value, zone)),
        "length": _LENGTH.read,
        "rrule": rule_lines,
    }
    for name, reader in readers.items():
        try:
            read[name] = reader(written[name]) if name in written else None
        except PydanticCustomError as error:
            wrong.append(((name,), error))
    if wrong:
        raise within(*wrong)
    return recurring(read["start"], read["length"], read["rrule"], zone)


def _not_fields(written: Mapping[str, Any]) -> list[Located]:
    unknown: list[Located] = [
        ((str(name),), "extra_forbidden") for name in written if name not in Pattern.written_as
    ]
    missing = [name for name in Pattern.written_as if name not in written]
    return unknown + [((name,), "missing") for name in missing]


def recurring(
    start: datetime,
    seconds: int,
    lines: tuple[str, ...],
    zone: str,
    fields: tuple[str, str] = ("start", "rrule"),
) -> Pattern:
    """Return the shifts that recur by lines of iCalendar; raises pydantic errors.

    `fields` are the names of the fields with the first shift and the rule, for messages.
    """
    wall = oncall.wall_second(zone, start)
    made = Pattern(lines, wall % DAY, seconds, zone, first_day=wall % WEEK // DAY, start=start)
    try:
        event = made.event(start)
    except ValueError as error:
        help_ = "write a rule such as FREQ=WEEKLY;BYDAY=MO,TU"
        raise within(((fields[1],), problem(str(error), help=help_))) from None
    first = oncall.shift_at(event, start)
    if first is None:
        ends = "UNTIL" in made.rule
        way_out = f"write a later UNTIL, or an earlier `{fields[0]}`"
        help_ = way_out if ends else "write other days: on these no shift ever begins"
        raise within(((fields[1],), problem("by this rule there is no shift", help=help_)))
    if first[1] != start:
        wrong = problem(
            "the rule has no occurrence at this start", help=_first_shift(first[1], zone, fields[0])
        )
        raise within(((fields[0],), wrong))
    return made


def _first_shift(at: datetime, zone: str, field: str) -> str:
    there = clock_stamp(at, zone)
    return f"write a `{field}` on which a shift begins; the next is {there}"


def _days(lines: Sequence[str]) -> str | None:
    """Write the days of a rule, `Mon-Fri` or `every 2 weeks Fri`; None where they are not plain."""
    if len(lines) != 1:
        return None
    parts = oncall.rule_parts(lines)
    every = parts.pop("INTERVAL", "1")
    rest = ";".join(f"{name}={value}" for name, value in parts.items())
    days = oncall.week_days((f"RRULE:{rest}",))
    if days is None:
        return None
    unit = "weeks" if days else "days"
    return _run(days) if every == "1" else f"every {every} {unit} {_run(days)}".rstrip()


def _run(days: tuple[int, ...]) -> str:
    """Write days as Mon-Fri, or Mon,Wed."""
    if not days:
        return ""
    names = [DAY_NAMES[day] for day in days]
    at_once = len(days) > 2 and days[-1] - days[0] == len(days) - 1  # noqa: PLR2004 - a range
    return f"{names[0]}-{names[-1]}" if at_once else ",".join(names)


def local(when: datetime, zone: str) -> datetime:
    """Return the time that the clocks show."""
    return when.astimezone(ZoneInfo(zone))
