"""Options that were written and would do nothing: refused, never ignored. Decides no effect."""

from __future__ import annotations

from collections.abc import Collection

import click
from click.core import ParameterSource

from pdsync.cli.arguments.words import UsageProblem


def refuse(names: Collection[str], why: str, hint: str) -> None:
    """Raise UsageProblem for the first of some options that is on the command line.

    Not for one of the environment, which is there for all commands.
    """
    context = click.get_current_context()
    for param in context.command.params:
        source = context.get_parameter_source(str(param.name))
        if param.name in names and source is ParameterSource.COMMANDLINE:
            raise UsageProblem(f"{param.opts[0]} does nothing {why}", hint=hint)
