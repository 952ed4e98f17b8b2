"""`pdsync swap`: the turns of two people exchanged, by overrides."""

from __future__ import annotations

from typing import Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, argument, option


@click.command(
    cls=Command,
    short_help="Exchange the turns of two people.",
    epilog="""
pdsync swap "Daniel Weiss" "Maya Cohen" --schedule platform-follow-the-sun --at 2026-12-21
""",
)
@argument("first", metavar="E-MAIL", about="Whose turn it is on that date.")
@argument("second", metavar="E-MAIL", about="With whom it is exchanged.")
@option(
    "--schedule",
    "schedules",
    metavar="SCHEDULE",
    multiple=True,
    required=True,
    group="Selection",
    help="On this schedule, by its key, name or id. May be repeated: primary and secondary.",
)
@option(
    "--at",
    metavar="DATE",
    required=True,
    group="Selection",
    help="The first one's turn that begins on this date, else the one that lasts all of it.",
)
@option(
    "--and",
    "other",
    metavar="DATE",
    group="Selection",
    help="The second one's turn of this date. [default: their next one after the first]",
)
@_options.handing_over
@_options.config
@_options.connection
@_options.output_format("text", "json")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Exchange the turns of two people, by one override for each stretch of them.

    A turn is what the rotation gives somebody between two hand-offs, as the account has it: cut by
    windows, layers above and overrides. One that runs is exchanged from now on. With several
    schedules, whoever of the two has the turn of the date on one gives it for the other's.

    Exits with 1 where it was not confirmed or not all was made, with 3 where it is refused.
    """
    from pdsync.cli._reached import rosters_of
    from pdsync.cli.swaps.arrangement import Arrangement
    from pdsync.cli.swaps.naming import all_schedules
    from pdsync.cli.swaps.outlook import HandoverOutlook
    from pdsync.cli.swaps.swapping import swap_of

    now = context.clock.now().replace(microsecond=0)
    with rosters_of(options, context, live=True) as rosters:
        found = swap_of(rosters, options, now)
        last = max((one.span.end for one in found.handovers), default=now)
        known = rosters.knowing(all_schedules(rosters), now, last)
        told = found.told(known, context, now)
        run = Arrangement(HandoverOutlook(known, found.handovers, now), told, context, options)
        return run.to_the_end()
