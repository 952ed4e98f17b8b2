"""`--quiet` and `--verbose`: how much is told beside the answer. Decide nothing else."""

from __future__ import annotations

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments.words import UsageProblem, option


def _heard(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - as click calls it
    """Let the output know; refuse both at once."""
    if not wanted or ctx.resilient_parsing:
        return
    output = ctx.ensure_object(CommandContext).output
    if output.loudness:
        raise UsageProblem(
            "--quiet and --verbose are opposites",
            hint="write one of them: --quiet tells only what matters, --verbose every request",
        )
    output.loudness = param.name


quiet = option(
    "--quiet",
    is_flag=True,
    expose_value=False,
    callback=_heard,
    group="Output",
    help="No progress and no explanations: only what matters. Risks, refusals, deletions and "
    "errors are always told.",
)

verbose = option(
    "--verbose",
    is_flag=True,
    expose_value=False,
    callback=_heard,
    group="Connection",
    help="Tell each request on standard error: its path, its status, how long it took.",
)
