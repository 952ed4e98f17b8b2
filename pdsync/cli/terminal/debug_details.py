"""Details of a bug for those who report it and asked for them."""

from __future__ import annotations

import os
import traceback


def details_of(bug: BaseException) -> str | None:
    """Return the traceback; None without PDSYNC_DEBUG in the environment."""
    if not os.environ.get("PDSYNC_DEBUG"):
        return None
    return "".join(traceback.format_exception(bug)).rstrip()
