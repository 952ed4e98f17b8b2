"""Times from one to another, in words for findings. Finds nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def span_in_words(start: datetime, end: datetime, zone: str, now: datetime) -> str:
    """Say from when to when on the clocks of a zone; of what has begun only until when.

    So the words do not change from one run to the next while nothing else does.
    """
    first, last = (f"{at.astimezone(ZoneInfo(zone)):%a %-d %b %Y %H:%M}" for at in (start, end))
    return f"until {last} ({zone})" if start <= now else f"from {first} to {last} ({zone})"
