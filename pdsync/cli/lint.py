"""`pdsync lint`: what is wrong with the configuration, without asking anybody."""

from __future__ import annotations

from pathlib import Path

import click

from pdsync.cli import _options
from pdsync.cli._surroundings import Surroundings
from pdsync.cli._words import Command


@click.command(
    cls=Command,
    short_help="Check the configuration, offline.",
    epilog="""
pdsync lint
pdsync lint --config staging/ --format json
""",
)
@_options.config
@_options.output_format("text", "json")
@_options.no_color
@click.pass_obj
def command(around: Surroundings, directory: str, format_: str) -> int:
    """Check the configuration. Needs no network and no token.

    Exits with 1 when there is an error.
    """
    from pdsync.cli import _exit
    from pdsync.lint import lint
    from pdsync.render import diagnostics_text, dumps, findings_line, lint_json
    from pdsync.source import load

    output = around.output
    config = load(Path(directory))
    findings = lint(config)
    if format_ == "json":
        output.out(dumps(lint_json(findings)))
    elif findings:
        text = diagnostics_text(findings, config.texts, output.out_style)
        output.out(f"{text}\n\n{findings_line(findings)}")
    else:
        output.out("No problems.")
    return _exit.WRONG if any(finding.is_error for finding in findings) else _exit.FINE
