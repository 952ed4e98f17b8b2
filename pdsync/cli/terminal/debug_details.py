"""What those who report a bug are to see of it, where they asked for it."""

from __future__ import annotations

import os
import traceback


def details_of(bug: BaseException) -> str | None:
    """How it came about; None without PDSYNC_DEBUG in the environment."""
    if not os.environ.get("PDSYNC_DEBUG"):
        return None
    return "".join(traceback.format_exception(bug)).rstrip()
