"""`pdsync override list`: the overrides that stand, with their ids."""

from __future__ import annotations

from typing import Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, argument, option


@click.command(
    cls=Command,
    short_help="List the overrides that stand.",
    epilog="""
pdsync override list
pdsync override list payments-primary --since 2026-12-01 --until 2027-01-01
""",
)
@argument(
    "schedules",
    metavar="[SCHEDULE]...",
    nargs=-1,
    about="The key of a schedule, or its name or id. [default: all schedules]",
)
@option("--since", metavar="T", group="Time", help="From this time on. [default: now]")
@option("--until", metavar="T", group="Time", help="Until this time. [default: 13 weeks later]")
@_options.clocks
@_options.config
@_options.connection
@_options.output_format("text", "json")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """List overrides: who has which hours instead of whom, and by which id each can be removed.

    Those that have hours in the time that is asked about, each whole.
    """
    from pdsync.cli._reached import rosters_of
    from pdsync.cli.overriding.listing import listed
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.render import dumps
    from pdsync.render.overrides import listed_text

    with rosters_of(options, context, live=True) as rosters:
        row, problems = listed(rosters, options, context.clock.now().replace(microsecond=0))
    output = context.output
    if options["format_"] == "json":
        output.out(dumps(row))
    else:
        output.out(listed_text(row, output.out_style, context.clock.now().year))
    if problems:
        from pdsync.render import diagnostics_text

        output.err(diagnostics_text(problems, rosters.texts, output.err_style))
    return _exit.WRONG if problems else _exit.FINE
