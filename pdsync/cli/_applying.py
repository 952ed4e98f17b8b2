"""From a plan to its end: shown, confirmed, carried out, reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from functools import cached_property

from pdsync.cli._planning import Look, Planning, as_text, broken_text, nothing_to_tell
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.terminal import exit_codes as _exit
from pdsync.cli.terminal import interrupt as _interrupt
from pdsync.cli.terminal.debug_details import details_of
from pdsync.cli.terminal.output import Output
from pdsync.cli.terminal.plan_exit_codes import code_of_applied
from pdsync.frozen import frozen
from pdsync.reconcile import Applied, Outcome, Plan, Progress, Result, Running, apply_plan
from pdsync.render import Json, Style, sentence
from pdsync.render.plan import (
    FAILED,
    apply_json,
    apply_text,
    head_json,
    not_applied,
    outcome_line,
    plan_dumps,
    plan_json,
    progress_line,
    question,
)
from pdsync.source import Config


@frozen
class RunEnd:
    """End of an apply: its exit code, and `was_sent` unless it stopped before anything was sent."""

    code: int
    was_sent: bool = False


@frozen
class Run:
    """One apply. With `json`, standard output is for the object at the end alone.

    `at_the_end` is told, as JSON, what became of the plan.
    """

    plan: Plan
    config: Config
    look: Look
    output: Output
    json: bool
    writers: int
    at_the_end: Callable[[Json], None] = lambda _: None
    told: dict[tuple[str, str], str] = field(default_factory=dict)
    """Failures told with the progress, above the report: why, by kind and key."""

    def show(self) -> None:
        """Show the plan, or why there is none."""
        if self.plan.is_broken:
            self.output.err(broken_text(self.plan, self.config, self.output.err_style))
        elif not (self.output.is_quiet and nothing_to_tell(self.plan)):
            told = as_text(self.plan, self.config, self.look, self._style, self._planned)
            self._say(told)

    @cached_property
    def _planned(self) -> Json:
        """The JSON of the plan, without its calls: that of the outcome has them."""
        return plan_json(self.plan, calls=False)

    def to_the_end(self, planning: Planning, *, yes: bool) -> RunEnd:
        """Carry it out if it may be."""
        if self.plan.is_broken:
            return self._stop("the plan has errors", _exit.WRONG)
        if self.plan.refused:
            return self._stop("; ".join(self.plan.refused), _exit.REFUSED)
        if self.plan.calls and not yes and (reason := self._not_confirmed()):
            self.output.err(sentence(reason, self.output.err_style, 0))
            return self._stop(reason, _exit.WRONG)
        if reason := _too_late(self.plan, planning.clock.now()):
            self.output.err(sentence(reason, self.output.err_style, 0))
            return self._stop(reason, _exit.REFUSED)
        # An interruption may come at any time, and must not hide what was sent before it.
        with _interrupt.watched(self.output.at_once) as interrupted:
            applied = self._carried_out(planning, interrupted)
            self._report(applied)
        return RunEnd(code_of_applied(applied), was_sent=True)

    def _stop(self, reason: str, code: int) -> RunEnd:
        self._end(not_applied(self.plan, reason))
        return RunEnd(code)

    def _end(self, row: Json) -> None:
        if self.json:
            self.output.out(plan_dumps(row))
        self.at_the_end(row)

    def _not_confirmed(self) -> str | None:
        """Ask; returns why nothing may be sent, None when it may."""
        if not self.output.can_ask():
            return (
                "Nothing was sent: there is no terminal to ask for confirmation; "
                "--yes applies without asking."
            )
        if self.output.ask(f"\n{question(self._planned)}"):
            return None
        return "Nothing was sent: not confirmed."

    def _carried_out(self, planning: Planning, interrupted: Callable[[], bool]) -> Applied:
        running = Running(
            now=planning.clock.now,
            sleep=planning.clock.sleep,
            waits=self._waits,
            progress=self._progress,
            interrupted=interrupted,
            unforeseen=self._details,
            notice=self._notice,
            writers=self.writers,
            has_pages=planning.reached.has_pages,
        )
        return apply_plan(self.plan, planning.reached.client, running)

    def _waits(self, seconds: float) -> None:
        """Tell whoever follows requests of the pause between two looks at the account."""
        if follow := self.output.follow:
            follow(f"Waiting {seconds:.1f} s")

    def _progress(self, step: Progress) -> None:
        if step.outcome is not None and self._is_news(step.outcome):
            row = {**head_json(step.change), "outcome": step.outcome.result.value}
            reason = step.outcome.reason
            row["reason"] = reason if reason and self._is_one_place else None
            if row["reason"]:
                self.told[step.change.address] = str(row["reason"])
            self.output.err(outcome_line(step.index, step.total, row, self.output.err_style))
        if step.under_way and self.output.shows_transient:
            index, newest = step.under_way[-1]
            others = len(step.under_way) - 1
            style = self.output.err_style
            line = progress_line(index, step.total, head_json(newest), style, others=others)
            self.output.transient(line)

    def _is_news(self, outcome: Outcome) -> bool:
        """Return True for what failed, and unless progress is not wanted for what is done."""
        if outcome.result is Result.DONE:
            return not self.output.is_quiet
        return outcome.result.value in FAILED

    @property
    def _is_one_place(self) -> bool:
        """True if the report stands below the progress, so that what failed was told there."""
        return self.json or self.output.is_one_place

    def _notice(self, text: str) -> None:
        self.output.aside(sentence(text, self.output.err_style, 0))

    def _details(self, bug: Exception) -> None:
        if details := details_of(bug):
            self.output.err(details)

    def _report(self, applied: Applied) -> None:
        row = apply_json(applied, self._planned)
        if applied.outcomes:
            shown = self.look.of(row, "emails")
            known = {
                one.change.address
                for one in applied.outcomes
                if one.reason and self.told.get(one.change.address) == one.reason
            }
            text = apply_text(shown, self._style, known)
            self._say("\n" + text)
        self._end(row)

    @property
    def _style(self) -> Style:
        return self.output.err_style if self.json else self.output.out_style

    def _say(self, text: str) -> None:
        (self.output.err if self.json else self.output.out)(text)


def allowed_writers(asked: int | None, config: Config) -> int:
    """How many changes may be sent at one time, if so many are asked for."""
    most = config.settings.safety.writers
    if asked and most and asked > most:
        less = f"write {most} or less" if most > 1 else "leave it out"
        raise UsageProblem(
            f"--writers cannot be '{asked}': pdsync.yaml allows {most}",
            hint=f"{less}, or change `safety: {{writers: {most}}}`",
        )
    return config.settings.safety.writers_if(asked)


def _too_late(plan: Plan, now: datetime) -> str | None:
    """Why a plan that waited for its answer may not be sent any more; None when it may."""
    if plan.valid_until is None or now < plan.valid_until:
        return None
    return (
        "Nothing was sent: since the plan was shown, the person on call is another; run it again."
    )
