"""The schedules and policies of a page before and after a plan. Draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Generic, TypeVar

from pdsync.frozen import frozen
from pdsync.roster import (
    Calendar,
    Clocked,
    EscalationPath,
    Load,
    Strain,
    Survey,
    loads,
    strains,
)

_Side = TypeVar("_Side", Calendar, EscalationPath)


@frozen
class Both(Generic[_Side]):
    """Something before and after a plan; None where it does not exist.

    What a plan deletes still has, in `past`, what was until now.
    """

    before: _Side | None
    after: _Side | None
    past: _Side | None = None


@frozen
class Line:
    """One side of a schedule: which it is, if there are two, and the other one."""

    side: str
    calendar: Calendar
    other: Calendar | None = None

    @property
    def looks(self) -> str | None:
        """The class of its row."""
        return ("before" if self.side == "before" else "after") if self.side else None


@frozen
class Sides:
    """The schedules that a plan changes, makes and deletes, and the policies, by token."""

    schedules: Mapping[str, Both[Calendar]] = field(default_factory=dict)
    policies: Mapping[str, Both[EscalationPath]] = field(default_factory=dict)

    def calendars(self, live: Sequence[Calendar]) -> tuple[Calendar, ...]:
        """All of both sides, each once: those that a plan makes come last."""
        return (*live, *_made(self.schedules))

    def paths(self, live: Sequence[EscalationPath]) -> tuple[EscalationPath, ...]:
        """The same of policies."""
        return (*live, *_made(self.policies))

    def loads(self, live: Survey) -> tuple[Load, ...]:
        """Load of each person with the plan."""
        return loads(self._courses(live), live.frame.dates) if self.schedules else live.loads

    def strains(self, live: Survey) -> tuple[Strain, ...]:
        """Strain of each person with the plan."""
        if not self.schedules:
            return live.strains
        return strains(self._courses(live), live.frame.dates, self.loads(live))

    def _courses(self, live: Survey) -> list[Clocked]:
        known = (one for one in self.calendars(live.calendars) if not one.undecided)
        found = (self._after(one) for one in known)
        return [Clocked(one.stretches, one.zone) for one in found if one]

    def _after(self, calendar: Calendar) -> Calendar | None:
        both = self.schedules.get(calendar.topic.token)
        return (both.after or both.past) if both else calendar

    def lines(self, calendar: Calendar) -> list[Line]:
        """A schedule once, or before and after the plan."""
        both = self.schedules.get(calendar.topic.token)
        if both is None:
            return [Line("", calendar)]
        if both.before is None:
            return [Line("new", calendar)]
        after = both.after or both.past
        if after is None:
            return [Line("deleted", calendar)]
        name = "after" if both.after else "deleted"
        return [Line("before", both.before, after), Line(name, after, both.before)]


def _made(sides: Mapping[str, Both[_Side]]) -> list[_Side]:
    return [one.after for one in sides.values() if one.after is not None and one.before is None]
