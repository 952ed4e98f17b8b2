"""Waiting between attempts: decides whether and how long. Never sleeps, never sends.

The policy:

- Rate limited (429): the request was not carried out, so it is always repeated, by the
  `ratelimit-reset` of the answer, or with growing, jittered pauses where that is missing (or
  absurd, and so not handed on). Only the sum is bounded: ten minutes.
- Surely not sent (connection refused, unknown host) and refused by a lock (a short list of
  sentences that PagerDuty is known to say about itself, not about the request): repeated whatever
  the request is, five attempts in all.
- Failed at PagerDuty (5xx, 408) or cut off on the way: the request may have taken effect. Repeated
  only when doing it twice is the same as doing it once, five attempts in all.
- Everything else is an answer, and repeating the question would only hide it.
"""

from __future__ import annotations

from enum import Enum, auto

from pdsync.frozen import frozen

ATTEMPTS = 5
LONGEST_LIMIT = 600.0
"""Seconds that one request may spend waiting for the rate limit."""


class Fate(Enum):
    """Fate of one attempt that brought no usable answer."""

    LIMITED = auto()
    UNSENT = auto()
    LOCKED = auto()
    FAILED = auto()
    LOST = auto()
    FINAL = auto()


@frozen
class History:
    """Attempts of one request so far; seconds are those waited for the rate limit."""

    failures: int = 0
    limits: int = 0
    limited_seconds: float = 0.0
    maybe_sent: bool = False

    def after(self, fate: Fate, seconds: float) -> History:
        """The history once this, too, has happened and been waited for."""
        if fate is Fate.LIMITED:
            waited = self.limited_seconds + seconds
            return History(self.failures, self.limits + 1, waited, self.maybe_sent)
        maybe = self.maybe_sent or fate in _UNCLEAR
        return History(self.failures + 1, self.limits, self.limited_seconds, maybe)


_UNCLEAR = {Fate.FAILED, Fate.LOST}


def pause(
    fate: Fate, history: History, *, repeatable: bool, chance: float, reset: float | None = None
) -> float | None:
    """Seconds to wait before the next attempt, or None to give up.

    Args:
        fate: what just happened.
        history: what had happened before it.
        repeatable: whether doing it twice is the same as doing it once.
        chance: a random number from 0 to 1, so that many waiters do not return at one time.
        reset: seconds until the rate limit opens, where the answer said so.
    """
    if fate is Fate.LIMITED:
        return _limit_pause(history, chance, reset)
    hopeless = fate is Fate.FINAL or (fate in _UNCLEAR and not repeatable)
    if hopeless or history.failures + 1 >= ATTEMPTS:
        return None
    return 2.0**history.failures * (0.5 + chance / 2)


def _limit_pause(history: History, chance: float, reset: float | None) -> float | None:
    left = LONGEST_LIMIT - history.limited_seconds
    if left <= 0:
        return None
    if reset is not None:
        # The header counts whole seconds: without the margin the first to return is too early.
        return min(left, reset + 0.5 + chance / 2)
    return min(left, 60.0, 2.0 ** min(history.limits + 1, 6) * (0.5 + chance / 2))
