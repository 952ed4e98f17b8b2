"""Past of schedules, as an account tells it, joined to what comes after. Renders nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.intervals import merge
from pdsync.oncall import Shift


@frozen
class Past:
    """Shifts of a schedule until an instant, whatever the schedule has become since.

    Of a definition only the present is known: who had which turns before its last edit, only the
    account can tell. Shifts are whole: they may begin before what was asked for, and end later
    than the instant. `begins` is the start of the first layer, which PagerDuty moves to the last
    change of it; None where there is none.
    """

    until: datetime
    shifts: tuple[Shift, ...]
    begins: datetime | None = None

    @classmethod
    def told(cls, shifts: Iterable[Shift], until: datetime, begins: datetime | None = None) -> Past:
        """By entries of an account, which may cut the shift of one person into several."""
        of_user: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
        for one in shifts:
            of_user[one.user].append((one.start, one.end))
        whole = (Shift(*span, user) for user, them in of_user.items() for span in merge(them))
        return cls(until, tuple(sorted(one for one in whole if one.start < until)), begins)

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
