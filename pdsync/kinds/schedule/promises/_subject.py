"""Subjects of promises, as a proof sees them: schedules to be rendered, levels. Proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.layers.restriction import Restriction
from pdsync.kinds.schedule.undecided import Undecided
from pdsync.series import all_of

SOMEBODY = "somebody"


class Rota(Protocol):
    """A schedule, of which the account may have to say whose turn it is."""

    @property
    def title(self) -> str:
        """Name for people."""

    @property
    def decided(self) -> oncall.AnySchedule:
        """The schedule with its own turns; raises Undecided."""

    @property
    def in_any_phase(self) -> oncall.AnySchedule:
        """The schedule with turns as they could be; raises Undecided."""

    def is_alike(self, *, distinct: bool) -> bool:
        """Return True if it is the same in any phase but for who has which turn.

        `distinct`: also where turns are counted by the week.
        """


def people_of(rota: Rota) -> frozenset[str]:
    """Return everybody who may be on call by a schedule; raises Undecided."""
    made = rota.in_any_phase
    if isinstance(made, oncall.Schedule):
        found = {user for layer in made.layers for user in layer.users}
        return frozenset(found.union(one.user for one in made.overrides))
    events = [event for one in made.rotations for event in one.events]
    once = [one.user for one in made.custom_shifts]
    once += [one.overriding for one in made.overrides]
    return frozenset(
        user for users in (once, *(event.members for event in events)) for user in users if user
    )


def turns_of(rota: Rota, *, distinct: bool) -> tuple[oncall.AnySchedule, bool]:
    """Return a schedule with its turns, and True if they are its own.

    Where any other order of them answers as well, it is one that could be.
    """
    if len(people_of(rota)) == 1 and rota.is_alike(distinct=distinct):
        return rota.in_any_phase, True
    try:
        return rota.decided, True
    except Undecided:
        if not rota.is_alike(distinct=distinct):
            raise
        return rota.in_any_phase, False


@frozen
class Rung:
    """A level: how long it has an incident to itself, and whom it notifies.

    `round_robin` is None where only the account knows.
    """

    seconds: int
    rotas: tuple[Rota, ...]
    people: tuple[str, ...]
    round_robin: bool | None = False


@frozen
class PromiseSubject:
    """What makes a promise: a schedule, `rota`, or a policy or service, by the levels of it.

    It is proved from `now` on. `find` is another schedule that is referred to, `levels` raises
    Undecided where they are not known, and so does `pause`, the seconds for which notifications
    wait. `label` names people; `coverage` is when the rest is promised, () for always.
    """

    now: datetime
    label: Callable[[str], str]
    find: Callable[[Ref], Rota]
    rota: Rota | None = None
    levels: Callable[[], Sequence[Rung]] = tuple
    pause: Callable[[], int] = int
    coverage: tuple[Restriction, ...] = ()

    @property
    def own(self) -> Rota:
        """The schedule that it is."""
        assert self.rota is not None  # noqa: S101 - only schedules make such a promise
        return self.rota

    def names(self, people: Sequence[str]) -> str:
        """Return some people as a sentence has them."""
        return all_of(sorted(self.label(one) for one in people))
