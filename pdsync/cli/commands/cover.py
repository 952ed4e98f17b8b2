"""`pdsync cover`: the turns of somebody who is away given to others, by overrides."""

from __future__ import annotations

from typing import Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, argument, option


@click.command(
    cls=Command,
    short_help="Give the turns of somebody who is away to others.",
    epilog="""
pdsync cover daniel.weiss@acme.example --from 2026-12-21 --to 2027-01-03
pdsync cover daniel.weiss@acme.example --from 2026-12-21 --to 2027-01-03 --dry-run --format json
""",
)
@argument("person", metavar="E-MAIL", about="Who is away.")
@option(
    "--from",
    "since",
    metavar="DATE",
    required=True,
    group="Time",
    help="The first day away, or `now`.",
)
@option(
    "--to",
    "until",
    metavar="DATE",
    required=True,
    group="Time",
    help="The last day away.",
)
@option(
    "--by",
    metavar="E-MAIL",
    group="Selection",
    help="Who takes all of it. [default: for each turn somebody of its rotation who is free]",
)
@option(
    "--choices",
    metavar="FILE",
    group="Selection",
    help="Who takes what: the JSON of --format json, with each `by` as it is to be.",
)
@_options.handing_over
@_options.config
@_options.connection
@_options.output_format("text", "json")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Propose who takes each turn of somebody who is away, ask, and make the overrides.

    Every turn of theirs, on every schedule of the account, also those that they have by override.
    For each it is somebody of the rotation who is not on call at that time, best with eleven hours
    to another shift, with the fewest hours in the eight weeks around. What nobody can take is said
    first, and stays theirs. Levels that name them directly are listed: only an edit changes these.

    Exits with 1 where a turn is left, not confirmed or not made, with 3 where all is refused.
    """
    from pdsync.cli._reached import rosters_of
    from pdsync.cli.swaps.arrangement import Arrangement
    from pdsync.cli.swaps.covering import cover_of
    from pdsync.cli.swaps.outlook import HandoverOutlook

    now = context.clock.now().replace(microsecond=0)
    with rosters_of(options, context, live=True) as rosters:
        found = cover_of(rosters, options, now)
        told = found.told(context, now)
        outlook = HandoverOutlook(found.rosters, found.handovers, now)
        return Arrangement(outlook, told, context, options).to_the_end()
