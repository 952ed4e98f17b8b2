"""Outlook of handing hours over: the roster after it, and whom that puts on call twice. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from pdsync.cli._asking import RosterSource
from pdsync.cli.swaps import remarks
from pdsync.cli.swaps.naming import words_of
from pdsync.cli.swaps.table import before_and_after
from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.reconcile.overrides import (
    DoubleDuty,
    Unlike,
    disagreements,
    double_duty,
    handed_over,
)
from pdsync.reconcile.promised import OverriddenPromise
from pdsync.render.swaps import SwapWords, double_json
from pdsync.roster import OnCallHandover, Roster
from pdsync.units import A_DAY


@frozen
class HandoverOutlook:
    """Hours that are to go to others, by the account as it was read, and what comes of that."""

    rosters: RosterSource
    handovers: tuple[OnCallHandover, ...]
    now: datetime

    @property
    def is_nothing(self) -> bool:
        """True if there is nothing to send."""
        return not self.handovers

    @property
    def takers(self) -> tuple[str, ...]:
        """Whom it puts on call."""
        return tuple(dict.fromkeys(one.new for one in self.handovers))

    @cached_property
    def words(self) -> SwapWords:
        """Names and clocks of everything."""
        return words_of(self.rosters)

    @cached_property
    def span(self) -> Span:
        """From now to the end of the last stretch."""
        last = max((one.span.end for one in self.handovers), default=self.now + A_DAY)
        return Span(self.now, last)

    @cached_property
    def days(self) -> Span:
        """From the first stretch to the end of the last."""
        first = min((one.span.start for one in self.handovers), default=self.now)
        return Span(first, self.span.end)

    @cached_property
    def schedules(self) -> tuple[str, ...]:
        """The schedules on which hours go over."""
        return tuple(dict.fromkeys(one.schedule for one in self.handovers))

    @cached_property
    def after(self) -> Roster:
        """The roster as it will be."""
        return handed_over(self.rosters.roster, self.handovers)

    @cached_property
    def doubled(self) -> tuple[DoubleDuty, ...]:
        """Where somebody would be on call twice."""
        return double_duty(self.after, self.handovers)

    @cached_property
    def unkept(self) -> tuple[OverriddenPromise, ...]:
        """What is promised and not kept by this."""
        return remarks.promises_not_kept(self.rosters, self.after, self.days)

    @cached_property
    def unlike(self) -> tuple[Unlike, ...]:
        """The schedules on which the account puts others on call than we would say."""
        live = self.rosters.asked
        roster = self.rosters.roster
        return disagreements(live.account.snapshot, roster, self.schedules, self.days)

    @cached_property
    def oncall(self) -> dict[str, Any] | None:
        """Who is on call before and after, as of a plan."""
        if self.is_nothing:
            return None
        end = self.span.end
        return before_and_after(self.rosters, self.after, self.schedules, self.now, end)

    def notes(self) -> Iterator[str]:
        """Yield what is worth knowing beside it, a sentence each."""
        yield from remarks.not_known(self.rosters, self.days)
        yield from remarks.far_ahead(self.now, self.span.end)
        yield from remarks.of_other_stacks(self.rosters, self.schedules)
        yield from remarks.named_directly(self.rosters, dict.fromkeys(self.takers))
        yield from remarks.of_promises(self.unkept, self.doubled, self.words)

    def double_duty(self) -> list[dict[str, Any]]:
        """Return who would be on call twice, as JSON."""
        return [
            double_json(one, self.words, remarks.promising_apart(self.unkept, one, self.words))
            for one in self.doubled
        ]
