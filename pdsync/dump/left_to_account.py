"""Fields of an entry that are not written and not empty in the account: nobody compares them."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from pdsync.dump.taken_over import AsRead, names_of
from pdsync.kinds import below
from pdsync.reconcile import Live
from pdsync.source import Entry

_OTHERS = {"name", "id", "protected"}
_LONGEST = 40


def left_to_account(entry: Entry, live: Live, as_read: AsRead) -> Iterator[str]:
    """Yield the fields of an entry that only the account has, in words, with short values."""
    resource = live.resource(as_read.now)
    fields = type(resource).model_fields
    inside = {one.section for one in below(entry.kind)}
    for name, value in as_read.body(live, entry.key).items():
        names = names_of(entry, name)
        if name in _OTHERS | inside or any(entry.places.has((one,)) for one in names):
            continue
        field = next((one for one in names if one in fields), None)
        if field is None or not _is_same(getattr(resource, field), fields[field].get_default()):
            yield f"`{name}`{_shown(value)}"


def _is_same(one: object, other: object) -> bool:
    """Return True for equal values, whichever of their fields were written."""
    if isinstance(one, BaseModel) and isinstance(other, BaseModel):
        return one.model_dump() == other.model_dump()
    return one == other


def _shown(value: object) -> str:
    told = str(value).lower() if isinstance(value, bool) else str(value)
    is_plain = isinstance(value, str | int) and len(told) <= _LONGEST and "\n" not in told
    return f" ({told})" if is_plain else ""
