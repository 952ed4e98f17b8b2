"""Handing hours over: shown, judged, asked for, sent and read back; of a swap and of a cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from pdsync.cli._context import CommandContext
from pdsync.cli.swaps import remarks
from pdsync.cli.swaps.announcement import Announcement
from pdsync.cli.swaps.naming import unlike
from pdsync.cli.swaps.outlook import HandoverOutlook
from pdsync.cli.swaps.refusals import newly_doubled, why_refused
from pdsync.cli.swaps.second_look import SecondLook
from pdsync.cli.swaps.sending import OverrideSending
from pdsync.cli.terminal import exit_codes as _exit
from pdsync.cli.terminal import interrupt as _interrupt
from pdsync.diagnostics import Diagnostic
from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.reconcile.overrides import (
    read_back,
)
from pdsync.render import Style, counted, diagnostic_json, diagnostics_text, dumps, sentence
from pdsync.render.plan import oncall_lines
from pdsync.render.swaps import (
    counted_sent,
    double_lines,
    planned_json,
    sent_lines,
)
from pdsync.units import A_YEAR


@frozen
class Arrangement:
    """Hours that are to go to others, and the one who asked for it at a command line."""

    outlook: HandoverOutlook
    told: Announcement
    context: CommandContext
    options: dict[str, Any] = field(hash=False)

    def to_the_end(self) -> int:
        """Show what would be, ask, send it and read it back; returns the exit code."""
        self._show()
        if self.refused:
            return self._stop(self.refused, _exit.REFUSED)
        if self.options["dry_run"] or self.outlook.is_nothing:
            return self._only_shown()
        if self.options["yes"]:
            return self.carried_out()
        if reason := self._not_confirmed():
            return self._stop(reason, _exit.WRONG)
        latest = self._looked_at_again()
        if isinstance(latest, str):
            return self._stop(latest, _exit.REFUSED)
        return latest.carried_out()

    @property
    def planned(self) -> list[dict[str, Any]]:
        """What is to be sent."""
        return [planned_json(one, self.outlook.words) for one in self.outlook.handovers]

    @property
    def nothing(self) -> str:
        """The beginning of what is said where nothing is sent."""
        return "Nothing was made"

    @property
    def question(self) -> str:
        """What somebody is asked before it is sent."""
        return f"Make {counted(len(self.outlook.handovers), 'override')}?"

    def _show(self) -> None:
        shown, style = self.outlook, self.style
        lines = double_lines(shown.double_duty(), style, shown.now.year)
        table = oncall_lines(shown.oncall, style, None) if shown.oncall else []
        notes = [sentence(one, style, 0) for one in (*self.told.notes, *shown.notes())]
        blocks = [*self.told.blocks, *("\n".join(one) for one in (table, lines, notes) if one)]
        self._say("\n\n".join(blocks))

    @cached_property
    def refused(self) -> str | None:
        """Why it may not be sent, in a sentence, if that is so."""
        shown = self.outlook
        is_far = shown.span.end - shown.now > A_YEAR
        told, doubled = self.told, shown.doubled
        if self.options["anyway"]:
            told, doubled = replace(told, taken=None), ()
        why = why_refused(shown.words, shown.unlike, doubled, told, is_far=is_far)
        return f"{self.nothing}: {why}." if why else None

    def _not_confirmed(self) -> str | None:
        output = self.context.output
        if not output.can_ask():
            return (
                f"{self.nothing}: there is no terminal to ask for confirmation; "
                "--yes does it without asking."
            )
        is_sure = output.ask(f"\n{self.question} [y/N] ")
        return None if is_sure else f"{self.nothing}: not confirmed."

    def sent(self, interrupted: Callable[[], bool]) -> list[dict[str, Any]]:
        """Send it, and return what became of each override."""
        self.context.output.transient("Making overrides …")
        shown = self.outlook
        sending = OverrideSending(shown.rosters, shown.handovers, shown.words, shown.span)
        return sending.rows(self.context.clock.now, interrupted)

    def summary(self, rows: list[dict[str, Any]]) -> list[str]:
        """Say what became of each override."""
        return ["\n".join(sent_lines(rows, self.style, self.outlook.now.year)), counted_sent(rows)]

    def _only_shown(self) -> int:
        self._json(self.planned, None)
        dry = f"{self.nothing}: this was a dry run."
        said = self.told.leaves or (self.told.nothing if self.outlook.is_nothing else dry)
        if said:
            self.context.output.err(sentence(said, self.context.output.err_style, 0))
        return _exit.WRONG if self.told.leaves else _exit.FINE

    def _looked_at_again(self) -> Arrangement | str:
        """Return it by the account as it is after the question, or why it is not so any more."""
        self.context.output.transient("Looking at the account again …")
        shown, now = self.outlook, self.context.clock.now().replace(microsecond=0)
        look = SecondLook.at(shown.rosters, shown.words, now, shown.span.end)
        if why := look.why_not_any_more(shown.handovers, shown.takers):
            return f"{self.nothing}: since this was shown, {why}; run it again."
        left = look.left_of(shown.handovers)
        found = replace(shown, rosters=look.rosters, handovers=left, now=now)
        latest = replace(self, outlook=found)
        if not latest.refused and (who := newly_doubled(shown.doubled, found.doubled, shown.words)):
            return f"{self.nothing}: since this was shown, {who}; run it again."
        return latest.refused or latest

    def carried_out(self) -> int:
        """Send it and read it back, whatever speaks against it; returns the exit code."""
        with _interrupt.watched(self.context.output.at_once) as interrupted:
            rows = self.sent(interrupted)
            is_done = all(one["reason"] is None for one in rows)
            wrong = self._read_back() if is_done else []
            self._report(rows, wrong, is_done=is_done)
            self._json(rows, None if is_done and not wrong else "not all is done", wrong)
        return _exit.FINE if is_done and not wrong and not self.told.leaves else _exit.WRONG

    def _read_back(self) -> list[Diagnostic]:
        shown, live = self.outlook, self.outlook.rosters.asked
        since = self.settled(self.context.clock.now().replace(microsecond=0))
        span = Span(max(since, shown.days.start), shown.days.end)
        if span.start >= span.end:
            return []
        snapshot = live.account.snapshot
        found = read_back(live.client, snapshot, shown.after, shown.schedules, span)
        return [unlike(one, shown.words) for one in found]

    def settled(self, now: datetime) -> datetime:
        """Return the instant from which on all is as it will be, if it was sent by now."""
        return now + timedelta(seconds=1)

    def _report(
        self, rows: list[dict[str, Any]], wrong: list[Diagnostic], *, is_done: bool
    ) -> None:
        if not (self.context.output.is_quiet and is_done):
            self._say("\n" + "\n\n".join(self.summary(rows)))
        lines = [one["way_back"] for one in rows if one.get("way_back")]
        if lines and not is_done:
            self._say("\n" + "\n  ".join(["To take back what was made:", *lines]))
        if self.told.leaves:
            self.context.output.err(sentence(self.told.leaves, self.context.output.err_style, 0))
        if wrong:
            self.context.output.err(diagnostics_text(wrong, {}, self.context.output.err_style))

    def _stop(self, reason: str, code: int) -> int:
        self.context.output.err(sentence(reason, self.context.output.err_style, 0))
        self._json(self.planned, reason)
        return code

    def _json(
        self,
        overrides: list[dict[str, Any]],
        reason: str | None,
        wrong: Sequence[Diagnostic] = (),
    ) -> None:
        if not self._is_json:
            return
        shown = self.outlook
        row = self.told.row | {
            "double_duty": shown.double_duty(),
            "unkept_promises": [remarks.promise_json(one) for one in shown.unkept],
            "overrides": overrides,
            "not_known": [*remarks.not_known(shown.rosters, shown.days)],
            "oncall": shown.oncall,
            "reason": reason or self.told.leaves,
            "diagnostics": [diagnostic_json(one) for one in (*shown.rosters.doubts, *wrong)],
        }
        self.context.output.out(dumps(row))

    @property
    def _is_json(self) -> bool:
        return bool(self.options["format_"] == "json")

    @property
    def style(self) -> Style:
        """How texts look: JSON has standard output for itself."""
        output = self.context.output
        return output.err_style if self._is_json else output.out_style

    def _say(self, text: str) -> None:
        output = self.context.output
        (output.err if self._is_json else output.out)(text)
