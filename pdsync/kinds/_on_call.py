"""A schedule as the engine takes it. Translates; renders nothing and asks no clock."""

from __future__ import annotations

from pdsync import oncall
from pdsync.kinds._layer_on_call import Undecided, layer_on_call
from pdsync.kinds.schedule import Schedule


def on_call(schedule: Schedule) -> oncall.Schedule:
    """The engine's form of a schedule: people by id, else by e-mail. No overrides.

    Raises:
        Undecided: a layer's turns have no phase, or what is live cannot be read.
    """
    if schedule.time_zone is None:
        raise Undecided("it has no time zone")
    return oncall.Schedule(schedule.time_zone, tuple(layer_on_call(one) for one in schedule.layers))
