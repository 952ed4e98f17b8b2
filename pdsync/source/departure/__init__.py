"""Departure of a person: the edits that take them out of the files, and who keeps their turns."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.source.departure.removal import Departed, StillNeeded, TurnTaken, departed
    from pdsync.source.departure.spots import Documents, Leaver, Spot

__all__ = ["Departed", "Documents", "Leaver", "Spot", "StillNeeded", "TurnTaken", "departed"]
