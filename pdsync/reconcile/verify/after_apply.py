"""Verification after an apply: does PagerDuty put on call whom the plan said? Reads only.

What was written may come back as something else: so the plan is what counts, and neither what the
account now has for its definition nor what a new plan would make of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync import oncall
from pdsync.errors import ApiError
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Schedule, Undecided, kind_of, on_call
from pdsync.reconcile._model import Action, Address, Outcome, Result
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.impact.before_after import overridden
from pdsync.reconcile.read.past import YEAR
from pdsync.reconcile.read.people_and_names import read_users
from pdsync.reconcile.read.rosters import read_schedule, roster_of_account
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.reconcile.verify.days_left_out import around_left_out
from pdsync.reconcile.verify.rendering import rendered_by_account
from pdsync.reconcile.verify.zone_databases import by_other_rules
from pdsync.roster import Difference, differences, timeline
from pdsync.series import all_of
from pdsync.units import A_MINUTE

_AHEAD = timedelta(weeks=4)
_TAKES_EFFECT = A_MINUTE
"""Layers begin when PagerDuty gets them, and it may be a bit later than here."""
_STAYS = "a new plan leaves it so, unless an `anchor:` says whose turn it is"
_MADE_OF = frozenset({"layers", "rotations"})
_LOUD = _MADE_OF | {"time_zone"}


def rendered_back(
    outcomes: tuple[Outcome, ...], sent: Collection[Address], remote: Remote, now: datetime
) -> tuple[Outcome, ...]:
    """The outcomes; one by which others are on call than its plan says is failed, and says whom.

    `sent` are those of which every call was accepted, whatever came back.
    """
    written = [one for one in outcomes if one.result is Result.DONE or one.change.address in sent]
    planned = [(one, schedule) for one in written if (schedule := _planned(one))]
    checked = at_once(lambda one: _checked(*one, remote, now), planned)
    found = {one.change.address: one for one in checked}
    return tuple(found.get(one.change.address, one) for one in outcomes)


def _planned(outcome: Outcome) -> Schedule | None:
    """The schedule as planned, if others may be on call since it was written."""
    change = outcome.change
    fields = {field.path.split("/")[1] for field in change.fields}
    told = change.calls and change.action is not Action.DELETE and fields & _LOUD
    known = told and (outcome.id or change.id)
    return change.wanted if known and isinstance(change.wanted, Schedule) else None


def _checked(outcome: Outcome, planned: Schedule, remote: Remote, now: datetime) -> Outcome:
    try:
        found = _wrong_people(outcome, planned, remote, now)
    except (Undecided, ZoneInfoNotFoundError):
        return outcome  # it cannot be rendered here: `oncall --verify` says so, and why
    except ApiError as problem:
        if problem.is_gone:
            return outcome  # that it is not there was said before
        raise
    if found is None:
        return outcome
    if found.other_rules:
        warning = f"warning: {found.said}. {found.other_rules}"
        return replace(outcome, notes=(*outcome.notes, warning))
    reasons = (outcome.reason, found.said)
    return replace(outcome, result=Result.FAILED, reason="; ".join(filter(None, reasons)))


@frozen
class _WrongPeople:
    """People on call instead of others; `other_rules` of time zones by which it would be right."""

    said: str
    other_rules: str | None


def _wrong_people(
    outcome: Outcome, planned: Schedule, remote: Remote, now: datetime
) -> _WrongPeople | None:
    start = now.replace(microsecond=0)
    span = oncall.Span(start, start + _AHEAD)
    stub = {"id": outcome.id or outcome.change.id, "time_zone": planned.time_zone}
    live = Live.of(kind_of(KINDS["schedule"], planned), stub)
    read = read_schedule(remote, live, span.start, span.end)
    if read.lost:
        return _WrongPeople(f"it could not be seen who is on call: {read.lost}", None)
    written = _Written(planned, read, now)
    found = written.first_difference(span)
    if found is None:
        return _wrong_later(written, remote, span)
    # Where the account defines other turns and yet no field differs, the YAML has no phase.
    adopted = outcome.reason is None and written.stray(start + _TAKES_EFFECT)
    hint = f"; {_STAYS}" if adopted else ""
    said = written.why(found, read_users(remote))
    rules = written.other_rules(span)
    return _WrongPeople(said if rules else said + hint, rules)


def _wrong_later(written: _Written, remote: Remote, near: oncall.Span) -> _WrongPeople | None:
    """The same around the days left out that are further ahead, a request for each range.

    There alone it shows whether PagerDuty counts the turns after them in the same way.
    """
    for span in written.around_left_out(near):
        read = read_schedule(remote, written.live, span.start, span.end)
        if read.lost:
            return _WrongPeople(f"it could not be seen who is on call: {read.lost}", None)
        if found := replace(written, live=read).wrong_in(span, remote):
            return found
    return None


@frozen
class _Written:
    """A schedule as planned, and as the account has it since."""

    planned: Schedule
    live: Live
    now: datetime

    def first_difference(self, span: oncall.Span) -> Difference | None:
        """The first interval in which others are on call than planned, however far ahead."""
        return self._in(self._ours, span) or self._later(span.end)

    def other_rules(self, span: oncall.Span) -> str | None:
        """The rules of time zones by which those are on call who are planned."""
        return by_other_rules(
            self._ours,
            span.start,
            lambda one: self._in(one, span) is None and self._later(span.end) is None,
        )

    def _in(self, ours: oncall.AnySchedule, span: oncall.Span) -> Difference | None:
        """The first interval of a range in which PagerDuty puts others on call than a schedule."""
        shifts = oncall.final_shifts(ours, span.start, span.end)
        found = _differences(shifts, rendered_by_account(self.live, span), span)
        return next((one for one in found if one.end > span.start + _TAKES_EFFECT), None)

    def wrong_in(self, span: oncall.Span, remote: Remote) -> _WrongPeople | None:
        """Return who is on call instead of whom in a range for which the schedule was read."""
        found = self._in(self._ours, span)
        if found is None:
            return None
        rules = by_other_rules(self._ours, span.start, lambda one: self._in(one, span) is None)
        return _WrongPeople(self.why(found, read_users(remote)), rules)

    def around_left_out(self, near: oncall.Span) -> tuple[oncall.Span, ...]:
        """The turns around the days left out within a year, but for those in a range."""
        if "rotations" not in self.planned.model_fields_set:
            return ()
        return around_left_out(self._ours, near, near.start + YEAR)

    def stray(self, since: datetime) -> oncall.Span | None:
        """Return when the account's definition puts others on call than the plan, or None."""
        return oncall.same_for_ever(self._ours, self._theirs, since).first_difference

    def _later(self, since: datetime) -> Difference | None:
        span = self.stray(since)
        if span is None:
            return None
        both = (self._ours, self._theirs)
        ours, theirs = (oncall.final_shifts(one, span.start, span.end) for one in both)
        return next(iter(_differences(ours, theirs, span)), None)

    @cached_property
    def _theirs(self) -> oncall.AnySchedule:
        snapshot = Snapshot({"schedule": {self.live.id: self.live}})
        return roster_of_account(snapshot, self.now).schedule(self.live.id)

    @cached_property
    def _ours(self) -> oncall.AnySchedule:
        """The plan, with the live overrides; what is live where the plan does not have it all."""
        if not _MADE_OF & self.planned.model_fields_set:
            return self._theirs
        made = on_call(self.planned)
        if isinstance(self._theirs, oncall.ShiftSchedule):
            return overridden(made, self._theirs)
        return replace(cast(oncall.Schedule, made), overrides=self._theirs.overrides)

    def why(self, found: Difference, users: Mapping[str, Live]) -> str:
        """Say who is on call instead of whom, and when by the clocks of the schedule."""
        ours, theirs = (
            all_of(users[who].name if who in users else who for who in people) or "nobody"
            for people in (found.old, found.new)
        )
        zone = ZoneInfo(str(self.planned.time_zone))
        start, end = (when.astimezone(zone).isoformat() for when in (found.start, found.end))
        return f"PagerDuty puts {theirs} on call from {start} to {end}, where the plan has {ours}"


def _differences(
    ours: Iterable[oncall.Shift], theirs: Iterable[oncall.Shift], span: oncall.Span
) -> tuple[Difference, ...]:
    ways = (timeline(shifts, span.start, span.end) for shifts in (ours, theirs))
    return differences(*ways)
