"""Second look at an account, once a question was answered: what has moved while it waited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pdsync.cli._asking import RosterSource
from pdsync.cli.swaps.naming import all_schedules
from pdsync.cli.swaps.people import unfit_people
from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.reconcile.overrides import from_now_on, moved_hours
from pdsync.render.swaps import SwapWords, stretch_words
from pdsync.roster import OnCallHandover, UndecidedTopic
from pdsync.series import all_of


@frozen
class SecondLook:
    """Account as it was read after something was shown, with the words for that."""

    rosters: RosterSource
    words: SwapWords
    now: datetime

    @classmethod
    def at(
        cls, rosters: RosterSource, words: SwapWords, now: datetime, until: datetime
    ) -> SecondLook:
        """Read the account anew, with everybody's shifts from now on."""
        live = rosters.asked
        found = RosterSource.of_account(live.account.config, live.reached, now)
        return cls(found.knowing(all_schedules(found), now, max(now, until)), words, now)

    def left_of(self, shown: Iterable[OnCallHandover]) -> tuple[OnCallHandover, ...]:
        """Return what is still to come."""
        return from_now_on(shown, self.now)

    def why_not_any_more(
        self, shown: Sequence[OnCallHandover], takers: Iterable[str]
    ) -> str | None:
        """Return why what was shown cannot be sent as it is, in a clause; None where it can.

        `takers` are whom it puts on call.
        """
        return self._over(shown) or self._unfit(takers) or self._moved(self.left_of(shown))

    def _over(self, shown: Iterable[OnCallHandover]) -> str | None:
        over = next((one for one in shown if one.span.end <= self.now), None)
        return f"{self._when(over.schedule, over.span)} is over" if over else None

    def _unfit(self, takers: Iterable[str]) -> str | None:
        unfit, roster = unfit_people(self.rosters), self.rosters.roster
        for one in takers:
            if not roster.exists(one):
                return f"{self.words.names.person(one)} has gone from the account"
            if one in unfit:
                return f"{self.words.names.person(one)} has become {unfit[one]}"
        return None

    def _moved(self, left: Iterable[OnCallHandover]) -> str | None:
        try:
            found = next(iter(moved_hours(self.rosters.roster, left)), None)
        except UndecidedTopic as why:
            return f"it cannot be told any more who is on call: {self.rosters.names.reason(why)}"
        if found is None:
            return None
        people = all_of([self.words.names.person(one) for one in found.people]) or "nobody"
        return f"{self._when(found.schedule, found.span)} went to {people}"

    def _when(self, schedule: str, span: Span) -> str:
        zone, name = self.words.zones[schedule], self.words.names.of("schedule", schedule)
        return f"{stretch_words(span, zone, self.now.year)} ({zone}) on {name}"
