"""Sends the changes of a plan, several at a time where they may be. Its state has one owner.

Work is done by a crew, in threads of its own; what came of it is taken in by the thread that waits
for it, which alone decides what goes next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from pdsync.kinds import KINDS, Nested
from pdsync.reconcile._model import Address, Change, Outcome, Result
from pdsync.reconcile.apply.backlog import Backlog, Occasion
from pdsync.reconcile.apply.context import INTERRUPTED, Progress, Running
from pdsync.reconcile.apply.crew import Crew
from pdsync.reconcile.apply.twins import Watch


@dataclass
class ListReading:
    """Reading of the lists that a kind is in, for which whatever would change them waits.

    A list that is changed between two of its pages cannot be read whole.
    """

    kind: str
    work: Callable[[], Any]
    then: Callable[[Any], None]
    behind: list[Change] = field(default_factory=list)
    begun: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds whose changes change the lists."""
        place = KINDS[self.kind].endpoint
        return frozenset({self.kind, place.parent} if isinstance(place, Nested) else {self.kind})


@dataclass
class Sending:
    """Sending of a plan: what is under way, and what came of the rest.

    `collision` is the first sign that writes collide, in words; from then on they go one at a time.
    """

    running: Running
    watch: Watch
    outcomes: dict[Address, Outcome] = field(default_factory=dict)
    stopped: bool = False
    collision: str | None = None
    told: int = 0
    under_way: dict[Address, Change] = field(default_factory=dict)
    sent: Counter[str] = field(default_factory=Counter)
    """How many of each kind are being sent."""
    readings: list[ListReading] = field(default_factory=list)

    @property
    def changes(self) -> Sequence[Change]:
        """The changes of the plan."""
        return self.watch.plan.changes

    @cached_property
    def backlog(self) -> Backlog:
        """The changes that are not sent yet."""
        return Backlog(self.changes, self._occasions)

    def _occasions(self, change: Change) -> Iterator[Occasion]:
        """Yield what a change waits for: what it needs, and that this is looked for once more.

        What comes after it in the plan cannot be waited for: the apply would never end.
        """
        place = self._place
        for need in change.needs & place.keys():
            if place[need] >= place[change.address]:
                continue
            yield need
            if need[0] != change.kind and need in self.watch.made.get(need[0], ()):
                yield need[0]

    @cached_property
    def _place(self) -> dict[Address, int]:
        return {one.address: at for at, one in enumerate(self.changes, start=1)}

    def to_the_end(self) -> tuple[Outcome, ...]:
        """Send all that can be sent; the outcomes are in the order of the plan."""
        # What is read beside the writes has threads of its own.
        workers = self.running.writers + len(self.watch.made)
        with self.running.crew(workers if self.running.writers > 1 else 1) as crew:
            while self.backlog.left:
                while change := self._next():
                    self._start(change, crew)
                if not crew.wait() and not self.under_way:
                    # What waits until a kind is looked through again may come before the last
                    # create of that kind: then it cannot be waited for.
                    for kind in self.watch.made:
                        self.backlog.happened(kind)
            while crew.wait():
                pass
        self._see_collisions()
        return tuple(self.outcomes[one.address] for one in self.changes)

    def _next(self) -> Change | None:
        self._see_collisions()
        writers = 1 if self.collision else self.running.writers
        return self.backlog.next() if len(self.under_way) < writers else None

    def _see_collisions(self) -> None:
        sign = self.watch.executor.remote.collision
        if self.running.writers == 1 or self.collision or not sign:
            return
        self.collision = sign
        if self.backlog.left:
            self.running.notice(f"The rest goes one at a time, since writes may collide: {sign}")

    def _start(self, change: Change, crew: Crew) -> None:
        self.under_way[change.address] = change
        if self._is_stopped():
            self._skipped(change, crew)
            return
        self._tell(self._place[change.address], change)
        if outcome := self._kept_back(change):
            self._ended(change, outcome, crew)
        else:
            self._look(change, crew)

    def _skipped(self, change: Change, crew: Crew) -> None:
        self._ended(change, Outcome(change, Result.SKIPPED, INTERRUPTED), crew)

    def _is_stopped(self) -> bool:
        self.stopped = self.stopped or self.running.interrupted()
        return self.stopped

    def _kept_back(self, change: Change) -> Outcome | None:
        """Return the outcome of a change that is blocked, or that needs what is not done."""
        if change.blocked:
            return Outcome(change, Result.BLOCKED, "; ".join(change.blocked))
        for need in self._needed(change):
            if need.result is not Result.DONE:
                title = KINDS[need.change.kind].title
                reason = f"it needs {title} `{need.change.key}`, which is {need.result}"
                return Outcome(change, Result.SKIPPED, reason, again=need.again)
        return None

    def _needed(self, change: Change) -> list[Outcome]:
        return [self.outcomes[need] for need in sorted(change.needs) if need in self.outcomes]

    def _look(self, change: Change, crew: Crew) -> None:
        """Send a change once it is known that no other run has made it."""
        reading = next((one for one in self.readings if change.kind in one.kinds), None)
        if reading is not None:
            reading.behind.append(change)
        elif self.watch.is_to_read(change):
            reader = self.watch.as_now()

            def then(why: str | None) -> None:
                self.watch.read.update(reader.read)
                self._seen(change, why, crew)

            self._read(ListReading(change.kind, lambda: reader.in_the_way(change), then), crew)
        else:
            self._seen(change, self.watch.in_the_way(change), crew)

    def _read(self, reading: ListReading, crew: Crew) -> None:
        self.readings.append(reading)
        self._begin_readings(crew)

    def _begin_readings(self, crew: Crew) -> None:
        """Begin each reading of lists that nothing under way changes."""
        for reading in [*self.readings]:
            if not reading.begun and not any(self.sent[kind] for kind in reading.kinds):
                reading.begun = True
                crew.start(reading.work, partial(self._is_read, reading, crew))

    def _is_read(self, reading: ListReading, crew: Crew, found: Any) -> None:
        self.readings.remove(reading)
        reading.then(found)
        for change in reading.behind:
            self._look(change, crew)

    def _seen(self, change: Change, why: str | None, crew: Crew) -> None:
        if why:
            self._ended(change, Outcome(change, Result.FAILED, why), crew)
            return
        if self._is_stopped():  # while it was looked for
            self._skipped(change, crew)
            return
        executor = self.watch.executor.apart()
        settling = bool(self._needed(change))

        def then(outcome: Outcome) -> None:
            self.sent[change.kind] -= 1
            self.watch.executor.learn(executor)
            self._ended(change, outcome, crew)
            self._begin_readings(crew)

        self.sent[change.kind] += 1
        crew.start(lambda: executor.carry_out(change, settling=settling), then)

    def _ended(self, change: Change, outcome: Outcome, crew: Crew) -> None:
        self.outcomes[change.address] = outcome
        del self.under_way[change.address]
        self.backlog.over(change)
        self._tell_outcomes()
        if self.watch.is_last(change, self.outcomes):
            self._look_again(change, crew)

    def _look_again(self, change: Change, crew: Crew) -> None:
        """Look for what another run has made as well, after the last of a kind."""
        reader, outcomes = self.watch.as_now(), dict(self.outcomes)

        def then(found: list[Outcome]) -> None:
            self.watch.read.update(reader.read)
            self.outcomes.update({one.change.address: one for one in found})
            self.backlog.happened(change.kind)

        def work() -> list[Outcome]:
            return [*reader.made_twice(change, outcomes)]

        self._read(ListReading(change.kind, work, then), crew)

    def _tell_outcomes(self) -> None:
        """Tell of what is over, in the order of the plan."""
        while self.told < len(self.changes):
            change = self.changes[self.told]
            outcome = self.outcomes.get(change.address)
            if outcome is None:
                break
            self.told += 1
            if outcome.reason != INTERRUPTED:
                self._tell(self.told, change, outcome)

    def _tell(self, index: int, change: Change, outcome: Outcome | None = None) -> None:
        places = self._place
        under_way = tuple((places[address], one) for address, one in self.under_way.items())
        self.running.progress(Progress(index, len(self.changes), change, outcome, under_way))
