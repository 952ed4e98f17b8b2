"""What no evidence about PagerDuty decides: each point one named choice. Decides nothing else.

A fourth point is settled here once and for all: turns that are no multiple of a day follow the
wall clock like all others. Counted in elapsed seconds they would have no period on the wall
week, and nothing could be proved about them for all time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class WindowEnd(Enum):
    """Where a window ends that the clocks change in."""

    WALL = auto()
    """At the same time on the clock as on any other day: 22:00 and 8 h is 06:00."""
    ELAPSED = auto()
    """After its length has passed: 05:00 or 07:00 on the night of the change."""


class ShiftEnd(Enum):
    """Where a shift of an event ends that the clocks change in."""

    WALL = auto()
    """At the same time on the clock as on any other day."""
    ELAPSED = auto()
    """As long after its start as on any other day."""


class BeforeFirstTurn(Enum):
    """Who is on call in a layer that starts before its rotation does."""

    BACKWARDS = auto()
    """The rotation, continued backwards: the last member comes before the first."""
    NOBODY = auto()


class OddTime(Enum):
    """What a time means that the clocks skip, or show twice."""

    FORWARD = auto()
    """Skipped: as long after the change as it says; shown twice: the first."""
    BACKWARD = auto()
    """Skipped: as long before the change; shown twice: the second."""


class Touching(Enum):
    """Whether shifts of one person that touch are one."""

    JOINED = auto()
    SEPARATE = auto()


class LeftOut(Enum):
    """Whether a shift that an EXDATE leaves out uses up a turn."""

    NO_TURN = auto()
    """It is as if it had never been: its member has the next one."""
    A_TURN = auto()
    """Its member's turn goes with it."""


class FutureStart(Enum):
    """What a write makes of the start of a layer that is yet to come."""

    KEPT = auto()
    NOW = auto()


@dataclass(frozen=True)
class Choices:
    """One reading of what is not known; the defaults are the likeliest."""

    window_end: WindowEnd = WindowEnd.WALL
    shift_end: ShiftEnd = ShiftEnd.WALL
    before_first_turn: BeforeFirstTurn = BeforeFirstTurn.BACKWARDS
    odd_time: OddTime = OddTime.FORWARD
    touching: Touching = Touching.JOINED
    future_start: FutureStart = FutureStart.KEPT
    left_out: LeftOut = LeftOut.NO_TURN


LIKELIEST = Choices()
