"""Account into YAML: keys, files and text, and what cannot be said. Pure."""

from pdsync.dump.account import Dump, dump, stack_of
from pdsync.dump.unsaid import Unsaid
from pdsync.dump.wish import Wish

__all__ = ["Dump", "Unsaid", "Wish", "dump", "stack_of"]
