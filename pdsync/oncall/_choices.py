"""PagerDuty behaviours that could not be verified, one named option each.

The defaults of `Choices` are the likeliest; tests try the others. One more point has no option:
turns whose length is no multiple of a day follow the wall clock like all others. Counted in elapsed
seconds they would have no period on the wall week, and nothing could be proved for all time.
"""

from __future__ import annotations

from enum import Enum, auto

from pdsync.frozen import frozen


class WindowEnd(Enum):
    """End of a window in which the clocks change."""

    WALL = auto()
    """At the same time on the clock as on any other day: 22:00 and 8 h is 06:00."""
    ELAPSED = auto()
    """After its length has passed: 05:00 or 07:00 on the night of the change."""


class ShiftEnd(Enum):
    """End of an event's shift in which the clocks change."""

    WALL = auto()
    """At the same time on the clock as on any other day."""
    ELAPSED = auto()
    """As long after its start as on any other day."""


class BeforeFirstTurn(Enum):
    """Person on call in a layer that starts before its rotation does."""

    BACKWARDS = auto()
    """The rotation, continued backwards: the last member comes before the first."""
    NOBODY = auto()


class OddTime(Enum):
    """Meaning of a time that the clocks skip or show twice."""

    FORWARD = auto()
    """Skipped: as long after the change as it says; shown twice: the first."""
    BACKWARD = auto()
    """Skipped: as long before the change; shown twice: the second."""


class Touching(Enum):
    """Treatment of one person's shifts that touch."""

    JOINED = auto()
    SEPARATE = auto()


class LeftOut(Enum):
    """Effect on turns of a shift that an EXDATE leaves out."""

    NO_TURN = auto()
    """It is as if it had never been: its member has the next one."""
    A_TURN = auto()
    """Its member's turn goes with it."""


@frozen
class Choices:
    """One option for each unverified behaviour; the defaults are the likeliest."""

    window_end: WindowEnd = WindowEnd.WALL
    shift_end: ShiftEnd = ShiftEnd.WALL
    before_first_turn: BeforeFirstTurn = BeforeFirstTurn.BACKWARDS
    odd_time: OddTime = OddTime.FORWARD
    touching: Touching = Touching.JOINED
    left_out: LeftOut = LeftOut.NO_TURN


LIKELIEST = Choices()
