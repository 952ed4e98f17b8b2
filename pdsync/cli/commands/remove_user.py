"""`pdsync remove-user`: somebody leaves, and every place of theirs in the YAML is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, argument, option

if TYPE_CHECKING:
    from pdsync.cli.departing.leaving import Leaving


@click.command(
    cls=Command,
    short_help="Take a person who leaves out of the configuration.",
    epilog="""
pdsync remove-user ben.okafor@acme.example --dry-run
pdsync remove-user ben.okafor@acme.example --replace-by ana.silva@acme.example
pdsync remove-user ben.okafor@acme.example --dry-run --format json
""",
)
@argument("person", metavar="E-MAIL", about="Whoever leaves; with --live, a name or id will do.")
@option(
    "--replace-by",
    "instead",
    metavar="E-MAIL",
    help="Who gets their places, but no second turn where they have one already.",
)
@option("--dry-run", is_flag=True, group="Output", help="Show the edit, and write nothing.")
@option(
    "--live",
    is_flag=True,
    group="Connection",
    help="Ask the account who is on call before and after, where no anchor says so.",
)
@_options.output_format("text", "json")
@_options.config
@_options.connection
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Take a person out of every team, layer, rotation and policy of the configuration.

    Until their next turn would begin nobody else changes: the anchor of each rotation that they
    leave is put at the turn that runs. A turn of theirs that runs goes to the next of those who
    stay. Where nobody would be left, it says where, and nothing is written.

    The account is not changed: `pdsync plan` shows what that takes.
    """
    from pdsync.cli.departing.leaving import parting_of
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.cli.terminal.edits import diff, write_edits

    parting = parting_of(options, context)
    made, config = parting.departed.edited, parting.departed.edited.before
    is_written, output = not options["dry_run"], context.output
    if is_written:
        write_edits(made.files, config.texts)
    edits = {name: diff(name, config.texts[name], made.files[name]) for name in sorted(made.files)}
    if options["format_"] == "json":
        from pdsync.cli.departing.as_json import departure_json
        from pdsync.render import dumps

        output.out(dumps(departure_json(parting, edits)))
        return _exit.FINE
    warnings = _warnings(parting, context)
    is_silent = output.is_quiet and is_written
    output.blocks(warnings if is_silent else [*edits.values(), *_said(parting, context, warnings)])
    return _exit.FINE


def _warnings(parting: Leaving, context: CommandContext) -> list[str]:
    from pdsync.render import diagnostics_text

    texts = parting.departed.edited.after.texts
    style = context.output.out_style
    return [diagnostics_text(parting.findings, texts, style)] if parting.findings else []


def _said(parting: Leaving, context: CommandContext, warnings: list[str]) -> list[str]:
    from pdsync.render import sentence

    style = context.output.out_style
    notes = "\n".join(sentence(one, style, 0) for one in parting.notes)
    lines = "\n".join(parting.oncall_lines(style))
    blocks = [lines, *warnings, notes, sentence(parting.summary, style, 0)]
    return [one for one in blocks if one]
