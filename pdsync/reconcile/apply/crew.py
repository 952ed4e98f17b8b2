"""Crew of an apply: carries out work at the same time, and hands in results one after another."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

_T = TypeVar("_T")


class Crew(Protocol):
    """Somebody to carry out work; a context, at whose end all work is over."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def start(self, work: Callable[[], _T], then: Callable[[_T], None]) -> None:
        """Begin some work; `then` is given what it returns, in the thread of whoever waits."""

    def wait(self) -> bool:
        """Wait until some work is over, and hand it in; False if there is none."""


class OneWorker:
    """Crew of one, in the thread of whoever starts work: it is over at once."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Do nothing: all work is over."""

    def start(self, work: Callable[[], _T], then: Callable[[_T], None]) -> None:
        """Do some work, and hand it in."""
        then(work())

    def wait(self) -> bool:
        """Return False: no work is under way."""
        return False


class Threads:
    """Crew of threads."""

    def __init__(self, most: int) -> None:
        self._pool = ThreadPoolExecutor(most)
        self._then: dict[Future[Any], Callable[[Any], None]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown()

    def start(self, work: Callable[[], _T], then: Callable[[_T], None]) -> None:
        """Begin some work in a thread."""
        self._then[self._pool.submit(work)] = then

    def wait(self) -> bool:
        """Wait until some work is over, and hand it in; raises what it raised."""
        over = wait(self._then, return_when=FIRST_COMPLETED).done
        for future in over:
            self._then.pop(future)(future.result())
        return bool(over)


def crew(workers: int) -> Crew:
    """Return so many workers."""
    return Threads(workers) if workers > 1 else OneWorker()
