"""Who is on call: layered schedules, exactly, now and for all time. No I/O, no clock of its own.

All instants are aware datetimes, those that come out in UTC; "wall" is what the clocks of the
schedule's zone show. Turns, windows and hand-offs follow the wall.
"""

from pdsync.oncall._choices import (
    LIKELIEST,
    BeforeFirstTurn,
    Choices,
    FutureStart,
    OddTime,
    Touching,
    WindowEnd,
)
from pdsync.oncall._coverage import Proof, coverage_percent, coverage_proof, gaps, weekly_gaps
from pdsync.oncall._rebase import rebase, start_when_written
from pdsync.oncall._same import Sameness, canonical, same_for_ever
from pdsync.oncall._schedule import Layer, Override, Schedule, Shift, Span, Window
from pdsync.oncall._stack import final_shifts, layer_shifts, on_call_at

__all__ = [
    "LIKELIEST",
    "BeforeFirstTurn",
    "Choices",
    "FutureStart",
    "Layer",
    "OddTime",
    "Override",
    "Proof",
    "Sameness",
    "Schedule",
    "Shift",
    "Span",
    "Touching",
    "Window",
    "WindowEnd",
    "canonical",
    "coverage_percent",
    "coverage_proof",
    "final_shifts",
    "gaps",
    "layer_shifts",
    "on_call_at",
    "rebase",
    "same_for_ever",
    "start_when_written",
    "weekly_gaps",
]
