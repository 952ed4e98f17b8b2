"""Lines by which whoever has the turn keeps it, where what is written gives it to another. Pure."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.kinds.schedule.turns_kept.anchors import fitting_turns
    from pdsync.kinds.schedule.turns_kept.begun import lines_of_new
    from pdsync.kinds.schedule.turns_kept.trial import TurnsKept, turns_kept

__all__ = ["TurnsKept", "fitting_turns", "lines_of_new", "turns_kept"]
