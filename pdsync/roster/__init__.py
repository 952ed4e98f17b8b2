"""Who is on call by a set of resources: schedules, levels, services. No I/O, no clock of its own.

A roster is one state of things: a configuration, an account, or an account as it will be.
"""

from pdsync.roster._affected import Affected, Detail, State, Unknown
from pdsync.roster._comparison import Comparison
from pdsync.roster._coverage import Coverage
from pdsync.roster._roster import Level, Roster, token
from pdsync.roster._timeline import Difference, Stretch
from pdsync.roster._view import View

__all__ = [
    "Affected",
    "Comparison",
    "Coverage",
    "Detail",
    "Difference",
    "Level",
    "Roster",
    "State",
    "Stretch",
    "Unknown",
    "View",
    "token",
]
