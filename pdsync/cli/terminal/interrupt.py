"""Ctrl-C, and the signals that say the same: the system ends, the terminal is gone.

Everywhere they end the command; while the account is written to, what is in flight finishes, then
nothing more is sent, and files are written to their end. A signal that whoever started pdsync had
ignored, as `nohup` has SIGHUP, stays ignored.
"""

from __future__ import annotations

import inspect
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
_ALARM: signal.Signals | None = getattr(signal, "SIGALRM", None)
_SOON = 0.02


@contextmanager
def like_ctrl_c() -> Iterator[None]:
    """While this lasts, each of the signals is a KeyboardInterrupt.

    An import comes to its end first, since some modules that are written in C cannot be begun twice
    and the report needs them; and so does the start of a thread of a pool, which would otherwise
    wait for work for ever, and the process for it.
    """
    below = inspect.currentframe()

    def interrupt(_: int, frame: FrameType | None) -> None:
        if not _is_indivisible(frame, below) or not _ALARM:
            raise KeyboardInterrupt
        signal.setitimer(signal.ITIMER_REAL, _SOON)

    before = _handled_by(interrupt)
    if before and _ALARM:
        before[_ALARM] = signal.signal(_ALARM, interrupt)
    try:
        yield
    finally:
        if _ALARM in before:
            signal.setitimer(signal.ITIMER_REAL, 0)
        _restore(before)


@contextmanager
def held_back() -> Iterator[None]:
    """While this lasts, an interruption waits; it comes at the end. For writes of a moment."""
    came = False

    def note(_: int, __: FrameType | None) -> None:
        nonlocal came
        came = True

    before = _handled_by(note)
    try:
        yield
    finally:
        _restore(before)
    if came:
        raise KeyboardInterrupt


@contextmanager
def watched(tell: Callable[[str], None]) -> Iterator[Callable[[], bool]]:
    """While this lasts, an interruption only sets what the yielded function returns.

    `tell` is called from the signal handler.
    """
    times = 0

    def note(_: int, __: FrameType | None) -> None:
        nonlocal times
        times += 1
        first = "Interrupted: finishing what is in flight, then stopping."
        tell(first if times == 1 else "Still finishing what is in flight.")

    before = _handled_by(note)
    try:
        yield lambda: times > 0
    finally:
        # All is sent and told. One more Ctrl-C must not say that nothing was.
        _restore(dict.fromkeys(before, signal.SIG_IGN))


def _is_indivisible(frame: FrameType | None, below: FrameType | None) -> bool:
    """Return True if a frame is part of what is not to be broken off, begun above another one."""
    while frame is not None and frame is not below:
        code = frame.f_code
        is_import = code.co_filename.startswith("<frozen importlib.")
        if is_import or code.co_qualname == "ThreadPoolExecutor.submit":
            return True
        frame = frame.f_back
    return False


def _handled_by(handler: Callable[[int, FrameType | None], Any]) -> dict[signal.Signals, Any]:
    """Let it handle the signals from now on; returns what handled each before."""
    if threading.current_thread() is not threading.main_thread():
        return {}  # Python lets no other thread do this
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    mine = {number: old for number, old in before.items() if old not in {signal.SIG_IGN, None}}
    for number in mine:
        signal.signal(number, handler)
    return mine


def _restore(handlers: dict[signal.Signals, Any]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)
