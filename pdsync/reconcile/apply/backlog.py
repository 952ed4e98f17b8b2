"""Changes of a plan that wait to be sent, and which of them is next. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush

from pdsync.kinds import Ref
from pdsync.reconcile._model import Address, Change
from pdsync.reconcile.apply.lanes import lanes

Occasion = Address | str
"""What a change can wait for: that another is over, or that a kind was looked through again."""


class Backlog:
    """Changes in the order of the plan, each once all that it waits for is over.

    One that goes alone is next when everything before it is over, and nothing after it is before
    it is over itself. The others go side by side, but for those that share something.
    """

    def __init__(
        self, changes: Sequence[Change], occasions: Callable[[Change], Iterable[Occasion]]
    ) -> None:
        self._changes = changes
        self._lanes = lanes(changes)
        self._alone = [at for at, one in enumerate(changes) if one.address not in self._lanes]
        self._alone.reverse()
        self._over = 0
        self._held: set[Ref] = set()
        self._left: Counter[int] = Counter()
        self._after: dict[Occasion, list[int]] = {}
        self._ready: list[int] = []
        for at, change in enumerate(changes):
            for occasion in set(occasions(change)):
                self._left[at] += 1
                self._after.setdefault(occasion, []).append(at)
            if not self._left[at]:
                self._ready.append(at)

    def next(self) -> Change | None:
        """Take the next change that may be sent; None while there is none."""
        passed, found = [], None
        held = set(self._held)
        while self._ready and found is None and self._ready[0] <= self._limit:
            at = heappop(self._ready)
            lane = self._lane(at)
            if held & lane:
                passed.append(at)
                held |= lane
            else:
                found = at
        for at in passed:
            heappush(self._ready, at)
        if found is None:
            return None
        self._held |= self._lane(found)
        return self._changes[found]

    @property
    def left(self) -> bool:
        """True while not all are over."""
        return self._over < len(self._changes)

    def _lane(self, at: int) -> frozenset[Ref]:
        return self._lanes.get(self._changes[at].address, frozenset())

    @property
    def _limit(self) -> int:
        """The last change that may be next: what goes alone only once all before it is over."""
        if not self._alone:
            return len(self._changes)
        first = self._alone[-1]
        return first if first == self._over else first - 1

    def over(self, change: Change) -> None:
        """Note that a change is over."""
        self._over += 1
        lane = self._lanes.get(change.address)
        if lane is None:
            self._alone.pop()
        else:
            self._held -= lane
        self.happened(change.address)

    def happened(self, occasion: Occasion) -> None:
        """Let those go that wait for an occasion."""
        for at in self._after.pop(occasion, ()):
            self._left[at] -= 1
            if not self._left[at]:
                heappush(self._ready, at)
