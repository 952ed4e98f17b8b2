"""Conversion of one layer into recurring events. Sees one layer, renders nothing.

One joint period of turns and windows is laid out on the wall. Shifts that begin at the same time of
day and have the same length become one event, if their days are regular and their members few
enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import gcd

from pdsync.frozen import frozen
from pdsync.oncall._clock import Clock, instant_of
from pdsync.oncall._restrictions import FULL, Cover, met
from pdsync.oncall._schedule import Layer
from pdsync.oncall._shift_based import Event
from pdsync.oncall.final.layers import turns_of
from pdsync.oncall.proofs.steady_state import period_of_layer, shortest
from pdsync.oncall.recurrence.text import DAYS
from pdsync.units import DAY, WEEK
from pdsync.wall_times import wall_time

MOST_MEMBERS = 20
"""As many as PagerDuty takes in an event."""

MOST_ROTATIONS = 10
"""As many as PagerDuty takes in a schedule."""

MOST_TURNS = 20_000
"""Turns of a period that are laid out; no event has members enough for a longer one."""

YEAR = 366 * DAY
HOUR = 3600
Start = tuple[int, str]
"""When a shift begins, in wall seconds, and whose it is."""

First = tuple[int, tuple[str, ...]]
"""When the first shift of an event begins, in wall seconds, and its members."""


class Unfit(Exception):
    """Raised for a layer that no events can replace; the message continues its name."""


@frozen
class Group:
    """The shifts of one length and time of day in a period, in order."""

    starts: Sequence[Start]
    seconds: int
    period: int

    def days(self) -> str:
        """Days of the week of the shifts."""
        return ",".join(
            DAYS[day] for day in sorted({wall % WEEK // DAY for wall, _ in self.starts})
        )


def events_of(layer: Layer, left: Cover, clock: Clock, before: int) -> list[Event]:
    """Return events for the part of a layer that layers above leave free; raises Unfit.

    `left` is that part of its week. Their first shifts begin before a wall time, `before`.
    """
    if len({*layer.users}) == 1:
        groups = _groups(_of_one(layer, left, before), WEEK)
    else:
        groups = _groups(_of_turns(layer, left, clock, before), period_of_layer(layer, clock))
    # Turns that no window cuts are one rule, whatever the times of day at which they begin.
    if len(groups) > MOST_ROTATIONS and left == FULL and layer.turn_seconds % HOUR == 0:
        rule = f"FREQ=HOURLY;INTERVAL={layer.turn_seconds // HOUR}"
        turns = sorted(start for group in groups for start in group.starts)
        return [_event(rule, replace(groups[0], starts=turns), clock, layer.users)]
    return [
        _event(rule, part, clock, layer.users) for group in groups for rule, part in _ruled(group)
    ]


def _of_one(layer: Layer, left: Cover, before: int) -> Iterator[tuple[int, int, str]]:
    """Return the shifts of a week of a person whose turns never end."""
    if left == FULL:
        start = before - before % WEEK - WEEK
        yield start, start + WEEK, layer.users[0]
    elif left:
        start = before - before % WEEK - 2 * WEEK + left[-1][0]  # the end of a hole
        yield from ((*stretch, layer.users[0]) for stretch in met(left, start, start + WEEK))


def _of_turns(
    layer: Layer, left: Cover, clock: Clock, before: int
) -> Iterator[tuple[int, int, str]]:
    """Return the shifts of the last whole period before a wall time."""
    turns, period = turns_of(layer, clock), period_of_layer(layer, clock)
    many = period // layer.turn_seconds
    if many > MOST_TURNS:
        raise Unfit(f"repeats only after {period // YEAR} years: no event has so many members")
    last = turns.number(before)
    for turn in range(last - many, last):
        if not turns.is_empty(turn):
            user = layer.users[turns.ordinal(turn) % len(layer.users)]
            yield from ((*stretch, user) for stretch in met(left, *turns.stretch(turn)))


def _groups(shifts: Iterable[tuple[int, int, str]], period: int) -> list[Group]:
    found: dict[tuple[int, int], list[Start]] = defaultdict(list)
    for start, end, user in shifts:
        found[start % DAY, end - start].append((start, user))
    return [Group(found[key], key[1], period) for key in sorted(found)]


def _ruled(group: Group) -> list[tuple[str, Group]]:
    """Return the rule of a group, or rules for its parts if one needs too many members."""
    found = next((way for way in sorted(_ways(group), key=len) if _fit(way)), None)
    if found is None:
        at = group.starts[0][0] % DAY
        raise Unfit(
            f"has its members at {wall_time(at)} in an order that takes more"
            f" than {MOST_MEMBERS} to write down, and PagerDuty takes {MOST_MEMBERS}"
        )
    return found


def _fit(ruled: Iterable[tuple[str, Group]]) -> bool:
    return all(_listed(group) <= MOST_MEMBERS for _, group in ruled)


def _listed(group: Group) -> int:
    changes, each = _turns(group)
    return len(_members(group, changes[0], each)) if changes else 1


def _ways(group: Group) -> Iterator[list[tuple[str, Group]]]:
    """Yield rules for the parts of a group: every second, third, … day or week."""
    weeks = _weeks(group)
    for many in range(1, MOST_ROTATIONS + 1):
        yield from filter(None, (_by_stride(group, many), *_by_weeks(group, weeks * many)))


def _by_stride(group: Group, many: int) -> list[tuple[str, Group]]:
    """Return rules for shifts that are all the same distance apart."""
    if group.period % len(group.starts) or len(group.starts) % many:
        return []
    stride, first = group.period // len(group.starts), group.starts[0][0]
    if stride % DAY or any(
        wall != first + place * stride for place, (wall, _) in enumerate(group.starts)
    ):
        return []
    parts = [replace(group, starts=group.starts[place::many]) for place in range(many)]
    return [(_strided(stride * many, part), part) for part in parts]


def _strided(stride: int, part: Group) -> str:
    if stride % WEEK:
        return _rule("DAILY", stride // DAY)
    return _rule("WEEKLY", stride // WEEK, part.days())


def _by_weeks(group: Group, weeks: int) -> Iterator[list[tuple[str, Group]]]:
    """Return one rule for each week of a cycle of weeks; then one for each of its days.

    The group's period must be a multiple of the cycle.
    """
    if group.period % (weeks * WEEK):
        return
    for unit in (WEEK, DAY):
        parts = _split(group, unit, weeks * WEEK)
        yield [(_rule("WEEKLY", weeks, part.days()), part) for part in parts]


def _weeks(group: Group) -> int:
    weeks = group.period // WEEK
    shared = (many for many in range(1, weeks) if weeks % many == 0 and _repeats(group, many))
    return next(shared, weeks)


def _repeats(group: Group, weeks: int) -> bool:
    distinct = {wall % (weeks * WEEK) for wall, _ in group.starts}
    return len(distinct) * (group.period // WEEK // weeks) == len(group.starts)


def _split(group: Group, unit: int, again: int) -> list[Group]:
    """Split the group by the days or weeks of a longer period."""
    parts: dict[int, list[Start]] = defaultdict(list)
    for start in group.starts:
        parts[start[0] % again // unit].append(start)
    return [replace(group, starts=parts[place]) for place in sorted(parts)]


def _rule(freq: str, interval: int, days: str = "") -> str:
    every = f";INTERVAL={interval}" if interval > 1 else ""
    return f"FREQ={freq}{every}" + (f";BYDAY={days}" if days else "")


def _turns(group: Group) -> tuple[list[int], int]:
    """Return where turns begin in a list of holders, and how many shifts each turn has."""
    users = [user for _, user in group.starts]
    changes = [place for place, user in enumerate(users) if user != users[place - 1]]
    lengths = (next_ - place for place, next_ in pairwise([*changes, *changes[:1]]))
    return changes, gcd(len(users), *lengths)


def _members(group: Group, place: int, each: int) -> tuple[str, ...]:
    users = tuple(user for _, user in group.starts)
    return shortest((users[place:] + users[:place])[::each])


def _event(rule: str, group: Group, clock: Clock, users: tuple[str, ...]) -> Event:
    changes, each = _turns(group)
    if changes:
        found = _first_shifts(group, changes, each)
    else:  # a multiple of the days is what PagerDuty's editor takes
        found = [(wall, (user,)) for wall, user in group.starts]
        each = len(group.days().split(",")) if "BYDAY" in rule else 1
    found = _with_the_week(found, group, WEEK) or _with_the_week(found, group, each) or found
    start, members = _shown_once(_alike(found, shortest(users)), group.period, clock)
    return Event(
        start=instant_of(clock.epoch(start)),
        seconds=group.seconds,
        time_zone=clock.zone,
        recurrence=(f"RRULE:{rule}",),
        members=members,
        shifts_per_member=each,
    )


def _first_shifts(group: Group, changes: Sequence[int], each: int) -> list[First]:
    """Return each shift that begins another member's turn, and the members from there on."""
    members = _members(group, changes[0], each)
    found = []
    for place in changes:
        turn = (place - changes[0]) // each % len(members)
        found.append((group.starts[place][0], members[turn:] + members[:turn]))
    return found


def _with_the_week(found: Sequence[First], group: Group, each: int) -> list[First]:
    """Prefer first shifts that come whole turns after the first shift of their week."""
    days = sorted({wall % WEEK // DAY for wall, _ in group.starts})
    return [one for one in found if days.index(one[0] % WEEK // DAY) % each == 0]


def _alike(found: list[First], users: tuple[str, ...]) -> list[First]:
    """Prefer first shifts with the layer's order of members, or at least its first member."""
    order = tuple(user for place, user in enumerate(users) if user != users[place - 1])
    same = [one for one in found if one[1] in (users, order)]
    return same or [one for one in found if one[1][0] == users[0]] or found


def _shown_once(found: Sequence[First], period: int, clock: Clock) -> First:
    """Return the last of some first shifts, or of earlier periods, that the clocks show once."""
    back = 0
    while True:
        for wall, members in reversed(found):
            # A start that the clocks skip or show twice would be read back as another one.
            start = wall - back * period
            if clock.wall(clock.epoch(start)) == start:
                return start, members
        back += 1
