"""`pdsync override`: somebody stands in for a while. Its commands are the modules here."""

from __future__ import annotations

import sys

import click

from pdsync.cli.arguments.groups import GROUP_SETTINGS, Commands


@click.group(
    cls=Commands,
    package=sys.modules[__name__],
    invoke_without_command=True,
    context_settings=GROUP_SETTINGS,
    short_help="Make, list and remove overrides.",
    epilog="""
pdsync override list
""",
)
@click.pass_context
def command(ctx: click.Context) -> int | None:
    """Make, list and remove overrides: somebody has the hours of somebody else for a while.

    Overrides are people's own arrangements and no configuration: plan and apply keep them.
    """
    if ctx.invoked_subcommand is not None:
        return None
    click.echo(ctx.get_help())
    return 1
