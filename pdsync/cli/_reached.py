"""The book of a command that asks the configuration, or the account when it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pdsync.cli._account import Reach, opened
from pdsync.cli._asking import Book
from pdsync.cli._effect import refuse
from pdsync.cli._surroundings import Surroundings


@contextmanager
def book_of(options: dict[str, Any], around: Surroundings, *, live: bool) -> Iterator[Book]:
    """The book, for as long as it can be made to know more."""
    reach = Reach.taken_from(options)
    if not live:
        names = Reach.__dataclass_fields__
        refuse(names, "without --live", "add --live to ask the account, or leave it out")
        yield Book.of_config(options["directory"])
        return
    around.output.transient("Reading the account …")
    with opened(reach, around.clock, around.output.err) as reached:
        now = around.clock.now()
        yield Book.of_account(options["directory"], reached.client, reached.label, now)
