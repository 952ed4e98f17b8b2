"""The rosters of a command that asks the configuration, or the account when it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from pdsync.cli._account import AccountOptions, connecting, opened
from pdsync.cli._asking import RosterSource
from pdsync.cli._context import CommandContext
from pdsync.cli._planning import loaded
from pdsync.cli.arguments.useless_options import refuse
from pdsync.render import diagnostics_text
from pdsync.source import Config, has_yaml, load_texts


@contextmanager
def rosters_of(
    options: dict[str, Any], context: CommandContext, *, live: bool
) -> Iterator[RosterSource]:
    """Yield the rosters, for as long as more of the account can be read."""
    account = AccountOptions.taken_from(options)
    if not live:
        refuse(connecting(), "without --live", "add --live to ask the account, or leave it out")
        yield RosterSource.of_config(options["directory"], context.clock.now())
        return
    config = _if_there(options["directory"])
    context.output.transient("Reading the account …")
    with opened(account, context.clock, context.output) as reached:
        now = context.clock.now()
        rosters = RosterSource.of_account(config, reached, now)
        if rosters.doubts:
            context.output.err(
                diagnostics_text(rosters.doubts, rosters.texts, context.output.err_style)
            )
        yield rosters


def _if_there(directory: str) -> Config:
    """The configuration. None is needed to ask an account, but the one that is named must exist."""
    source = click.get_current_context().get_parameter_source("directory")
    is_named = source is not ParameterSource.DEFAULT
    return loaded(directory) if is_named or has_yaml(Path(directory)) else load_texts({})
