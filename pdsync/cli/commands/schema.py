"""`pdsync schema`: the JSON Schema of the YAML, for editors."""

from __future__ import annotations

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments.words import Command


@click.command(
    cls=Command,
    short_help="Print the JSON Schema of the YAML.",
    epilog="""
pdsync schema > pdsync.schema.json
# and in .vscode/settings.json, which `pdsync init` writes:
# "yaml.schemas": {"./pdsync.schema.json": ["policies/**/*.yaml"]}
""",
)
@click.pass_obj
def command(context: CommandContext) -> int:
    """Print the JSON Schema of the YAML, for editors and other tools."""
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.lint import rules_schema, settings_schema
    from pdsync.render import dumps
    from pdsync.source import json_schema

    context.output.out(dumps(json_schema(settings_schema(), rules_schema())))
    return _exit.FINE
