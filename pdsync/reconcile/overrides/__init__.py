"""Overrides by which hours go over: what they change, the requests, and what came of them."""

from pdsync.reconcile.overrides.effect import DoubleDuty, double_duty, effect_of, handed_over
from pdsync.reconcile.overrides.read_back import Unlike, disagreements, read_back
from pdsync.reconcile.overrides.requests import OverrideRequest, override_requests
from pdsync.reconcile.overrides.sending import SentOverride, send_overrides

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
