"""From options to a plan: what `plan` and `apply` have in common."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ConfigDict, NonNegativeInt

from pdsync.cli._account import Reached
from pdsync.cli._clock import CommandClock
from pdsync.cli.arguments.words import UsageProblem
from pdsync.frozen import frozen
from pdsync.reconcile import Options, Plan, make_plan
from pdsync.render import (
    Json,
    Style,
    diagnostics_text,
    diagnostics_with_people,
    findings_line,
    with_people,
)
from pdsync.render.plan import (
    SAME_PERSON,
    plan_json,
    plan_summary,
    plan_text,
    with_pages,
    with_time_zone,
)
from pdsync.source import Config, load

if TYPE_CHECKING:
    from pdsync.cli.undoing.earlier import WayBack
    from pdsync.reconcile.drift import BeforeMerge

_SCREENS = 2
_BELOW = 2
"""Lines below a plan: the prompt, or a question and the line before it."""


@frozen
class Selection:
    """Part of the configuration that is meant, and what may be lost; saved with a plan."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")  # as a plan file must have it

    only: tuple[tuple[str, str | None], ...] = ()
    team: str | None = None
    excepted: tuple[tuple[str, str], ...] = ()
    allow_deletes: NonNegativeInt | None = None
    restore_overrides: bool = False
    show_ids: bool = False
    effective: Literal["now", "handoff"] = "now"

    @classmethod
    def taken_from(cls, options: dict[str, Any]) -> Selection:
        """Take its own options out of a command's."""
        given = {name: options.pop(name) for name in cls.__dataclass_fields__}
        only = tuple(_only(text) for text in given["only"])
        excepted = tuple(_except(text) for text in given["excepted"])
        return cls(**{**given, "only": only, "excepted": excepted})

    def asked(self, target: str) -> Options:
        """The options of a plan."""
        return Options(**{**vars(self), "target": target})


def _only(text: str) -> tuple[str, str | None]:
    kind, colon, key = text.partition(":")
    if not kind or (colon and not key):
        raise UsageProblem(
            f"--only cannot be '{text}'", hint="write a kind, such as service, or service:KEY"
        )
    return kind, key or None


def _except(text: str) -> tuple[str, str]:
    kind, _, key = text.partition(":")
    if not (kind and key):
        hint = "write what to leave alone for now, as service:KEY"
        raise UsageProblem(f"--except cannot be '{text}'", hint=hint)
    return kind, key


@frozen
class Look:
    """Look of plans for people; None for what the format or the schedule prefers.

    Its `amount` is `summary`, `all`, `full`, which has each shift, or None: two screens of it at
    a terminal, and all elsewhere. What `is_sent` at once cannot be looked at again.
    """

    show_ids: bool
    people: str | None = None
    time_zone: str | None = None
    amount: str | None = None
    is_sent: bool = False

    def of(self, row: Json, people: str) -> Json:
        """A plan's JSON, as it is to be shown; `people` is the way that the format prefers."""
        shown = with_pages(with_people(row, self.people or people))
        return with_time_zone(shown, self.time_zone) if self.time_zone else shown


@frozen
class Planning:
    """All that a plan is made from."""

    config: Config
    reached: Reached
    clock: CommandClock
    selection: Selection
    horizon: timedelta
    as_of: datetime | None = None
    unmanaged: bool = False
    before: BeforeMerge | None = None
    back: WayBack | None = None

    def plan(self) -> Plan:
        """Read the account and plan, and say who is on call because of it."""
        asked = self.selection.asked(self.reached.label)
        options = replace(asked, horizon=self.horizon, as_of=self.as_of, unmanaged=self.unmanaged)
        client, now = self.reached.client, self.clock.now()
        if self.back:
            from pdsync.reconcile.going_back import plan_back

            plan = plan_back(self.back.earlier, self.back.undone, client, options, now=now)
        elif self.before:
            from pdsync.reconcile.drift import plan_of_merge

            plan = plan_of_merge(self.config, self.before, client, options, now=now)
        else:
            plan = make_plan(self.config, client, options, now=now)
        return plan if self.reached.has_pages else replace(plan, site=None)


def loaded(directory: str) -> Config:
    """The configuration; raises BrokenConfiguration when no plan can be made from it."""
    config = load(Path(directory))
    if config.is_broken:
        from pdsync.cli.terminal.problems import BrokenConfiguration

        raise BrokenConfiguration(config.problems, config.texts)
    return config


def as_text(
    plan: Plan, config: Config, look: Look, style: Style, planned: Json | None = None
) -> str:
    """A plan as text, what is said about the configuration above it.

    It is made of the JSON of the plan, which may be made already.
    """
    above = [one for one in plan.diagnostics if one.rule != SAME_PERSON]
    said = diagnostics_with_people(above, plan.people, look.people or "emails")
    found = f"{diagnostics_text(said, config.texts, style)}\n\n" if said else ""
    row = look.of(planned or plan_json(plan, calls=False), "emails")
    if look.amount == "summary":
        return f"{found}{plan_summary(row, style, show_ids=look.show_ids, is_sent=look.is_sent)}"
    room = None
    if style.lines and look.amount is None:
        room = max(style.lines * _SCREENS - found.count("\n"), style.lines) - _BELOW
    full = look.amount == "full"
    return f"{found}{plan_text(row, style, show_ids=look.show_ids, room=room, full=full)}"


def nothing_to_tell(plan: Plan) -> bool:
    """Return True where --quiet leaves nothing of a plan: no change, nothing found or refused."""
    told = plan.changes or plan.diagnostics or plan.refused or plan.unmanaged
    return not told


def broken_text(plan: Plan, config: Config, style: Style) -> str:
    """Why there is no plan."""
    found = diagnostics_text(plan.diagnostics, config.texts, style)
    return f"{found}\n\nNo plan: {findings_line(plan.diagnostics)}."
