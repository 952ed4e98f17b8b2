"""End of a way back: what is left to do in the repository, and the exit code."""

from __future__ import annotations

from pdsync.cli._applying import Run, RunEnd
from pdsync.cli.terminal.exit_codes import FINE, REFUSED, WRONG
from pdsync.render.plan import plan_json, revert_text


def say_what_is_left(run: Run) -> None:
    """Say what is to be done in the repository, unless the plan goes nowhere back."""
    if run.plan.undone is None or run.plan.is_broken:
        return
    output = run.output
    say, style = (output.err, output.err_style) if run.json else (output.out, output.out_style)
    say("\n" + revert_text(plan_json(run.plan), style))


def ended(run: Run, end: RunEnd) -> int:
    """Return the exit code of a plan that came to its end: that of what was left as it was, too.

    What is left in the repository is said once the account is back but for blocked deletions, and
    not before: of what was refused, not confirmed or not finished, the way back comes first.
    """
    if end.was_sent and end.code in {FINE, REFUSED}:
        say_what_is_left(run)
    is_left = run.plan.undone is not None and run.plan.undone.left_out
    return end.code or (WRONG if is_left else end.code)
