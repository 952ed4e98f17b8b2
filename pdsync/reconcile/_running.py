"""What an apply needs from around it: the time, someone to tell, and whether to stop. Data only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pdsync.reconcile._model import Change, Outcome, Plan


@dataclass(frozen=True)
class Progress:
    """Where an apply is; `outcome` is None when the change is about to start. Counts from 1."""

    index: int
    total: int
    change: Change
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Running:
    """The surroundings of an apply.

    `again` plans once more, to read back what was written; `interrupted` says whether to stop
    before the next call; `sleep` takes seconds.
    """

    again: Callable[[], Plan]
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    progress: Callable[[Progress], None] = lambda _: None
    interrupted: Callable[[], bool] = lambda: False
