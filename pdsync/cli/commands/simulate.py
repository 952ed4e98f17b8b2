"""`pdsync simulate`: who is assigned in an incident, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.params import Horizon, Minutes
from pdsync.cli.arguments.useless_options import refuse
from pdsync.cli.arguments.words import Command, OneOf, argument, option

if TYPE_CHECKING:
    from pdsync.cli._simulating import Told

_DAY = 24 * 60
_YEARS = 10 * 366 * _DAY
_INCIDENT = {"urgency", "severity", "ack_after"}


@click.command(
    cls=Command,
    short_help="Simulate an incident.",
    epilog="""
pdsync simulate checkout
pdsync simulate checkout --at "2026-12-24 18:00" --severity warning --ack-after 10m
pdsync simulate --all --within 30m --horizon "4 weeks"
""",
)
@argument(
    "service",
    metavar="[SERVICE]",
    required=False,
    about="The key of a service; with --live, its name or id will do. Not needed with --all.",
)
@option("--at", metavar="T", group="Incident", help="When it begins. [default: now]")
@option(
    "--urgency",
    type=OneOf("high", "low"),
    group="Incident",
    help="How urgent it is. [default: as the service says]",
)
@option(
    "--severity",
    type=OneOf("critical", "error", "warning", "info"),
    group="Incident",
    help="How bad its alert is, for services whose urgency follows that.",
)
@option(
    "--ack-after",
    metavar="M",
    type=Minutes(0, _YEARS),
    group="Incident",
    help="Somebody acknowledges it after this long, such as 10m; once.",
)
@option("--all", "every", is_flag=True, group="Proof", help="Look at all services over a range.")
@option(
    "--within",
    metavar="LENGTH",
    type=Minutes(0, 7 * _DAY),
    default="30m",
    show_default=True,
    group="Proof",
    help="How soon somebody must be assigned, whenever an incident begins.",
)
@option(
    "--horizon",
    metavar="LENGTH",
    type=Horizon(),
    default="4 weeks",
    show_default=True,
    group="Proof",
    help="How long the range is.",
)
@_options.clocks
@_options.live
@_options.config
@_options.connection
@_options.output_format("text", "json", "mermaid")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Simulate an incident of a service: who is assigned, when, and why.

    With --all it is proved instead that incidents of every service find somebody, whenever they
    begin. By the configuration alone, unless --live.

    A time T is 2026-12-24 or "2026-12-24 18:00", on the clocks of the service's schedules or of
    --time-zone; or an instant, 2026-12-24T18:00:00Z or 2026-12-24T18:00+01:00.

    Exits with 1 when nobody would be assigned, or it cannot be told.
    """
    from pdsync.cli._reached import rosters_of
    from pdsync.cli._simulating import proved, simulated

    if options["every"]:
        refuse(_INCIDENT, "with --all", "leave it out, or name a SERVICE without --all")
    else:
        refuse({"within", "horizon"}, "without --all", "add --all, or leave it out")
    with rosters_of(options, context, live=options["live"]) as rosters:
        told = (proved if options["every"] else simulated)(rosters, options, context)
    return _show(told, options["format_"], context)


def _show(told: Told, format_: str, context: CommandContext) -> int:
    from pdsync.cli._simulating import is_fine
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.render import diagnostics_text, dumps
    from pdsync.render.simulation import reach_text, simulation_mermaid, simulation_text

    row, output = told.row, context.output
    if format_ == "json":
        output.out(dumps(row))
    elif "services" in row:
        output.out(reach_text(row, output.out_style) + ("\n" if told.findings else ""))
    elif format_ == "mermaid":
        output.out(simulation_mermaid(row))
    else:
        output.out(simulation_text(row, output.out_style) + ("\n" if told.findings else ""))
    if told.findings:
        output.err(diagnostics_text(told.findings, told.texts, output.err_style))
    return _exit.FINE if is_fine(row) else _exit.WRONG
