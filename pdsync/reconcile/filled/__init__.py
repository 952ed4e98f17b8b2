"""A configuration with all that it does not write, as the account has it, and its people."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.reconcile.filled.configuration import Filled, fill
    from pdsync.reconcile.filled.people import AccountUser

__all__ = ["AccountUser", "Filled", "fill"]
