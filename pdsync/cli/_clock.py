"""The present and the passing of time: the only place where the real clock is read."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from pdsync.frozen import frozen


def _now() -> datetime:
    # Shifts are of whole seconds: with a part of one, somebody would not be on call for its length.
    return datetime.now(UTC).replace(microsecond=0)


@frozen
class CommandClock:
    """Clock of a command; a test brings its own."""

    now: Callable[[], datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


REAL = CommandClock()
