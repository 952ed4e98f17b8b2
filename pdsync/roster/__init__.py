"""Who is on call by a set of resources: schedules, levels, services. No I/O, no clock of its own.

A roster is one state of things: a configuration, an account, or an account as it will be.
"""

from pdsync.roster._roster import Level, Roster

__all__ = ["Level", "Roster"]
