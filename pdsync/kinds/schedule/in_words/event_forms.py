"""Forms in which an event may be written, the friendliest first. Proves none, asks no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count, islice
from typing import Any

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds._as_written import AsOf
from pdsync.kinds._refs import Ref
from pdsync.kinds._values.durations import duration_words
from pdsync.kinds._values.names import acceptable
from pdsync.kinds._values.words import Plain
from pdsync.kinds.schedule.in_words.form import Form
from pdsync.kinds.schedule.in_words.times import (
    handoff_written,
    length_written,
    local,
    time_written,
)
from pdsync.kinds.schedule.in_words.windows import hours, on_days, stretch
from pdsync.kinds.schedule.rotations.days_left_out import left_out_ahead
from pdsync.kinds.schedule.rotations.engine import event_on_call
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.shifts import Pattern
from pdsync.units import A_SECOND, DAY, HOUR, MINUTE, WEEK

_REACHES = (timedelta(weeks=4), timedelta(weeks=60), timedelta(weeks=600))
"""How far back a present turn may have begun, and one whose member an anchor means."""
_TRIED = 3
"""Turns that are tried as anchors: a second one where the clocks change on the first."""
_OWN_PHASE = ("PagerDuty's own way to say whose turn it is: no anchor says the same for ever.",)
_ODD_NAME = (
    "Its name stays as it is in PagerDuty: it has blanks at an end or characters that do not show.",
)
_UNITS = {"HOURLY": HOUR, "DAILY": DAY, "WEEKLY": WEEK}

TurnOf = tuple[datetime, Ref | str]
"""When a turn begins, and whose it is."""


def forms(event: Event, zone: str | None, as_of: AsOf) -> Iterator[Form]:
    """Yield ways to write the only event of a rotation of a schedule that has a zone."""
    assert event.shifts is not None  # noqa: S101 - its caller has looked
    writer = _EventWriter(event, event.shifts, zone, as_of.now)
    phased = as_of.anchors and takes_turns(event)
    turns = [*islice(writer.turns(), _TRIED)]
    for way in (writer.rotating, writer.windows, writer.ruled):
        for begins, who in turns:
            shifts = way(begins)
            if shifts is None:
                break
            yield from writer.anchored(shifts, begins, who) if phased else [writer.form(shifts)]
    start = event.start_time or as_of.now
    if not phased:
        yield writer.form(writer.ruled_whole(start))
    phase = {"start_time": time_written(start, writer.pattern.zone)}
    whole = writer.form(writer.ruled_whole(start), phase)
    yield Form(whole.fields, {**whole.comments, ("start_time",): _OWN_PHASE})


def one_of_several(event: Event, zone: str | None, now: datetime) -> Iterator[Form]:
    """Yield ways to write one of several events that follow each other, which have no anchors."""
    assert event.shifts is not None  # noqa: S101 - its caller has looked
    writer, start = _EventWriter(event, event.shifts, zone, now), event.start_time or now
    phase = {"start_time": time_written(start, writer.pattern.zone)} if takes_turns(event) else {}
    for shifts in (writer.windows(start), writer.ruled_whole(start)):
        if shifts is not None and "except" not in shifts:
            yield writer.form(shifts, phase)


def takes_turns(event: Event) -> bool:
    """Return True if it matters whose turn it is."""
    return len({*event.members}) > 1 and not event.everyone


@frozen
class _EventWriter:
    """Event of a schedule in a zone, its shifts, and the present instant."""

    event: Event
    pattern: Pattern
    zone: str | None
    now: datetime

    def form(self, shifts: Mapping[str, Any], phase: Mapping[str, Any] | None = None) -> Form:
        """Return the event with its shifts and its phase in some words."""
        event, zone = self.event, self.pattern.zone
        fields: dict[str, Any] = {}
        comments: dict[tuple[str | int, ...], tuple[str, ...]] = {}
        if event.name != acceptable(event.name):
            comments[()] = _ODD_NAME
        elif event.name and event.name != self.pattern.words:
            fields["name"] = event.name
        if zone != self.zone:
            fields["time_zone"] = zone
        fields |= {**shifts, "members": [*event.members]}
        if event.everyone:
            fields["everyone"] = True
        elif takes_turns(event) and "rotate" not in shifts:
            fields["per_member"] = event.per_member
        fields |= phase or {}
        times = {"from": event.since, "until": event.until}
        fields |= {name: time_written(at, zone) for name, at in times.items() if at}
        return Form(fields, comments)

    def anchored(self, shifts: Mapping[str, Any], begins: datetime, who: Any) -> Iterator[Form]:
        """Yield the event with an anchor: at a date, then with its time."""
        day = Plain(f"{local(begins, self.pattern.zone):%Y-%m-%d}")
        for at in (day, time_written(begins, self.pattern.zone)):
            yield self.form(shifts, {"anchor": {"who": who, "at": at}})

    def rotating(self, begins: datetime) -> dict[str, Any] | None:
        """Return turns without a break in the words of layers; None if the shifts are none."""
        rule, event = self.pattern.rule, self.event
        turn = _UNITS.get(rule.get("FREQ", ""), 0) * int(rule.get("INTERVAL", "1"))
        plain = rule.keys() <= {"FREQ", "INTERVAL", "BYDAY"} and self._is_a_rule
        if not plain or turn != self.pattern.seconds or event.everyone or event.per_member != 1:
            return None
        handoff = handoff_written(begins, turn, self.pattern.zone)
        return {"rotate": length_written(turn), "handoff": handoff, **self._left_out()}

    def windows(self, _: datetime) -> dict[str, Any] | None:
        """Return the shifts as a window of the week; None where that is not enough."""
        text = _window(self.pattern) if self._is_a_rule else None
        return None if text is None else {"shifts": text, **self._left_out()}

    def ruled(self, begins: datetime) -> dict[str, Any]:
        """Return the shifts by their rule, from a turn on, and days to come that are left out."""
        lines = oncall.without_left_out(self.pattern.recurrence)
        return self._ruled(begins, lines) | self._left_out()

    def ruled_whole(self, begins: datetime) -> dict[str, Any]:
        """Return the shifts by all lines of their rule."""
        return self._ruled(begins, self.pattern.recurrence)

    def _ruled(self, begins: datetime, lines: tuple[str, ...]) -> dict[str, Any]:
        texts = [oncall.rule_text(line) for line in lines]
        shifts = {
            "start": time_written(begins, self.pattern.zone),
            "length": Plain(duration_words(self.pattern.seconds)),
            "rrule": texts[0] if len(texts) == 1 else texts,
        }
        return {"shifts": shifts}

    def _left_out(self) -> dict[str, Any]:
        days = left_out_ahead(self.pattern, self.now)
        zone = self.pattern.zone
        found = [
            time_written(one, zone) if isinstance(one, datetime) else Plain(one.isoformat())
            for one in days
        ]
        return {"except": found} if found else {}

    @property
    def _is_a_rule(self) -> bool:
        """True if there is a rule alone, but for what it leaves out."""
        return len(oncall.without_left_out(self.pattern.recurrence)) == 1

    def turns(self) -> Iterator[TurnOf]:
        """Yield begin and member of the first turn of all, then of the present and earlier ones.

        The first is in every dump the same. Only turns whose member an anchor would mean: it means
        the first of somebody's several turns. Where none has begun, the first to come.
        """
        made, means = event_on_call(self.event), self._means()
        at = max(self.now, self.event.since or self.now)
        found = oncall.shift_at(made, at)
        if found is None:
            return
        yield from islice(self._first_turns(made, at), 1)
        number, start = found
        seen = 0
        for reach in _REACHES:
            starts = oncall.shift_starts(made, start - reach, start + A_SECOND)
            numbered = [(number - back, one) for back, one in enumerate(reversed(starts))]
            yield from filter(None, (means(*one) for one in numbered[seen:] if one[1] <= at))
            seen = len(numbered)

    def _first_turns(self, made: oncall.Event, at: datetime) -> Iterator[TurnOf]:
        means, last = self._means(), max(at, made.start) + A_SECOND
        for reach in _REACHES[:2]:
            starts = oncall.shift_starts(made, made.start, min(made.start + reach, last))
            yield from filter(None, map(means, count(), starts))

    def _means(self) -> Callable[[int, datetime], TurnOf | None]:
        event, alone = self.event, not takes_turns(self.event)
        members, each = event.members, event.per_member

        def turn(number: int, start: datetime) -> TurnOf | None:
            place = number // each % len(members)
            first = members.index(members[place]) == place and isinstance(members[place], Ref)
            begins = number % each == 0
            return (start, members[place]) if alone or (first and begins) else None

        return turn


def _window(pattern: Pattern) -> Plain | None:
    """Return a rule's shifts as a window of the week, hours alone for every day."""
    days, start, length = pattern.days, pattern.second, pattern.seconds
    if days is None or start % MINUTE or length % MINUTE:
        return None
    if not days:
        return hours(start, length) if length <= DAY else None
    numbers = [day + 1 for day in days]
    if length < DAY or (length == DAY and not start):
        return on_days(numbers, start, length)
    return stretch(numbers[0], start, length) if len(days) == 1 and length < WEEK else None
