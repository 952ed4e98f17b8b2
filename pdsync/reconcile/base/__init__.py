"""Plan of a configuration over an earlier one, in place of the account. Knows no revision of git.

The earlier configuration is made in an empty, made-up account, by the calls that a plan of it has;
the configuration of today is planned over that as over any other. What only the real account knows
is left out on both sides, taken as it is written, or said not to be known; never made up.
"""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.reconcile.base.bare import Comparable, comparable
    from pdsync.reconcile.base.made_up import MadeUp, make_up
    from pdsync.reconcile.base.since import plan_since

__all__ = ["Comparable", "MadeUp", "comparable", "make_up", "plan_since"]
