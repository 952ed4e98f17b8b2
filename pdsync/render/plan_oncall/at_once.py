"""People who go on or off call at once, by the JSON of a plan. Pure."""

from __future__ import annotations

from pdsync.json_types import Json
from pdsync.stamps import read_stamp


def is_at_once(row: Json, soon: str | None) -> bool:
    """Return True if a plan puts somebody on call at once, or takes somebody off.

    Where it replaces what runs that is as `soon` as it can be. What is new puts people on call
    where nobody was.
    """
    if row["unknown"] or row["coverage"]["before"] is None:
        return False
    if row["now"]["old"] != row["now"]["new"]:
        return True
    return any(is_soon(one, soon) for one in row["changes"])


def is_soon(change: Json, soon: str | None) -> bool:
    """Return True if this begins when what replaces running events takes over."""
    return soon is not None and read_stamp(change["start"]) == read_stamp(soon)
