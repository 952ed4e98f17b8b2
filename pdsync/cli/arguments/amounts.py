"""`--summary` and `--full`: how much of a plan is shown to people. Decide nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pdsync.cli.arguments.useless_options import refuse
from pdsync.cli.arguments.words import UsageProblem, option

_F = TypeVar("_F", bound=Callable[..., Any])

_SUMMARY = option(
    "--summary",
    is_flag=True,
    group="Output",
    help="Only the counts, and what is never left out: risks, refusals, deletions, what is "
    "blocked, who goes on or off call at once.",
)
_FULL = option(
    "--full",
    is_flag=True,
    group="Output",
    help="All of the plan. [default: at a terminal two screens, elsewhere all]",
)


def amounts(command: _F) -> _F:
    """Add the options for how much of a plan is shown."""
    decorated: _F = _SUMMARY(_FULL(command))
    return decorated


def taken_amount(options: dict[str, Any]) -> str | None:
    """Take what is wanted out of a command's options: `summary`, `full`, or None for neither."""
    wanted = [name for name in ("summary", "full") if options.pop(name)]
    if len(wanted) > 1:
        raise UsageProblem(
            "--summary and --full are opposites",
            hint="take one of them: --summary for the counts and risks, --full for everything",
        )
    format_ = options["format_"]
    if format_ != "text":
        whole = "JSON is always whole" if format_ == "json" else "its summary stands first"
        refuse({"summary", "full"}, f"with `--format {format_}`", f"leave it out: {whole}")
    return wanted[0] if wanted else None
