"""Time and chance, as whoever waits for a network needs them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from pdsync.frozen import frozen


@frozen
class Waiting:
    """Everything that a client does with time and chance; tests bring a clock of their own."""

    sleep: Callable[[float], None]
    monotonic: Callable[[], float]
    random: Callable[[], float]

    @classmethod
    def default(cls) -> Waiting:
        """The real clock and real chance."""
        return cls(time.sleep, time.monotonic, random.random)
