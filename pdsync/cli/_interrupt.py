"""Ctrl-C while writing: the call in flight finishes, then nothing more is sent."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def watched(tell: Callable[[str], None]) -> Iterator[Callable[[], bool]]:
    """While this lasts, an interruption only sets what the yielded function returns.

    `tell` is called from the signal handler.
    """
    times = 0

    def note(_: int, __: FrameType | None) -> None:
        nonlocal times
        times += 1
        first = "Interrupted: finishing the call in flight, then stopping."
        tell(first if times == 1 else "Still finishing the call in flight.")

    before = {number: signal.signal(number, note) for number in _SIGNALS}
    try:
        yield lambda: times > 0
    finally:
        # Interrupted, only the report is left: one more Ctrl-C must not cut it off.
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if times else handler)
