"""Going back to an earlier configuration: the account as it was, turns of schedules included."""

from pdsync.reconcile.going_back.earlier import Earlier
from pdsync.reconcile.going_back.plan import plan_back

__all__ = ["Earlier", "plan_back"]
