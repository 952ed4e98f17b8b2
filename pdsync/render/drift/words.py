"""Words for drift, the same in every form: who did what when, and what is not known. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.json_types import Json
from pdsync.reconcile.drift import deed
from pdsync.render._counts import counted
from pdsync.render._times import minute_words
from pdsync.render.plan.values import unit_of, words
from pdsync.series import all_of

_SUMMARY = {
    "changed": "changed outside",
    "deleted": "deleted outside",
    "missing": "not there",
    "unmarked": "without the mark",
    "left": "no longer in the configuration",
    "made": "made outside",
}
NOT_KNOWN = "not known who"
_MAKE = "apply would make it"
_SHORT = 40


def who(act: Json) -> str:
    """`ana.silva@acme.example in the browser, Mon 2 Mar 2026 12:00 UTC`."""
    told = deed(act["who"], act["type"], act["method"], act["token"])
    return f"{told}, {_time(act['at'])}"


def what_happened(change: Json, audit: Json) -> list[str]:
    """Return what happened to the resource of a change, in sentences without an end."""
    outside = change["outside"]
    acts = outside["by"]
    if outside["what"] == "deleted":
        return [f"deleted by {who(acts[0])}"]
    if outside["what"] == "missing":
        return [_missing(audit)]
    lead = _LEADS[outside["what"]]
    if not acts:
        return [f"{lead}, {_not_known(audit)}"]
    if outside["what"] == "changed":
        return [_changed(act, several=len(acts) > 1) for act in acts]
    return [f"{lead}, last written by {who(acts[0])}"]


_LEADS = {
    "changed": "changed outside",
    "unmarked": "there without the mark",
    "left": "carries the mark, and is not in the configuration",
}


def _changed(act: Json, *, several: bool) -> str:
    fields = all_of(act["fields"])
    if not act["sure"]:
        return f"changed outside, last written by {who(act)}, which does not name {fields}"
    of = f" ({fields})" if several else ""
    return f"changed outside by {who(act)}{of}"


def _missing(audit: Json) -> str:
    if audit["unknown"]:
        return f"not there: never made, or deleted, {NOT_KNOWN}"
    return f"not there: never made, or deleted before {_time(audit['since'])}"


def _not_known(audit: Json) -> str:
    if audit["unknown"]:
        return NOT_KNOWN
    return f"{NOT_KNOWN}: not since {_time(audit['since'])}"


def would(change: Json) -> str:
    """Return what apply would do about it."""
    if change["blocked"]:
        return "apply would leave it: its change is blocked"
    if change["action"] == "delete":
        return "apply would delete it"
    if change["action"] == "create":
        other = "key" if change["kind"] == "integration" else "id"
        was_there = change["outside"]["what"] == "deleted"
        return f"apply would make it again, with another {other}" if was_there else _MAKE
    if not change["fields"]:
        return "apply would put the mark on it"
    return f"apply would put {_put_back(change['fields'])}"


def _put_back(fields: Sequence[Json]) -> str:
    """Return what is put back: the one value if it is short, else where it stands."""
    one = fields[0]["new"] if len(fields) == 1 else None
    if isinstance(one, str | int):
        said = words(one, fields[0].get("unit") or unit_of(fields[0]["path"]))
        if len(said) <= _SHORT:
            return f"{said} back"
    return "back what was there before"


def _time(text: str) -> str:
    """Return a time on the clocks that it was told by, with what they are ahead of UTC."""
    return f"{minute_words(text)} {'UTC' if text.endswith('Z') else text[-6:]}"


def about_trail(row: Json) -> str | None:
    """Return why it is not known who, or since when it is known; None where all is told."""
    audit = row["audit"]
    if audit["unknown"]:
        return f"Not known who: {audit['unknown']}."
    if audit["cut"]:
        return f"The audit trail has more than is read: who is known since {_time(audit['since'])}."
    return None


def summary(row: Json) -> str:
    """`2 changed outside, 1 deleted outside`, or that there is no drift."""
    found = [f"{count:,} {_SUMMARY[what]}" for what, count in row["drift"].items() if count]
    return f"Drift: {', '.join(found)}." if found else "No drift: the account is as written."


def unmanaged(row: Json) -> str | None:
    """Return how much of the account is not managed here; None for nothing."""
    things = row["unmanaged"]["things"] if row.get("unmanaged") else ()
    if not things:
        return None
    return (
        f"Not managed here: {counted(len(things), 'thing')}; `pdsync plan --unmanaged` lists them."
    )


def inverted(change: Json) -> Json:
    """Return the change as it was made outside: from what is written to what the account has."""
    return {**change, "fields": [_inverted(one) for one in change["fields"]]}


def _inverted(field: Json) -> Json:
    was = field.get("moved_from") or field.get("old_path") or field["path"]
    turned = {**field, "path": was, "old": field["new"], "new": field["old"]}
    for name in ("moved_from", "old_path"):
        if field.get(name):
            turned[name] = field["path"]
    if field.get("handoff"):
        turned["handoff"] = {"old": field["handoff"]["new"], "new": field["handoff"]["old"]}
    return turned
