"""Reading of an account for a dump, and the dump of it."""

from __future__ import annotations

from collections.abc import Callable

from pdsync.cli._account import Reached
from pdsync.cli._context import CommandContext
from pdsync.dump import Dump, Wish, dump, meant
from pdsync.reconcile import Snapshot, read_apart, read_everything


def read_and_dump(
    reached: Reached, context: CommandContext, wish_of: Callable[[Snapshot], Wish]
) -> tuple[Snapshot, Dump]:
    """Read an account and write what is wished for, once it is known what it has.

    Only of what is written is it asked what no YAML can say.
    """
    snapshot = read_everything(reached.client)
    wish, now = wish_of(snapshot), context.clock.now()
    known, unseen = read_apart(reached.client, meant(snapshot, wish, now))
    snapshot = snapshot.replacing(known) if known else snapshot
    return snapshot, dump(snapshot, wish, now, unseen)
