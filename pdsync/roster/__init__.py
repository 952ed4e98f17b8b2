"""Who is on call by a set of resources: schedules, levels, services. No I/O, no clock of its own.

A roster is one state of things: a configuration, an account, or an account as it will be.
"""

from pdsync.roster._affected import Affected, Detail, State, Unknown
from pdsync.roster._agenda import (
    Agenda,
    Answer,
    LevelAgenda,
    When,
    answer,
    schedules_of,
)
from pdsync.roster._comparison import Comparison
from pdsync.roster._coverage import Coverage
from pdsync.roster._roster import Level, Roster, token
from pdsync.roster._timeline import Difference, Stretch, differences, timeline
from pdsync.roster._topic import Topic, found
from pdsync.roster._view import View

__all__ = [
    "Affected",
    "Agenda",
    "Answer",
    "Comparison",
    "Coverage",
    "Detail",
    "Difference",
    "Level",
    "LevelAgenda",
    "Roster",
    "State",
    "Stretch",
    "Topic",
    "Unknown",
    "View",
    "When",
    "answer",
    "found",
    "differences",
    "schedules_of",
    "token",
    "timeline",
]
