"""`pdsync apply`: make the changes of a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.amounts import amounts, taken_amount
from pdsync.cli.arguments.params import Writers
from pdsync.cli.arguments.words import Command, argument, option


@click.command(
    cls=Command,
    short_help="Make the changes of a plan.",
    epilog="""
pdsync apply --sandbox
pdsync apply --yes plan.json
""",
)
@argument(
    "file",
    metavar="[PLAN]",
    required=False,
    takes_file=True,
    about="A file written by `pdsync plan --out`. [default: a new plan]",
)
@option("--yes", is_flag=True, group="Safety", help="Do not ask.")
@option(
    "--writers",
    metavar="N",
    type=Writers(),
    group="Safety",
    help="Send up to N changes at one time, where they may be. [default: 4, or `safety.writers`]",
)
@_options.config
@_options.connection
@_options.selection
@_options.output_format("text", "json")
@amounts
@_options.people
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Plan, show the plan, ask, and make its changes: its calls and no other.

    With PLAN, a file written by `pdsync plan --out`, it plans again and sends nothing unless the
    result is the same.

    Exits with 0 when all is done, with 1 when it is not, with 3 when it is refused or when only
    blocked deletions are left.
    """
    from pdsync.cli._account import AccountOptions, opened
    from pdsync.cli._applying import Run, allowed_writers
    from pdsync.cli._planning import Look, Planning, Selection, loaded
    from pdsync.cli._saved import Saved
    from pdsync.cli.undoing.earlier import way_back

    output = context.output
    selection = Selection.taken_from(options)
    unasked = "summary" if output.is_quiet else "all"
    amount = taken_amount(options) or (unasked if options["yes"] else None)
    saved = Saved.read(options["file"], selection) if options["file"] else None
    selection = saved.selection if saved else selection
    to = saved.goes_back_to if saved else None
    back = way_back(options["directory"], to[1], to[0]) if to else None
    config = back.earlier.config if back else loaded(options["directory"])
    writers = allowed_writers(options["writers"], config)
    output.transient("Reading the account …")
    with opened(AccountOptions.taken_from(options), context.clock, output) as reached:
        made = saved.made_at if saved else None
        planning = Planning(config, reached, context.clock, selection, options["horizon"], made)
        planning = replace(planning, back=back)
        shown = (selection.show_ids, options["people"], options["time_zone"], amount)
        look = Look(*shown, is_sent=options["yes"])
        json = options["format_"] == "json"
        run = Run(planning.plan(), config, look, output, json=json, writers=writers)
        run.show()
        if saved:
            saved.check(run.plan, context.clock.now(), reached.client)
        return run.to_the_end(planning, yes=options["yes"])
