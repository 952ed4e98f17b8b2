"""Context of an apply: the time, someone to tell, and whether to stop. Data only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from pdsync.errors import PdsyncError, Unforeseen
from pdsync.frozen import frozen
from pdsync.reconcile._model import Change, Outcome
from pdsync.reconcile.apply.crew import Crew, crew

_SLICE = 1.0
"""Seconds until a wait notices an interruption."""

INTERRUPTED = "interrupted before its turn"
"""The reason of changes of which nothing was sent since Ctrl-C came first."""


@frozen
class Progress:
    """Progress of an apply; `outcome` is None when the change is about to start. Counts from 1.

    Outcomes come in the order of the plan. `under_way` are those that have started and are not
    over, each with its number, the newest last.
    """

    index: int
    total: int
    change: Change
    outcome: Outcome | None = None
    under_way: tuple[tuple[int, Change], ...] = ()


@frozen
class Running:
    """The surroundings of an apply.

    `interrupted` says whether to stop before the next call; `sleep` takes seconds, and `waits` is
    told how many before a wait begins; `unforeseen` is told of each bug that a run outlives. So
    many `writers` send changes at the same time, where they may; they are of a `crew`. `notice` is
    told what a person should know meanwhile. An account on this machine has no pages on the web.
    """

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    progress: Callable[[Progress], None] = lambda _: None
    interrupted: Callable[[], bool] = lambda: False
    unforeseen: Callable[[Exception], None] = lambda _: None
    notice: Callable[[str], None] = lambda _: None
    writers: int = 1
    has_pages: bool = True
    crew: Callable[[int], AbstractContextManager[Crew]] = crew
    waits: Callable[[float], None] = lambda _: None

    def rest(self, seconds: float, is_off: Callable[[], bool] | None = None) -> bool:
        """Wait; return False as soon as it `is_off`, which is by default when interrupted."""
        is_off = is_off or self.interrupted
        if is_off():
            return False
        self.waits(seconds)
        left = seconds
        while left > 0 and not is_off():
            self.sleep(min(left, _SLICE))
            left -= _SLICE
        return not is_off()

    @contextmanager
    def outlives(self, *, sent: bool) -> Iterator[None]:
        """Make every error that nobody foresaw one that can be reported like the others.

        Raises:
            Unforeseen: such an error came; `sent` as given.
        """
        try:
            yield
        except PdsyncError:
            raise
        except Exception as bug:
            self.unforeseen(bug)
            raise Unforeseen(sent=sent) from bug
