"""Crew of an apply: carries out work at the same time, and hands in results one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

_T = TypeVar("_T")


class Crew(Protocol):
    """Somebody to carry out work."""

    def start(self, work: Callable[[], _T], then: Callable[[_T], None]) -> None:
        """Begin some work; `then` is given what it returns, in the thread of whoever waits."""

    def wait(self) -> bool:
        """Wait until some work is over, and hand it in; False if there is none."""


class OneWorker:
    """Crew of one, in the thread of whoever starts work: it is over at once."""

    def start(self, work: Callable[[], _T], then: Callable[[_T], None]) -> None:
        """Do some work, and hand it in."""
        then(work())

    def wait(self) -> bool:
        """Return False: no work is under way."""
        return False


class Threads:
    """Crew of the threads of a pool."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._then: dict[Future[Any], Callable[[Any], None]] = {}
        self._over: SimpleQueue[Future[Any]] = SimpleQueue()

    def start(self, work: Callable[[], _T], then: Callable[[_T], None]) -> None:
        """Begin some work in a thread."""
        begun = self._pool.submit(work)
        self._then[begun] = then
        begun.add_done_callback(self._over.put)

    def wait(self) -> bool:
        """Wait until some work is over, and hand it in; raises what it raised."""
        if not self._then:
            return False
        over = self._over.get()
        self._then.pop(over)(over.result())
        return True


@contextmanager
def crew(workers: int) -> Iterator[Crew]:
    """Yield so many workers; at the end all their work is over."""
    if workers == 1:
        yield OneWorker()
        return
    with ThreadPoolExecutor(workers) as pool:
        yield Threads(pool)
