"""Teams. Who belongs to them is `team_member`'s."""

from __future__ import annotations

from pdsync.sandbox._errors import Refused
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import name, one_of, optional, reference, text
from pdsync.sandbox.collections.collection import collection
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.collections.view import refer
from pdsync.sandbox.state.store import Row

FORBIDDEN = "\\/&<>"


def _show(call: Call, row: Row) -> Fields:
    parent = row.fields["parent"]
    return row.fields | {"parent": parent and refer(call, "team", parent)}


def _links(fields: Fields) -> list[tuple[str, str]]:
    return [("parent", fields["parent"])] if fields["parent"] else []


def _veto(call: Call, row: Row) -> None:
    users = {
        "Escalation Policies": call.store.users_of(row.id, "escalation_policy", "team"),
        "Schedules": call.store.users_of(row.id, "schedule", "team")
        or call.store.users_of(row.id, "schedule_v3", "team"),
        "Subteams": call.store.users_of(row.id, "team", "parent"),
    }
    holding = [what for what, idents in users.items() if idents]
    if holding:
        raise Refused(400, 6006, "Team has existing associations", [_held_by(holding)])


def _held_by(what: list[str]) -> str:
    if len(what) == 1:
        return f"Cannot delete team with existing {what[0]} association(s)"
    return (
        "Cannot delete team with existing associations; associations could be"
        " Escalation Policies, Services, Schedules or Subteams"
    )


RESOURCE = Resource(
    kind="team",
    plural="teams",
    path="/teams",
    web="/teams",
    fields={
        "name": Field(name(100, FORBIDDEN), required=True),
        "description": Field(text(1024)),
        "default_role": Field(one_of("manager", "none"), "manager"),
        "parent": Field(optional(reference("team"))),
    },
    show=_show,
    links=_links,
    unique="Name has already been taken",
    veto=_veto,
    ability="teams",
)
ROUTES = [*collection(RESOURCE)]
