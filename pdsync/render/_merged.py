"""What of a plan is a merge's, and what it takes back besides, as JSON and in a sentence."""

from __future__ import annotations

from pdsync.json_types import Json
from pdsync.reconcile import MergedFrom, Plan
from pdsync.render._counts import counted


def merged_json(plan: Plan, merged: MergedFrom) -> Json:
    """Return the revision, how many changes are the merge's alone, and what is taken back."""
    return {
        "revision": merged.revision,
        "merge": len(plan.changes) - len(merged.taken_back),
        "taken_back": [
            {"kind": kind, "key": key, "fields": list(fields)}
            for (kind, key), fields in merged.taken_back.items()
        ],
    }


def about_merge(row: Json) -> str:
    """Return how much of a plan is the merge's; empty where nobody asked."""
    merged = row.get("merged_from")
    if not merged or not row["changes"]:
        return ""
    taken = len(merged["taken_back"])
    merge, since = counted(merged["merge"], "change"), f"Since {merged['revision']}"
    if not taken:
        return f"{since}: {merge}, of the merge alone; nothing that was changed outside goes."
    takes = f"{counted(taken, 'change')} {'takes' if taken == 1 else 'take'} back"
    return (
        f"{since}: {merge} of the merge alone; {takes} what was changed outside of the "
        "configuration, if it was not merged before and never applied."
    )
