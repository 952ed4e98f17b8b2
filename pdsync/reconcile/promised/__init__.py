"""What is promised, held to an account with its overrides and without."""

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
