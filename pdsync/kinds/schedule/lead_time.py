"""Lead time before a running event ends, so that its successor is made in time. Pure.

A run may be interrupted between the request that ends the event and the one that makes its
successor. The next run has this long to make it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from pdsync.units import A_MINUTE

AHEAD = timedelta(minutes=30)
MINUTES = AHEAD + 2 * A_MINUTE
"""What ends or begins so soon was told to by a change that was just made, by any clock."""


def soon_after(now: datetime) -> datetime:
    """Return when a change sent now takes effect on a running event: at a whole minute."""
    at = now + AHEAD
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + A_MINUTE
