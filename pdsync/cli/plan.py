"""`pdsync plan`: what would change in the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pdsync.cli import _options
from pdsync.cli._surroundings import Surroundings
from pdsync.cli._words import Command, option

if TYPE_CHECKING:
    from pdsync.cli._output import Output
    from pdsync.cli._planning import Look
    from pdsync.reconcile import Plan
    from pdsync.source import Config


@click.command(
    cls=Command,
    short_help="Show what would change in the account.",
    epilog="""
pdsync plan --sandbox
pdsync plan --format markdown --out plan.json > plan.md
""",
)
@_options.config
@_options.connection
@_options.selection
@_options.output_format("text", "json", "markdown")
@option("--out", metavar="FILE", group="Output", help="Save the plan as well, for `pdsync apply`.")
@option(
    "--detailed-exitcode",
    "detailed",
    is_flag=True,
    group="Output",
    help="Exit with 2 when there are changes.",
)
@_options.people
@click.pass_obj
def command(around: Surroundings, /, **options: Any) -> int:
    """Show what would change in the account. Only reads: a read-only token is enough.

    Exits with 0, with 1 when something is wrong, with 3 when the plan is refused.
    """
    from pdsync.cli import _exit
    from pdsync.cli._account import Reach, opened
    from pdsync.cli._planning import Look, Planning, Selection, loaded
    from pdsync.cli._saved import save

    output = around.output
    selection = Selection.taken_from(options)
    config = loaded(options["directory"])
    output.transient("Reading the account …")
    with opened(Reach.taken_from(options), around.clock, output.err) as reached:
        plan = Planning(config, reached, around.clock, selection, options["horizon"]).plan()
    if options["out"] and not plan.is_broken:
        save(plan, selection, options["out"])
    look = Look(selection.show_ids, options["people"], options["time_zone"])
    _show(plan, config, look, output, options["format_"])
    return _exit.of_plan(plan, detailed=options["detailed"])


def _show(plan: Plan, config: Config, look: Look, output: Output, format_: str) -> None:
    from pdsync.cli import _planning
    from pdsync.render import dumps, plan_json, plan_markdown

    if format_ == "json":
        output.out(dumps(plan_json(plan)))
    elif plan.is_broken:
        output.err(_planning.broken_text(plan, config, output.err_style))
    elif format_ == "markdown":
        row = look.of(plan_json(plan), "names")
        output.out(plan_markdown(row, show_ids=look.show_ids).rstrip())
    else:
        output.out(_planning.as_text(plan, config, look, output.out_style))
