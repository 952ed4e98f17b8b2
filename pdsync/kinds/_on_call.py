"""A schedule as the engine takes it. Translates; renders nothing and asks no clock."""

from __future__ import annotations

from pdsync import oncall
from pdsync.kinds._layer import Layer
from pdsync.kinds._layer_on_call import Undecided, layer_on_call
from pdsync.kinds._phase import anchored
from pdsync.kinds.schedule import Schedule


def on_call(schedule: Schedule) -> oncall.Schedule:
    """The engine's form of a schedule: people by id, else by e-mail. No overrides.

    Raises:
        Undecided: a layer's turns have no phase, or what is live cannot be read.
    """
    if schedule.time_zone is None:
        raise Undecided("it has no time zone")
    zone = schedule.time_zone
    layers = (layer_on_call(_phased(layer, zone)) for layer in schedule.layers)
    return oncall.Schedule(zone, tuple(layers))


def _phased(layer: Layer, zone: str) -> Layer:
    return layer if layer.rotation_virtual_start else anchored(layer, zone)
