"""Lead time before a running event ends, so that its successor is made in time. Pure.

Between the end that is set and the successor that is made a run may break off. The next one has
this long to go on from there.
"""

from __future__ import annotations

from datetime import datetime, timedelta

AHEAD = timedelta(minutes=30)
_MINUTE = timedelta(minutes=1)
MINUTES = AHEAD + 2 * _MINUTE
"""What ends or begins so soon was told to by a change that was just made, by any clock."""


def soon_after(now: datetime) -> datetime:
    """Return when a change sent now takes effect where an event runs: at a whole minute."""
    at = now + AHEAD
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + _MINUTE
