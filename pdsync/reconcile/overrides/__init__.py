"""Overrides by which hours go over, and those that stand: their effect, requests, outcomes."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.reconcile.overrides.effect import DoubleDuty, double_duty, effect_of, handed_over
    from pdsync.reconcile.overrides.read_back import Unlike, disagreements, held_now, read_back
    from pdsync.reconcile.overrides.removal import SentRemoval, removal_request, send_removal
    from pdsync.reconcile.overrides.request import OverrideRequest
    from pdsync.reconcile.overrides.requests import override_requests, reach
    from pdsync.reconcile.overrides.second_look import MovedHours, from_now_on, moved_hours
    from pdsync.reconcile.overrides.sending import SentOverride, send_overrides
    from pdsync.reconcile.overrides.standing import (
        StandingOverride,
        handed_back,
        standing_overrides,
        without_override,
    )
    from pdsync.reconcile.overrides.way_back import OverrideBack, ways_back

__all__ = [
    "DoubleDuty",
    "MovedHours",
    "OverrideBack",
    "OverrideRequest",
    "SentOverride",
    "SentRemoval",
    "StandingOverride",
    "Unlike",
    "disagreements",
    "double_duty",
    "effect_of",
    "from_now_on",
    "handed_back",
    "handed_over",
    "held_now",
    "moved_hours",
    "override_requests",
    "reach",
    "read_back",
    "removal_request",
    "send_overrides",
    "send_removal",
    "standing_overrides",
    "ways_back",
    "without_override",
]
