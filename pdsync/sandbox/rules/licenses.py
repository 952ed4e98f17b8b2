"""Licences of users; the account says which there are."""

from __future__ import annotations

from pdsync.sandbox._errors import Bad, invalid, not_found
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.resource_type import Fields
from pdsync.sandbox.state.store import Row


def held(call: Call, user: Row) -> Row:
    """The licence written on a user, else the first that is for the role; 404 where none is."""
    found = call.store.get("license", user.fields["license"] or "")
    found = found or _for_role(call, user.fields["role"])
    if found is None:
        raise not_found()
    return found


def _for_role(call: Call, role: str) -> Row | None:
    rows = call.store.children("license", "")
    return next((row for row in rows if role in row.fields["valid_roles"]), None)


def settled(call: Call, fields: Fields, old: Row | None) -> Fields:
    """A user's fields with a licence that goes with the role, and since when it is held.

    One that was written refuses another role in the same body; one from before gives way.
    """
    written = call.store.get("license", fields["license"] or "")
    before = old.fields if old else {"license": None, "licensed_at": call.now, "role": None}
    if written and fields["role"] not in written.fields["valid_roles"]:
        if fields["license"] != before["license"]:
            raise invalid(f"License is not valid for the role {fields['role']}")
        fields = fields | {"license": None}
    kept = all(fields[key] == before[key] for key in ("license", "role"))
    return fields | {"licensed_at": before["licensed_at"] if kept else call.now}


def read(call: Call, value: object) -> str | None:
    """The id of a licence of the account, or null for whichever goes with the role."""
    if value is None:
        return None
    ident = value.get("id") if isinstance(value, dict) else None
    if not isinstance(ident, str) or call.store.get("license", ident) is None:
        raise Bad("is not a license of the account")
    return ident
