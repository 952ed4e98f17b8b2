"""Going back to an earlier configuration: the account as it was, turns of schedules included."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.reconcile.going_back.earlier import Earlier
    from pdsync.reconcile.going_back.plan import plan_back

__all__ = ["Earlier", "plan_back"]
