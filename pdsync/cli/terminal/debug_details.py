"""Details of a bug for those who report it and asked for them."""

from __future__ import annotations

import os
import traceback

from pdsync.credentials import hidden


def details_of(bug: BaseException) -> str | None:
    """Return the traceback, keys and tokens hidden; None without PDSYNC_DEBUG."""
    if not os.environ.get("PDSYNC_DEBUG"):
        return None
    return hidden("".join(traceback.format_exception(bug)).rstrip())
