"""`pdsync override remove`: an override goes, and whoever had its hours has them again."""

from __future__ import annotations

from typing import Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, argument, option


@click.command(
    cls=Command,
    short_help="Remove an override, or end one that runs.",
    epilog="""
pdsync override remove payments-primary --at now --dry-run
""",
)
@argument("schedule", metavar="SCHEDULE", about="The key of a schedule, or its name or id.")
@option("--at", metavar="T", group="Selection", help="The override in force then; `now` will do.")
@option("--id", "ident", metavar="ID", group="Selection", help="The override with this id.")
@_options.clocks
@_options.handing_over
@_options.config
@_options.connection
@_options.output_format("text", "json")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Remove the override that --at or --id means. One that runs ends now, and its past stays.

    Who is on call then is shown first, and read back at the end.

    A time T is 2026-12-24 (its 00:00) or "2026-12-24 18:00", on the clocks of the schedule or of
    --time-zone; or an instant, 2026-12-24T18:00:00Z.

    Exits with 1 where it was not confirmed or not removed, with 3 where it is refused.
    """
    from pdsync.cli._reached import rosters_of
    from pdsync.cli.overriding.removing import meant, removal_of
    from pdsync.cli.swaps.naming import all_schedules

    now = context.clock.now().replace(microsecond=0)
    with rosters_of(options, context, live=True) as rosters:
        topic = rosters.one(options["schedule"], "schedule")
        gone = meant(rosters, topic, options, now)
        known = rosters.knowing(all_schedules(rosters), now, gone.span.end)
        return removal_of(known, gone, context, options, now).to_the_end()
