"""`pdsync scopes`: what a token must be allowed for a configuration."""

from __future__ import annotations

from typing import Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command


@click.command(
    cls=Command,
    short_help="Show the OAuth scopes that a token needs.",
    epilog="""
pdsync scopes
pdsync scopes --format json | jq -r '.read | join(" ")'
""",
)
@_options.config
@_options.output_format("text", "json")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Show the OAuth scopes that the configuration needs to be planned and to be applied.

    By the configuration alone: no account is asked. What a token may lack is listed apart, with
    what goes without it.
    """
    from pdsync.cli._planning import loaded
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.reconcile import scopes_of
    from pdsync.render import dumps
    from pdsync.render.scopes import scopes_json, scopes_text

    row = scopes_json(scopes_of(loaded(options["directory"])))
    output = context.output
    text = scopes_text(row, output.out_style) if options["format_"] == "text" else dumps(row)
    output.out(text)
    return _exit.FINE
