"""Reads side by side in threads that are kept: to start new ones costs more than many a read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from threading import local
from typing import TypeVar

One = TypeVar("One")
Found = TypeVar("Found")

_HERE = local()
_KEPT = ThreadPoolExecutor(16, initializer=lambda: setattr(_HERE, "is_kept", True))


def at_once(read: Callable[[One], Found], items: Iterable[One]) -> list[Found]:
    """Read all of them side by side, in order; the first error in that order ends them all.

    Within another such call the caller reads what no thread has begun, so that it never waits for
    a thread that waits for one itself. Else it sleeps until all are read: to be woken for each of
    them would cost CPU.
    """
    todo = list(items)
    begun = [(item, _KEPT.submit(read, item)) for item in todo[1:]]
    try:
        first = [read(item) for item in todo[:1]]
        if not hasattr(_HERE, "is_kept"):
            wait([one for _, one in begun], return_when=FIRST_EXCEPTION)
        return first + [read(item) if one.cancel() else one.result() for item, one in begun]
    finally:
        wait([one for _, one in begun if not one.cancel()])
