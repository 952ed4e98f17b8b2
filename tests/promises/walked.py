"""Who is on call at each half hour of two years, by walking from turn to turn and day to day.

Naive datetimes and whole lists, so that it shares no idea with the engine. All edges are at half
hours, and so are all changes of the clocks.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from lint.rules import NOW

HALF = timedelta(minutes=30)
DAY = timedelta(days=1)
BEFORE = 21 * 48
"""Half hours before now: a shift that is under way has begun some time."""
STEPS = BEFORE + 731 * 48
START = NOW - BEFORE * HALF
FIRST = START.replace(tzinfo=None) - 60 * DAY
LAST = (START + STEPS * HALF).replace(tzinfo=None) + 3 * DAY
MONDAY = datetime(2026, 1, 5)  # noqa: DTZ001 - a wall clock has no zone
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LENGTHS = {
    "12h": timedelta(hours=12),
    "daily": DAY,
    "3 days": 3 * DAY,
    "weekly": 7 * DAY,
    "2 weeks": 14 * DAY,
}


@dataclass(frozen=True)
class Hours:
    """A window of the week: its days, and from when on for how long, in half hours."""

    days: tuple[int, ...]
    opens: int
    length: int

    def __str__(self):
        hours = "-".join(clock(one) for one in (self.opens, self.opens + self.length))
        return f"'{','.join(NAMES[day] for day in self.days)} {hours}'"

    def of(self, day):
        opens = day + self.opens * HALF
        return opens, opens + self.length * HALF


@dataclass(frozen=True)
class Layer:
    """A layer whose first member has the turn that begins in the week of Monday 5 January 2026."""

    rotate: str
    day: int
    handoff: int
    people: str
    only: tuple[Hours, ...] = ()
    until: date | None = None

    def __str__(self):
        day = f"{NAMES[self.day]} " if "week" in self.rotate else ""
        text = f"rotate: {self.rotate}, handoff: '{day}{clock(self.handoff)}', " + members(
            self.people, MONDAY + self.day * DAY
        )
        if self.only:
            text += f", only: [{', '.join(map(str, self.only))}]"
        return text + (f", until: {self.until}" if self.until else "")

    def pieces(self, zone):
        """(from, until, who) in instants, of the turns before and after the first."""
        begin = MONDAY + self.day * DAY + self.handoff * HALF
        length = LENGTHS[self.rotate]
        for way in (1, -1):
            at, place = (begin, 0) if way > 0 else (begin - length, -1)
            while FIRST < at < LAST:
                windows = self.open(at, at + length)
                who = self.people[place % len(self.people)]
                yield from ((*instants(window, zone), who) for window in windows)
                at, place = at + way * length, place + way * bool(windows)

    def open(self, begin, end):
        """The windows of a turn, those that touch as one."""
        if not self.only:
            return [(begin, end)]
        first = midnight(begin) - 2 * DAY
        days = [first + number * DAY for number in range((end - first) // DAY + 1)]
        found = sorted(
            (max(opens, begin), min(closes, end))
            for hours in self.only
            for day in days
            if day.weekday() in hours.days
            for opens, closes in [hours.of(day)]
            if opens < end and closes > begin
        )
        joined = []
        for opens, closes in found:
            if joined and opens <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(closes, joined[-1][1])
            else:
                joined.append((opens, closes))
        return joined


@dataclass(frozen=True)
class Shifts:
    """A rotation whose first member has the first shift of the week of 5 January 2026."""

    hours: Hours
    people: str
    each: int = 1
    everyone: bool = False

    def __str__(self):
        how = "everyone: true" if self.everyone else f"per_member: {self.each}"
        first = MONDAY + self.hours.days[0] * DAY
        people = members(self.people, None if self.everyone else first)
        return f"shifts: {self.hours}, {people}, {how}"

    def pieces(self, zone):
        day, number = MONDAY, 0
        while day < LAST:
            if day.weekday() in self.hours.days:
                turn = number // self.each % len(self.people)
                for who in self.people if self.everyone else self.people[turn]:
                    yield (*instants(self.hours.of(day), zone), who)
                number += 1
            day += DAY


@dataclass(frozen=True)
class Rota:
    """A schedule of layers, of which the last that has somebody wins, or of rotations."""

    zone: str
    parts: tuple[Layer | Shifts, ...]

    def text(self, key, promise=""):
        parts = "layers" if isinstance(self.parts[0], Layer) else "rotations"
        rows = "".join(
            f"      - {{name: Part {number}, {one}}}\n" for number, one in enumerate(self.parts)
        )
        text = f"  {key}:\n    time_zone: {self.zone}\n    {parts}:\n{rows}"
        return text + (f"    expect: {{{promise}}}\n" if promise else "")

    def on_call(self):
        """The people at each half hour."""
        on = [frozenset()] * STEPS
        for part in self.parts:
            mine = [frozenset()] * STEPS
            for begin, end, who in part.pieces(self.zone):
                for step in range(max(0, step_of(begin)), min(STEPS, step_of(end))):
                    if not isinstance(part, Layer):
                        mine[step] |= {who}
                    elif not mine[step] and not self.is_over(part, step):
                        mine[step] = frozenset(who)
            both = zip(mine, on, strict=True)
            is_layer = isinstance(part, Layer)
            on = [above or below if is_layer else above | below for above, below in both]
        return on

    def is_over(self, layer, step):
        return layer.until is not None and walls(self.zone)[step].date() >= layer.until


def clock(half_hours):
    """A time of day, 24:00 for the end of one."""
    hours, halves = divmod(half_hours if half_hours == 48 else half_hours % 48, 2)
    return f"{hours:02}:{30 * halves:02}"


def members(people, first):
    text = f"members: [{', '.join(f'{who}@b.c' for who in people)}]"
    if first is None or len({*people}) == 1:
        return text
    return f"{text}, anchor: {{who: {people[0]}@b.c, at: {first.date()}}}"


def midnight(at):
    return datetime.combine(at.date(), datetime.min.time())


def instants(span, zone):
    return (edge.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for edge in span)


def step_of(instant):
    return (instant - START) // HALF


@cache
def walls(zone):
    """What the clocks of a zone show at each step, and at the end."""
    there = ZoneInfo(zone)
    steps = range(STEPS + 1)
    return [(START + step * HALF).astimezone(there).replace(tzinfo=None) for step in steps]
