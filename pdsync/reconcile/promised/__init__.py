"""What is promised, held to an account with its overrides and without."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.reconcile.promised.overrides import OverriddenPromise, Promised, without_overrides
    from pdsync.reconcile.promised.verdicts import PromiseVerdict, unkept_by, verdicts_of

__all__ = [
    "OverriddenPromise",
    "PromiseVerdict",
    "Promised",
    "unkept_by",
    "verdicts_of",
    "without_overrides",
]
