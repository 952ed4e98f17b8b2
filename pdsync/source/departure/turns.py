"""Turns of what somebody leaves: the lines of YAML by which everybody else keeps theirs. Pure.

An anchor says who has the turn at some time; counted over fewer members, the old one would move
everybody. So it is put at the turn that runs. What is written is read back and proved for all time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from pdsync import oncall
from pdsync.changes import Change, Put, Rename
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import (
    Plain,
    Ref,
    Schedule,
    Undecided,
    fitting_turns,
    map_refs,
    on_call,
)
from pdsync.source.departure.spots import Leaver, at
from pdsync.source.edit.changed_data import after
from pdsync.source.edit.stretches import NotEditable
from pdsync.stamps import clock_stamp, zone_stamp
from pdsync.units import A_SECOND

_BY_HAND = "write an `anchor:` of whoever has the turn in its place, and take them out by hand"
_PHASES = ("anchor", "rotation_virtual_start", "start_time")


@frozen
class RunningTurn:
    """Turn of the leaver that runs: until when, and who takes what is left of it."""

    until: datetime
    zone: str
    taker: str


@frozen
class Part:
    """Layer, or event of a rotation, that the leaver is a member of: as the document has it.

    `way` leads there from the top of the document, to which `gone` are the changes that take the
    leaver out of its members. `name` is `layers` or `rotations`.
    """

    document: Any
    way: FieldPath
    name: str
    zone: str | None
    leaver: Leaver
    gone: tuple[Change, ...]

    def kept(self, now: datetime) -> tuple[tuple[Change, ...], RunningTurn | None]:
        """Return what to write so that everybody keeps their turns, and the leaver's that runs.

        Nothing where nothing written says whose turn it is. Raises NotEditable.
        """
        phase = next((one for one in _PHASES if at(self.document, (*self.way, one))), None)
        if phase is None:
            return (), None
        if self.zone is None:
            reason = "whose turn it is depends on its time zone, which is not written"
            raise NotEditable(reason, "write its `time_zone:`, and run it again")
        try:
            return self._found(phase, now)
        except Undecided as why:
            reason = f"whose turn it is cannot be told: {why.reason}"
            write = f"write {why.write}" if why.write else "write what decides it"
            raise NotEditable(reason, f"{write}, and run it again") from None

    def _found(self, phase: str, now: datetime) -> tuple[tuple[Change, ...], RunningTurn | None]:
        before = self._engine(self.document)
        if before.everyone:
            return (), None
        seen = before.seen(now)
        left = before.without(seen)
        running = before.running(left, now) if seen == now else None
        for changes in self._candidates(phase, left, seen):
            with suppress(Undecided, ValidationError):
                found = self._engine(self._after(changes))
                same = oncall.same_for_ever(found.schedule, left.schedule, seen)
                if same.first_difference is None:
                    return changes, running
        raise NotEditable(
            f"no `{phase}` was found by which everybody else keeps their turns", _BY_HAND
        )

    def _read(self, document: Any) -> Schedule:
        """Return a schedule of the part alone."""
        part = {**at(document, self.way)}
        part |= {"time_zone": self._clocks} if self.name == "rotations" else {}
        whole = {"time_zone": self.zone, self.name: [part]}
        read: Schedule = map_refs(Schedule.model_validate(whole), self._by_email)
        return read

    def _engine(self, document: Any) -> _Engine:
        found = on_call(self._read(document))
        layers = found.layers if isinstance(found, oncall.Schedule) else ()
        events = found.rotations[0].events if isinstance(found, oncall.ShiftSchedule) else ()
        parts: tuple[oncall.Layer | oncall.Event, ...] = (*layers, *events)
        return _Engine(parts[0], str(self.zone), self.leaver.email)

    @property
    def _clocks(self) -> Any:
        """The clocks of an event: its own, else those of the rotation, else the schedule's."""
        ways = (self.way[:end] for end in range(len(self.way), 0, -1))
        found = (at(self.document, (*way, "time_zone")) for way in ways)
        return next((zone for zone in found if isinstance(zone, str)), self.zone)

    def _by_email(self, ref: Ref) -> Ref:
        return Ref("user", key=self.leaver.email) if self.leaver.is_meant_by(ref) else ref

    def _after(self, changes: Iterable[Change]) -> Any:
        document = self.document
        for change in (*changes, *self.gone):
            document = after(document, change)
        return document

    def _candidates(
        self, phase: str, left: _Engine, seen: datetime
    ) -> Iterator[tuple[Change, ...]]:
        """Yield changes that may say whose turn it is: none, then those of the turn that runs."""
        way = (*self.way, phase)
        if phase != "anchor":
            yield from self._starts(way, left)
            return
        for who, begins in chain(left.turns(seen), self._before(left, seen)):
            local = begins.astimezone(ZoneInfo(left.zone))
            for text in (f"{local:%Y-%m-%d}", f"{local:%Y-%m-%d %H:%M}"):
                yield tuple(self._anchored(way, who, text))

    def _before(self, left: _Engine, seen: datetime) -> Iterator[tuple[str, datetime]]:
        """Yield earlier turns that begin with the hand-off: not each does of 7 or 36 hours."""
        read = self._read(self.document)
        part = read.layers[0] if read.layers else read.rotations[0].last
        zone = ZoneInfo(left.zone)
        turns = oncall.turns_back(left.part, left.zone, seen)
        yield from fitting_turns(part, ((who, at.astimezone(zone)) for who, at in turns))

    def _starts(self, way: FieldPath, left: _Engine) -> Iterator[tuple[Change, ...]]:
        written, start = at(self.document, way), left.start
        yield ()
        if not isinstance(written, Mapping):
            yield (Put(way, Plain(clock_stamp(start, left.zone))),)
            return
        ends = (*self.way, "end_time", "date_time")
        if at(self.document, ends) is None:
            return
        local = start.astimezone(ZoneInfo(left.zone))
        last = local + timedelta(seconds=left.seconds)
        times = (zone_stamp(one, ZoneInfo(left.zone)) for one in (start, last))
        ways = ((*way, "date_time"), ends)
        yield tuple(Put(*one) for one in zip(ways, times, strict=True))

    def _anchored(self, way: FieldPath, who: str, text: str) -> Iterator[Change]:
        written = at(self.document, (*way, "who"))
        yield from person_changes((*way, "who"), written, who)
        if str(at(self.document, (*way, "at"))) != text:
            yield Put((*way, "at"), Plain(text))


def person_changes(way: FieldPath, written: Any, who: str) -> Iterator[Change]:
    """Yield the changes that write a person, an e-mail or an id, in the form that is there."""
    if isinstance(written, Mapping):
        step = next((one for one in ("user", "key", "id") if one in written), None)
        if step == "user":
            yield from person_changes((*way, step), written[step], who)
            return
        if step is None:
            raise NotEditable("in this form a person is written by id alone")
        new = "key" if "@" in who else "id"
        if step != new:
            yield Rename((*way, step), new)
        if written[step] != who or step != new:
            yield Put((*way, new), who)
    elif str(written).strip().lower() != who:
        yield Put(way, who if "@" in who else {"id": who})


@frozen
class _Engine:
    """Layer or event in the engine's form, on the clocks of its schedule."""

    part: oncall.Layer | oncall.Event
    of: str
    leaver: str

    @property
    def zone(self) -> str:
        return self.part.time_zone if isinstance(self.part, oncall.Event) else self.of

    @property
    def everyone(self) -> bool:
        return isinstance(self.part, oncall.Event) and self.part.everyone

    @property
    def start(self) -> datetime:
        one = self.part
        return one.virtual_start if isinstance(one, oncall.Layer) else one.start

    @property
    def seconds(self) -> int:
        one = self.part
        return one.turn_seconds if isinstance(one, oncall.Layer) else one.seconds

    @property
    def schedule(self) -> oncall.AnySchedule:
        if isinstance(self.part, oncall.Layer):
            return oncall.Schedule(self.of, (self.part,))
        return oncall.ShiftSchedule(self.of, (oncall.Rotation((self.part,)),))

    def seen(self, now: datetime) -> datetime:
        """Return the present, or the time nearest to it at which the part is in force."""
        one = self.part
        since, until = (
            (one.start, one.end) if isinstance(one, oncall.Layer) else (one.since, one.until)
        )
        if until is not None and until <= now:
            return until - A_SECOND
        return since if since is not None and since > now else now

    def without(self, seen: datetime) -> _Engine:
        one = self.part
        left: oncall.Layer | oncall.Event = (
            oncall.layer_without(one, self.leaver, self.zone, seen)
            if isinstance(one, oncall.Layer)
            else oncall.event_without(one, self.leaver, seen)
        )
        return replace(self, part=left)

    def running(self, left: _Engine, now: datetime) -> RunningTurn | None:
        """Return the turn of the leaver that runs, if one does; windows left aside."""
        first = next(self.turns(now), None)
        taker = next(left.turns(now), None)
        if first is None or taker is None or first[0] != self.leaver or first[1] > now:
            return None
        until = self.next_turn(now)
        return RunningTurn(until, self.zone, taker[0]) if until else None

    def next_turn(self, at: datetime) -> datetime | None:
        if isinstance(self.part, oncall.Layer):
            return oncall.turn_at(self.part, self.zone, at)[1]
        return oncall.next_turn(self.part, at)

    def turns(self, seen: datetime) -> Iterator[tuple[str, datetime]]:
        """Yield who has the turn that runs, or comes first, and its beginning; then the next."""
        if isinstance(self.part, oncall.Layer):
            first = oncall.coming_turn(self.part, self.zone, seen)
            people = self.part.users
            for by in range(len(people) + 1):
                turn = replace(first, ordinal=first.ordinal + by)
                yield people[turn.ordinal % len(people)], turn.begins
            return
        yield from self._turns_of_event(self.part, seen)

    def _turns_of_event(
        self, event: oncall.Event, seen: datetime
    ) -> Iterator[tuple[str, datetime]]:
        begins = oncall.turn_start(event, seen)
        for _ in range(len(event.members) + 1):
            found = oncall.shift_at(event, begins) if begins else None
            if begins is None or found is None:
                return
            who = event.members[found[0] // event.shifts_per_member % len(event.members)]
            if who:
                yield who, begins
            begins = oncall.next_turn(event, begins)
