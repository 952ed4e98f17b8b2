"""The heart: wanted and live into a plan, a plan into outcomes. Speaks to a Remote only."""

from pdsync.reconcile._apply import apply_plan
from pdsync.reconcile._as_applied import as_applied
from pdsync.reconcile._doubts import not_all_listed
from pdsync.reconcile._model import (
    Action,
    Address,
    Applied,
    Change,
    FieldChange,
    OnCall,
    Outcome,
    Plan,
    Result,
    Touched,
    Twin,
    Twins,
)
from pdsync.reconcile._open_gaps import gaps_of_account
from pdsync.reconcile._options import Options
from pdsync.reconcile._remote import Remote
from pdsync.reconcile._rosters import (
    Account,
    read_names,
    roster_of_config,
)
from pdsync.reconcile._run import make_plan
from pdsync.reconcile._running import Progress, Running
from pdsync.reconcile._saved import made_at, stale
from pdsync.reconcile._topics import topics_of_account, topics_of_config
from pdsync.reconcile._twin_watch import readings
from pdsync.reconcile._verify import Verified, verify

__all__ = [
    "Account",
    "Action",
    "Address",
    "Applied",
    "Change",
    "FieldChange",
    "OnCall",
    "Options",
    "Outcome",
    "Plan",
    "Progress",
    "Remote",
    "Result",
    "Running",
    "Touched",
    "Twin",
    "Twins",
    "Verified",
    "apply_plan",
    "as_applied",
    "gaps_of_account",
    "made_at",
    "make_plan",
    "not_all_listed",
    "read_names",
    "readings",
    "roster_of_config",
    "stale",
    "topics_of_account",
    "topics_of_config",
    "verify",
]
