"""Crew of an apply: carries out work at the same time, and hands in results one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Thread
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


_Begun = tuple[Callable[[], Any], Callable[[Any], None]]
"""Work for a thread, and to whom its result is handed in."""
_Handed = tuple[Callable[[Any], None], Any, BaseException | None]
"""Work that is over: to whom it is handed in, what it returned, and what it raised."""


class Threads:
    """Crew of threads, which begin as they are needed. A pool of futures takes twice as long."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._threads: list[Thread] = []
        self._left = 0
        self._todo: SimpleQueue[_Begun | None] = SimpleQueue()
        self._over: SimpleQueue[_Handed] = SimpleQueue()

    def start(self, work: Callable[[], _T], then: Callable[[_T], None]) -> None:
        """Begin some work in a thread, as soon as one is free."""
        self._left += 1
        self._todo.put((work, then))
        if len(self._threads) < min(self._left, self._workers):
            thread = Thread(target=self._work)
            thread.start()
            self._threads.append(thread)

    def _work(self) -> None:
        while given := self._todo.get():
            work, then = given
            try:
                self._over.put((then, work(), None))
            except BaseException as error:  # noqa: BLE001 - whoever waits raises it
                self._over.put((then, None, error))

    def wait(self) -> bool:
        """Wait until some work is over, and hand it in; raises what it raised."""
        if not self._left:
            return False
        then, result, error = self._over.get()
        self._left -= 1
        if error:
            raise error
        then(result)
        return True

    def end(self) -> None:
        """Wait until all work is over, and let the threads go."""
        for _ in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            thread.join()


@contextmanager
def crew(workers: int) -> Iterator[Crew]:
    """Yield so many workers; at the end all their work is over."""
    if workers == 1:
        yield OneWorker()
        return
    threads = Threads(workers)
    try:
        yield threads
    finally:
        threads.end()
