"""The book of a command that asks the configuration, or the account when it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from pdsync.cli._account import AccountOptions, opened
from pdsync.cli._asking import RosterSource
from pdsync.cli._planning import loaded
from pdsync.cli._surroundings import Surroundings
from pdsync.cli.arguments.useless_options import refuse
from pdsync.render import diagnostics_text
from pdsync.source import Config, load_texts


@contextmanager
def book_of(options: dict[str, Any], around: Surroundings, *, live: bool) -> Iterator[RosterSource]:
    """The book, for as long as it can be made to know more."""
    reach = AccountOptions.taken_from(options)
    if not live:
        names = AccountOptions.__dataclass_fields__
        refuse(names, "without --live", "add --live to ask the account, or leave it out")
        yield RosterSource.of_config(options["directory"])
        return
    config = _if_there(options["directory"])
    around.output.transient("Reading the account …")
    with opened(reach, around.clock, around.output.err) as reached:
        now = around.clock.now()
        book = RosterSource.of_account(config, reached.client, reached.label, now)
        if book.doubts:
            around.output.err(diagnostics_text(book.doubts, book.texts, around.output.err_style))
        yield book


def _if_there(directory: str) -> Config:
    """The configuration. None is needed to ask an account, but the one that is named must exist."""
    source = click.get_current_context().get_parameter_source("directory")
    is_named = source is not ParameterSource.DEFAULT
    return loaded(directory) if is_named or Path(directory).is_dir() else load_texts({})
