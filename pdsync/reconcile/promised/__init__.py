"""What is promised, held to an account with its overrides and without."""

from pdsync.reconcile.promised.overrides import OverriddenPromise, Promised, without_overrides

__all__ = ["OverriddenPromise", "Promised", "without_overrides"]
