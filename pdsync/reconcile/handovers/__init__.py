"""Handovers of hours by overrides: what they change, the requests, and what came of them."""

from pdsync.reconcile.handovers.effect import DoubleDuty, double_duty, effect_of, handed_over
from pdsync.reconcile.handovers.read_back import Unlike, disagreements, read_back
from pdsync.reconcile.handovers.requests import OverrideRequest, override_requests
from pdsync.reconcile.handovers.sending import SentOverride, send_overrides

__all__ = [
    "DoubleDuty",
    "OverrideRequest",
    "SentOverride",
    "Unlike",
    "disagreements",
    "double_duty",
    "effect_of",
    "handed_over",
    "override_requests",
    "read_back",
    "send_overrides",
]
