"""`pdsync override add`: somebody has the hours of a while instead of whoever has them."""

from __future__ import annotations

from typing import Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, argument, option


@click.command(
    cls=Command,
    short_help="Put somebody on call for a while.",
    epilog="""
pdsync override add payments-primary --user "Maya Cohen" --from 2026-12-24 --to 2026-12-25
""",
)
@argument("schedule", metavar="SCHEDULE", about="The key of a schedule, or its name or id.")
@option(
    "--user",
    metavar="E-MAIL",
    required=True,
    group="Selection",
    help="Who is to be on call; a name or id will do.",
)
@option(
    "--from",
    "since",
    metavar="T",
    required=True,
    group="Time",
    help="From this time on; `now` begins at once.",
)
@option("--to", "until", metavar="T", required=True, group="Time", help="Until this time.")
@option(
    "--instead-of",
    "instead",
    metavar="E-MAIL",
    group="Selection",
    help="Whose hours these are; needed where several are on call at once.",
)
@_options.clocks
@_options.handing_over
@_options.config
@_options.connection
@_options.output_format("text", "json")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Put somebody on call for a while: by one override for each stretch that somebody has.

    Hours that nobody has stay nobody's, unless they are all that is asked for. Who is on call
    before and after is shown first, and read back at the end.

    A time T is 2026-12-24 (its 00:00) or "2026-12-24 18:00", on the clocks of the schedule or of
    --time-zone; or an instant, 2026-12-24T18:00:00Z.

    Exits with 1 where it was not confirmed or not all was made, with 3 where it is refused.
    """
    from pdsync.cli._reached import rosters_of
    from pdsync.cli.overriding.adding import addition_of
    from pdsync.cli.swaps.arrangement import Arrangement
    from pdsync.cli.swaps.naming import all_schedules
    from pdsync.cli.swaps.outlook import HandoverOutlook

    now = context.clock.now().replace(microsecond=0)
    with rosters_of(options, context, live=True) as rosters:
        asked = addition_of(rosters, options, now)
        known = rosters.knowing(all_schedules(rosters), now, asked.span.end)
        handovers, told = asked.found(known, context, now)
        outlook = HandoverOutlook(known, handovers, now)
        return Arrangement(outlook, told, context, options).to_the_end()
