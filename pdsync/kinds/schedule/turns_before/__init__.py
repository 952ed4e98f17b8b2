"""Turns as they were before: the anchors by which a schedule goes on as its past says. Pure."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.kinds.schedule.turns_before.past import TurnsHad
    from pdsync.kinds.schedule.turns_before.trial import (
        TurnsPinned,
        has_open_turns,
        open_turns,
        pinned_by_hand,
        turns_as_before,
        whose,
        with_pins,
    )

__all__ = [
    "TurnsHad",
    "TurnsPinned",
    "has_open_turns",
    "open_turns",
    "pinned_by_hand",
    "turns_as_before",
    "whose",
    "with_pins",
]
