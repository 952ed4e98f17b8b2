"""`pdsync drift`: what was changed in the account outside of the configuration, and by whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.params import Horizon
from pdsync.cli.arguments.words import Command, option

if TYPE_CHECKING:
    from pdsync.cli._planning import Selection
    from pdsync.cli.terminal.output import Output
    from pdsync.reconcile.drift import Drift
    from pdsync.render import Json
    from pdsync.source import Config


@click.command(
    cls=Command,
    short_help="Show what was changed in the account by hand, and by whom.",
    epilog="""
pdsync drift
pdsync drift --since 7d --detailed-exitcode
pdsync drift --format markdown > drift.md
""",
)
@_options.config
@_options.connection
@_options.selection
@_options.output_format("text", "json", "markdown", "github")
@option(
    "--since",
    metavar="TIME",
    type=Horizon(most=31, why="PagerDuty tells no more of its audit trail at a time"),
    default="24 hours",
    show_default=True,
    group="Output",
    help="How far back to look for who it was, 31 days at most.",
)
@option(
    "--detailed-exitcode",
    "detailed",
    is_flag=True,
    group="Output",
    help="Exit with 2 when there are changes.",
)
@_options.markdown_file
@_options.people
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Show what differs from the configuration in the account, who changed it, when and how.

    A plan, told from the other side. Who it was is known where the audit trail may be read, and
    changes no exit code. Exits with 0, with 1 when something is wrong, with 3 when the plan that
    would put it back is refused.
    """
    from pdsync.cli import _planning
    from pdsync.cli.commenting.markdown_file import markdown_place
    from pdsync.cli.commenting.no_plan import NoPlan
    from pdsync.cli.terminal.plan_exit_codes import code_of_plan
    from pdsync.render.drift import drift_json

    output = context.output
    page = markdown_place(options.pop("markdown_file"))
    selection = _planning.Selection.taken_from(options)
    instead = NoPlan("drift", options["directory"], page, options["format_"], output)
    with instead.told():
        config = _planning.loaded(options["directory"])
        drift = _drift(config, selection, context, options)
    plan = drift.plan
    if plan.is_broken:
        instead.tell(plan.diagnostics)
        if options["format_"] != "json":
            output.err(_planning.broken_text(plan, config, output.err_style))
            return code_of_plan(plan, detailed=options["detailed"])
    look = _planning.Look(selection.show_ids, options["people"], options["time_zone"])
    row = drift_json(drift)
    if page and not plan.is_broken:
        page.write(_as_markdown(row, look))
    _show(row, options["format_"], look, output, config.directory)
    return code_of_plan(plan, detailed=options["detailed"])


def _drift(
    config: Config, selection: Selection, context: CommandContext, options: dict[str, Any]
) -> Drift:
    """Compare the configuration with the account, and ask who made what differs."""
    from pdsync.cli._account import AccountOptions, opened
    from pdsync.cli._planning import Planning
    from pdsync.reconcile.drift import Trail, drift_of, read_trail

    context.output.transient("Reading the account …")
    with opened(AccountOptions.taken_from(options), context.clock, context.output) as reached:
        planning = Planning(config, reached, context.clock, selection, options["horizon"])
        plan = replace(planning, unmanaged=True).plan()
        now = context.clock.now()
        since = now - options["since"]
        trail = Trail(since, now)
        if plan.changes or (plan.unmanaged and plan.unmanaged.things):
            trail = read_trail(reached.client, since, now)
        return drift_of(plan, trail, reached.client)


def _show(row: Json, format_: str, look: Any, output: Output, directory: str) -> None:
    from pdsync.render.drift import (
        drift_on_clocks,
        drift_text,
        drift_with_people,
    )
    from pdsync.render.plan import plan_dumps, with_pages

    if format_ == "json":
        output.out(plan_dumps(row))
        return
    if format_ == "markdown":
        output.out(_as_markdown(row, look).rstrip())
        return
    if look.time_zone:
        row = drift_on_clocks(row, look.time_zone)
    by_email = with_pages(drift_with_people(row, look.people or "emails"))
    by_name = drift_with_people(row, look.people or "names")
    if output.is_quiet and format_ == "text" and not (row["changes"] or row["made"]):
        return
    output.out(drift_text(by_email, output.out_style, show_ids=look.show_ids))
    if format_ == "github":
        _tell_the_runner(by_email, by_name, look, output, directory)


def _as_markdown(row: Json, look: Any) -> str:
    from pdsync.render.drift import drift_markdown, drift_on_clocks, drift_with_people

    if look.time_zone:
        row = drift_on_clocks(row, look.time_zone)
    return drift_markdown(drift_with_people(row, look.people or "names"), show_ids=look.show_ids)


def _tell_the_runner(
    by_email: Json, by_name: Json, look: Any, output: Output, directory: str
) -> None:
    from pdsync.cli.terminal.actions import WorkflowStep, most_annotations
    from pdsync.render.drift import drift_annotations, drift_markdown, drift_outputs
    from pdsync.render.plan import SUMMARY_LIMIT
    from pdsync.source import paths_from_root

    step = WorkflowStep.of_environment()
    step.summarize(drift_markdown(by_name, show_ids=look.show_ids, limit=SUMMARY_LIMIT))
    step.tell(drift_outputs(by_email))
    from_root = paths_from_root(Path(directory))
    if lines := drift_annotations(by_email, from_root, most=most_annotations()):
        output.raw("\n" + "\n".join(lines))
