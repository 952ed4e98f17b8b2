"""Past of schedules, as an account tells it, joined to what comes after. Renders nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from pdsync.oncall import Shift


@dataclass(frozen=True)
class Past:
    """Shifts of a schedule until an instant, whatever the schedule has become since.

    Of a definition only the present is known: who had which turns before its last edit, only the
    account can tell. Shifts are whole: they may begin before what was asked for, and end later
    than the instant.
    """

    until: datetime
    shifts: tuple[Shift, ...]

    @classmethod
    def told(cls, shifts: Iterable[Shift], until: datetime) -> Past:
        """By entries of an account, which may cut the shift of one person into several."""
        found: list[Shift] = []
        for one in sorted(shifts, key=lambda shift: (shift.user, shift.start, shift.end)):
            last = found[-1] if found else None
            if last and last.user == one.user and one.start <= last.end:
                found[-1] = replace(last, end=max(last.end, one.end))
            else:
                found.append(one)
        return cls(until, tuple(sorted(one for one in found if one.start < until)))

    def within(self, since: datetime, until: datetime) -> tuple[Shift, ...]:
        """The shifts in [since, until), cut at both and at the instant."""
        end = min(until, self.until)
        cut = (
            replace(one, start=max(one.start, since), end=min(one.end, end)) for one in self.shifts
        )
        return tuple(one for one in cut if one.start < one.end)

    def whole(self, since: datetime, until: datetime) -> tuple[Shift, ...]:
        """The shifts that touch [since, until)."""
        return tuple(one for one in self.shifts if one.start < until and one.end > since)
