"""Impact of a plan on who is on call. Only reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pdsync.reconcile._known import Known
from pdsync.reconcile._model import ROSTER_KINDS, OnCall, Plan
from pdsync.reconcile._options import VALID
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.plan.planning import Planned


def with_impact(planned: Planned, known: Known, remote: Remote) -> Plan:
    """The plan, with who is on call because of it, and what is wrong with that.

    Nothing is read, and no roster loaded, for a plan that does nothing to who is on call.
    """
    plan, horizon = planned.plan, known.options.horizon
    if horizon is None or plan.is_broken:
        return plan
    since = known.now.replace(microsecond=0)
    asked = since, since + horizon
    as_of = _as_of(known)
    if not any(change.kind in ROSTER_KINDS for change in plan.changes):
        return replace(plan, oncall=OnCall(*asked), valid_until=as_of + VALID)
    from pdsync.reconcile.impact.comparing import compared

    return compared(planned, known, remote, asked, as_of)


def _as_of(known: Known) -> datetime:
    """The time from which on hand-offs count: when the plan was made that this one must equal.

    One that is older than plans are valid, or of the future, is refused whatever comes out.
    """
    since = known.now.replace(microsecond=0)
    made = known.options.as_of or since
    return min(max(made, since - VALID), since)
