"""Account into YAML: keys, files and text, and what cannot be said. Pure."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.dump.account import Dump, dump, meant, stack_of
    from pdsync.dump.keys import unique
    from pdsync.dump.left_to_account import left_to_account
    from pdsync.dump.taken_over import WAYS, AsRead, Differing, taken_over
    from pdsync.dump.unsaid import Unsaid
    from pdsync.dump.wish import Thing, Wish

__all__ = [
    "WAYS",
    "AsRead",
    "Differing",
    "Dump",
    "Thing",
    "Unsaid",
    "Wish",
    "dump",
    "left_to_account",
    "meant",
    "stack_of",
    "taken_over",
    "unique",
]
