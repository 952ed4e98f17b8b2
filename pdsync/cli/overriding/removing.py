"""Removal of an override: which one is meant, what it gives back to whom, and one request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from pdsync.cli._asking import RosterSource
from pdsync.cli._context import CommandContext
from pdsync.cli.arguments.when import on_the_clock
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.overriding.asked import NOW, clocks_of
from pdsync.cli.overriding.listing import rows_of, standing
from pdsync.cli.swaps.announcement import Announcement
from pdsync.cli.swaps.arrangement import Arrangement
from pdsync.cli.swaps.naming import all_schedules
from pdsync.cli.swaps.outlook import HandoverOutlook
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.oncall import Span
from pdsync.reconcile import Live
from pdsync.reconcile.overrides import (
    StandingOverride,
    handed_back,
    removal_request,
    send_removal,
    without_override,
)
from pdsync.render import OVERRIDE, Style, made_by, sentence
from pdsync.render.overrides import removed_text, standing_lines
from pdsync.render.swaps import PLANNED
from pdsync.roster import Roster, Topic, UndecidedTopic
from pdsync.stamps import zoned_stamp

_DONE = {
    "ended": "Ended; what is past of it stays.",
    "removed": "Removed.",
    "gone": "PagerDuty has no such override any more.",
}
_UNKNOWN = "It is not known whether it stands"
_A_YEAR = timedelta(days=366)
_A_MOMENT = timedelta(seconds=1)


@frozen
class RemovalOutlook(HandoverOutlook):
    """Override that is to go; `handovers` are the hours that others get back by it."""

    gone: StandingOverride

    @property
    def is_nothing(self) -> bool:
        """False: there is an override to remove, though nobody may get its hours."""
        return False

    @property
    def takers(self) -> tuple[str, ...]:
        """Nobody: whoever gets hours back has them by the schedule."""
        return ()

    @cached_property
    def span(self) -> Span:
        """From now to its end."""
        return Span(self.now, self.gone.span.end)

    @cached_property
    def days(self) -> Span:
        """What is left of it."""
        return Span(max(self.now, self.gone.span.start), self.gone.span.end)

    @cached_property
    def schedules(self) -> tuple[str, ...]:
        """Its schedule."""
        return (self.gone.schedule,)

    @cached_property
    def after(self) -> Roster:
        """The roster without it."""
        return without_override(self.rosters.roster, self.gone, self.now)

    @cached_property
    def oncall(self) -> dict[str, Any] | None:
        """Who is on call before and after; a gap is told of these days, and not of every week."""
        found = super().oncall
        for one in found["schedules"] if found else ():
            for change in one["changes"]:
                change.pop("every_week", None)
        return found


@frozen
class Removal(Arrangement):
    """Override that is to go, and the one who asked for it at a command line."""

    outlook: RemovalOutlook

    @property
    def planned(self) -> list[dict[str, Any]]:
        """The override."""
        return [self._row(PLANNED, None)]

    @property
    def nothing(self) -> str:
        """The beginning of what is said where nothing is sent."""
        return "Nothing was removed"

    @property
    def question(self) -> str:
        """Ask for the one that is shown."""
        return "End it now?" if self.outlook.gone.is_on(self.outlook.now) else "Remove it?"

    def settled(self, now: datetime) -> datetime:
        """The instant from which on nothing of it is left."""
        return super().settled(removal_request(self._schedule, self.outlook.gone, now).ends)

    def sent(self, interrupted: Callable[[], bool]) -> list[dict[str, Any]]:
        """Take it away, or end it; one that is not there any more is gone, whoever did that."""
        if interrupted():
            return [self._row("not removed", "it was interrupted before")]
        now = self.context.clock.now().replace(microsecond=0)
        client = self.outlook.rosters.asked.client
        found = send_removal(client, self._schedule, self.outlook.gone, now)
        return [self._row(found.outcome, found.reason)]

    @property
    def _schedule(self) -> Live:
        snapshot = self.outlook.rosters.asked.account.snapshot
        return snapshot.of("schedule")[self.outlook.gone.schedule]

    def summary(self, rows: list[dict[str, Any]]) -> list[str]:
        """Say what became of it."""
        (row,) = rows
        told = standing_lines([row], self.style, self.outlook.now.year)
        if row["reason"]:
            said = _UNKNOWN if row["outcome"] == "unknown" else self.nothing
            return [*told, sentence(f"{said}: {row['reason']}", self.style, 0)]
        return [*told, self._done(row["outcome"])]

    def _done(self, outcome: str) -> str:
        """Say what is done; one of a shift-based schedule ends within the minute."""
        if outcome == "ended" and self._schedule.is_shift_based:
            return "It ends within a minute; what is past of it stays."
        return _DONE[outcome]

    def _row(self, outcome: str, reason: str | None) -> Json:
        row: Json = self.told.row["override"] | {"outcome": outcome, "reason": reason}
        return row


def removal_of(
    rosters: RosterSource,
    gone: StandingOverride,
    context: CommandContext,
    options: dict[str, Any],
    now: datetime,
) -> Removal:
    """Return the removal of an override, of rosters that know all schedules until it ends."""
    topic = next(one for one in all_schedules(rosters) if one.token == gone.schedule)
    since = max(now, gone.span.start)
    try:
        (row,) = rows_of(rosters, topic, [gone], now, options["time_zone"])
        after = without_override(rosters.roster, gone, now)
        back = handed_back(rosters.roster, after, gone, Span(since, gone.span.end))
    except UndecidedTopic as why:
        raise rosters.problem(why) from None
    told = {**made_by(OVERRIDE), "source": rosters.label, "override": row}
    block = removed_text(told, context.output.out_style, now.year)
    outlook = RemovalOutlook(rosters, back, now, gone)
    return Removal(outlook, Announcement((block,), told), context, options)


def meant(
    rosters: RosterSource, topic: Topic, options: dict[str, Any], now: datetime
) -> StandingOverride:
    """Return the override that --at or --id means; raises UsageProblem where it is not one."""
    at, ident = options["at"], options["ident"]
    if (at is None) == (ident is None):
        raise UsageProblem("name one of --at and --id", hint="`pdsync override list` has the ids")
    zone = clocks_of(rosters, topic, options["time_zone"])
    start = now
    if at not in {None, NOW}:
        start = on_the_clock("--at", at, zone)
    if start < now:
        when = zoned_stamp(start, zone)
        raise UsageProblem(f"--at: {when} is past", hint="what is past of an override stays")
    span = Span(start, start + _A_MOMENT) if at else Span(now, now + _A_YEAR)
    known = rosters.knowing([topic], span.start, span.end)
    try:
        found = standing(known, topic, span)
        rows = rows_of(known, topic, found, now, options["time_zone"])
    except UndecidedTopic as why:
        raise known.problem(why) from None
    those = [one for one in found if ident in {None, one.id} and one.span.end > now]
    if len(those) != 1:
        raise _not_one(topic, those, rows, options)
    if those[0].id is None:
        raise PdsyncError(
            "PagerDuty does not tell the id of this override, without which it cannot be removed",
            hint="remove it on the page of the schedule",
        )
    return those[0]


def _not_one(
    topic: Topic,
    found: Iterable[StandingOverride],
    rows: list[Json],
    options: dict[str, Any],
) -> UsageProblem:
    asked = f"at {options['at']}" if options["at"] else f"with the id {options['ident']}"
    count = len([*found])
    told = "; ".join(line.strip() for line in standing_lines(rows, Style(), 0))
    if count:
        return UsageProblem(
            f"{topic.title} has {count} overrides {asked}", hint=f"add the --id of one: {told}"
        )
    hint = f"there are {told}" if told else "`pdsync override list` lists those that stand"
    return UsageProblem(f"{topic.title} has no override {asked}", hint=hint)
