"""What differs from the configuration, and who made it so by the account's audit trail.

The trail is optional: where it cannot be read it is not known who, and nothing else changes.
"""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.reconcile.drift.deeds import deed
    from pdsync.reconcile.drift.merge import BeforeMerge, plan_of_merge
    from pdsync.reconcile.drift.outside import Drift, Outside, Trace, What, drift_of
    from pdsync.reconcile.drift.since import who_since
    from pdsync.reconcile.drift.trail import Act, Doer, Trail, read_trail

__all__ = [
    "Act",
    "BeforeMerge",
    "Doer",
    "Drift",
    "Outside",
    "Trace",
    "Trail",
    "What",
    "deed",
    "drift_of",
    "plan_of_merge",
    "read_trail",
    "who_since",
]
