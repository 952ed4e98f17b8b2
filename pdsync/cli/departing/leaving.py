"""Somebody's departure: who it is, the edits, and who is on call before and after. Only reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from pydantic_core import PydanticCustomError

from pdsync.cli._account import AccountOptions, Reached, opened
from pdsync.cli._asking import RosterSource
from pdsync.cli._context import CommandContext
from pdsync.cli._person import person_of
from pdsync.cli._planning import loaded
from pdsync.cli.arguments.params import in_words
from pdsync.cli.arguments.useless_options import refuse
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.terminal.problems import BrokenConfiguration
from pdsync.diagnostics import Diagnostic
from pdsync.frozen import frozen
from pdsync.kinds import RefersTo
from pdsync.lint import lint
from pdsync.reconcile import OnCall, Options, make_plan, oncall_of_edit, same_person_at
from pdsync.render import Style, counted
from pdsync.render.plan import oncall_json, oncall_lines
from pdsync.roster import Identity
from pdsync.series import all_of
from pdsync.source import Config
from pdsync.source.departure import Departed, Leaver, StillNeeded, TurnTaken, departed
from pdsync.stamps import zone_stamp, zoned_stamp
from pdsync.zones import databases

_AHEAD = timedelta(weeks=4)
_NOBODY_NEW = "nobody-new"


@frozen
class Leaving:
    """Edits to write, and all that is to be said of them."""

    leaver: Leaver
    departed: Departed
    oncall: OnCall | None
    findings: tuple[Diagnostic, ...]
    written: bool
    people: Mapping[str, str]

    @property
    def notes(self) -> list[str]:
        """Sentences about turns that run, and about places that nobody takes."""
        turns = [self._turn(one) for one in self.departed.turns_taken]
        once = [self._once(one.entry.key, str(one.place)) for one in self.departed.kept_once]
        return [*turns, *once, *self._mentions()]

    @property
    def mentions(self) -> list[tuple[str, int]]:
        """Lines of comments and descriptions that go on naming whoever leaves."""
        return [
            (name, number)
            for name, text in sorted(self.departed.edited.after.texts.items())
            for number, line in enumerate(text.splitlines(), start=1)
            if self.leaver.email in line.lower()
        ]

    def _mentions(self) -> Iterator[str]:
        if lines := [f"{name}:{number}" for name, number in self.mentions]:
            yield f"Text goes on naming {self.leaver.email}, at {all_of(lines)}: edit it by hand."

    def _turn(self, one: TurnTaken) -> str:
        until = zoned_stamp(one.running.until, one.running.zone)
        return (
            f"The turn that runs in schedule `{one.schedule}` ({one.place}) is "
            f"{self.leaver.email}'s: {self._called(one.running.taker)} takes it, until {until}."
        )

    def _called(self, who: str) -> str:
        """Return the e-mail of somebody who is written by id, where the account tells it."""
        return self.people.get(who, who)

    def _once(self, key: str, place: str) -> str:
        return (
            f"{self.leaver.instead} is in the list at {place} already, of `{key}`, and gets no "
            "second place there."
        )

    @property
    def summary(self) -> str:
        """Say in a sentence what was done."""
        found = self.departed
        count = counted(len(found.spots), "place")
        verb = "is" if self.written else "would be"
        done = f"{verb} replaced by {self.leaver.instead}" if self.leaver.instead else f"{verb} out"
        files = all_of(sorted(found.edited.files))
        where = f"in {count} of {files}"
        return f"{self.leaver.email} {done} {where}. `pdsync plan` shows what that changes."

    def oncall_lines(self, style: Style) -> list[str]:
        """Return the lines that say who is on call before and after."""
        row = oncall_json(self.oncall)
        soon = self.oncall.soon if self.oncall else None
        shown = {**row, "same_person": []} if row else None
        return oncall_lines(shown, style, soon=zone_stamp(soon) if soon else None)


def parting_of(options: dict[str, Any], context: CommandContext) -> Leaving:
    """Find the edits; raises BrokenConfiguration for all that somebody must decide."""
    config = loaded(options["directory"])
    now = context.clock.now().replace(microsecond=0)
    with _account(options, context) as reached:
        rosters = _rosters(options, config, reached, now)
        leaver = _leaver(options, rosters)
        try:
            found = departed(config, leaver, now)
        except StillNeeded as why:
            raise BrokenConfiguration(why.findings, config.texts) from None
        new = tuple(_new_findings(config, found.edited.after, now))
        if not found.spots:
            where = f"{config.directory.rstrip('/')}/"
            hint = f"`pdsync who {leaver.email} --live` says what the account has of them"
            raise UsageProblem(f"{where} names {leaver.email} nowhere", hint=hint)
        if any(one.is_error for one in new):
            raise BrokenConfiguration(new, found.edited.after.texts)
        oncall = _oncall(config, found.edited.after, reached, now)
    same = tuple(same_person_at(oncall, found.edited.after)) if oncall else ()
    # That tells of the same levels, and when.
    findings = (*(one for one in new if one.rule != _NOBODY_NEW or not same), *same)
    return Leaving(leaver, found, oncall, findings, not options["dry_run"], rosters.people)


@contextmanager
def _account(options: dict[str, Any], context: CommandContext) -> Iterator[Reached | None]:
    account = AccountOptions.taken_from(options)
    if not options["live"]:
        names = (*AccountOptions.__dataclass_fields__, "verbose")
        refuse(names, "without --live", "add --live to ask the account, or leave it out")
        yield None
        return
    context.output.transient("Reading the account …")
    with opened(account, context.clock, context.output) as reached:
        yield reached


def _rosters(
    options: dict[str, Any], config: Config, reached: Reached | None, now: datetime
) -> RosterSource:
    if reached is None:
        return RosterSource.of_config(options["directory"], now)
    return RosterSource.of_account(config, reached, now)


def _leaver(options: dict[str, Any], rosters: RosterSource) -> Leaver:
    who = person_of(rosters, options["person"])
    instead = _instead(options["instead"], rosters)
    if instead and instead == who.email:
        raise UsageProblem(
            f"--replace-by is {who.email}, who leaves", hint="name somebody who stays"
        )
    return Leaver(who.email, who.id, instead)


def _instead(word: str | None, rosters: RosterSource) -> str | None:
    if word is None:
        return None
    if rosters.live:
        found: Identity = person_of(rosters, word)
        return found.email
    try:
        return RefersTo("user").read(word).key
    except PydanticCustomError as wrong:
        raise in_words("--replace-by", wrong) from None


def _new_findings(before: Config, after: Config, now: datetime) -> Iterator[Diagnostic]:
    """Yield what lint finds in the edited files and not in those that were read."""
    zones = databases()
    known = Counter((one.rule, one.message) for one in lint(before, now, zones))
    for one in lint(after, now, zones):
        known[one.rule, one.message] -= 1
        if known[one.rule, one.message] < 0:
            yield one


def _oncall(before: Config, after: Config, reached: Reached | None, now: datetime) -> OnCall | None:
    if reached is None:
        return oncall_of_edit(before, after, now, now + _AHEAD)
    plan = make_plan(after, reached.client, Options(target=reached.label), now=now)
    if plan.is_broken:
        raise BrokenConfiguration(plan.diagnostics, after.texts)
    return plan.oncall
