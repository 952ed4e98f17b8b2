"""Search for the lines by which whoever has the turn keeps it. Pure.

An anchor decides whose turn it is, or in PagerDuty's own ways `rotation_virtual_start` and
`start_time`. Without them turns go on from the account's. The line that says the same is found by
trying, so that it is right by whatever turns are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.engine import on_call
from pdsync.kinds.schedule.in_words.times import time_written
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.turns_kept.anchors import (
    AnchorTime,
    anchors_now,
    anchors_of_turns,
    starts_of_turns,
)
from pdsync.kinds.schedule.turns_kept.parts import (
    ANCHOR,
    START,
    PartPath,
    anchored_at,
    begun_at,
    part_at,
    parts_with_phase,
    phase_of,
    with_part,
    without_phase,
)
from pdsync.kinds.schedule.undecided import Undecided

Becomes = Callable[[Schedule], Schedule]
"""What becomes of a written schedule over the live one."""


class TurnsKept(NamedTuple):
    """Line that keeps the turns of a layer or an event, to be written at a path.

    An anchor of `who` at a time; a time alone for `start_time`; where there is none either, what is
    there is to be deleted.
    """

    path: PartPath
    who: Ref | None = None
    at: str | None = None


def turns_kept(
    wanted: Schedule, made: Becomes, now: datetime
) -> tuple[oncall.AnySchedule, tuple[TurnsKept, ...]] | None:
    """Return the schedule with turns that go on, and what to write so that they do.

    None where nothing written says whose turn it is. Raises Undecided where that cannot be told, or
    takes more than these lines.
    """
    try:
        return _Trial(wanted, made, now).found()
    except (ValidationError, PydanticCustomError):
        raise Undecided("these turns are no shifts without what is written") from None


def anchor_of_new(
    wanted: Schedule, path: PartPath, made: Becomes, now: datetime
) -> TurnsKept | None:
    """Return the anchor of a part by which a schedule stays as it is made without one, if any."""
    trial = _Trial(wanted, made, now)
    return trial.anchor(wanted, on_call(made(wanted)), path)


class _Trial(NamedTuple):
    wanted: Schedule
    made: Becomes
    now: datetime

    def found(self) -> tuple[oncall.AnySchedule, tuple[TurnsKept, ...]] | None:
        """Return what `turns_kept` does."""
        paths = [*parts_with_phase(self.wanted)]
        if not paths:
            return None
        loose = self.wanted
        for path in paths:
            loose = with_part(loose, path, without_phase(part_at(loose, path)))
        kept = on_call(self.made(loose))
        told = [one for path in paths if (one := self._kept(loose, kept, path))]
        return kept, tuple(told)

    def _kept(self, loose: Schedule, kept: oncall.AnySchedule, path: PartPath) -> TurnsKept | None:
        """Return what keeps the turns of one part; None where what is written does."""
        part = part_at(self.wanted, path)
        if self._is_kept(with_part(loose, path, part), kept):
            return None
        phase = str(phase_of(part))
        tries: Iterator[TurnsKept] = iter(())
        if phase == ANCHOR:
            tries = self._anchors(loose, kept, path)
        elif phase == START:
            tries = self._starts(loose, kept, path)
        return next(tries, TurnsKept((*path, phase)))

    def anchor(self, loose: Schedule, kept: oncall.AnySchedule, path: PartPath) -> TurnsKept | None:
        """Return the friendliest anchor that keeps the turns of one part."""
        return next(self._anchors(loose, kept, path), None)

    def _anchors(
        self, loose: Schedule, kept: oncall.AnySchedule, path: PartPath
    ) -> Iterator[TurnsKept]:
        """Yield anchors that keep the turns, the friendliest first."""
        part = part_at(loose, path)
        made = self.made(loose)

        def keeps(one: AnchorTime) -> bool:
            return self._is_kept(with_part(loose, path, anchored_at(part, *one)), kept)

        zone = _zone(part, made)
        written = getattr(part_at(self.wanted, path), ANCHOR, None)
        tries = chain(
            anchors_now(part, made, written, self.now, keeps),
            anchors_of_turns(part, kept, made, self.now),
        )
        for who, at in filter(keeps, tries):
            text = time_written(at, zone) if isinstance(at, datetime) else at.isoformat()
            yield TurnsKept((*path, ANCHOR), who, str(text))

    def _starts(
        self, loose: Schedule, kept: oncall.AnySchedule, path: PartPath
    ) -> Iterator[TurnsKept]:
        """Yield first shifts, in PagerDuty's own way, that keep the turns."""
        part = part_at(loose, path)
        zone = _zone(part, self.made(loose))
        for start in starts_of_turns(part, kept, self.now):
            if self._is_kept(with_part(loose, path, begun_at(part, start)), kept):
                yield TurnsKept((*path, START), at=str(time_written(start, zone)))

    def _is_kept(self, schedule: Schedule, kept: oncall.AnySchedule) -> bool:
        with suppress(Undecided, ValidationError, PydanticCustomError):
            found = on_call(self.made(schedule))
            return oncall.same_for_ever(found, kept, self.now).first_difference is None
        return False


def _zone(part: Any, made: Schedule) -> str:
    return str(getattr(part, "time_zone", None) or made.time_zone)
