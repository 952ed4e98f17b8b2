"""Calendar of a report: a row of bars for each schedule, by team, with filters."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.page.calendar.board import board
    from pdsync.render.page.calendar.filters import SCRIPT, script_hash
    from pdsync.render.page.calendar.scene import Scene
    from pdsync.render.page.calendar.teams import crews

__all__ = ["SCRIPT", "Scene", "board", "crews", "script_hash"]
