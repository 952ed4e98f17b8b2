"""The heart: wanted and live into a plan, a plan into outcomes. Speaks to a Remote only."""

from pdsync.reconcile._apply import apply_plan
from pdsync.reconcile._model import (
    Action,
    Address,
    Applied,
    Change,
    FieldChange,
    Outcome,
    Plan,
    Result,
)
from pdsync.reconcile._options import Options
from pdsync.reconcile._remote import Remote
from pdsync.reconcile._run import make_plan
from pdsync.reconcile._running import Progress, Running
from pdsync.reconcile._saved import stale

__all__ = [
    "Action",
    "Address",
    "Applied",
    "Change",
    "FieldChange",
    "Options",
    "Outcome",
    "Plan",
    "Progress",
    "Remote",
    "Result",
    "Running",
    "apply_plan",
    "make_plan",
    "stale",
]
