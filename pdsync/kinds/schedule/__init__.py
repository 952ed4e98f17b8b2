"""Schedules of both forms, of layers and of rotations."""

from pdsync.kinds.schedule.model import KIND

__all__ = ["KIND"]
