"""Memberships of teams, made up: each person for themselves, whoever else is on the team."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from pdsync.kinds._kind import Kind, Parting
from pdsync.kinds._model import Own, Raw, Resource
from pdsync.kinds._nested import Membership
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.words import Flag, one_of
from pdsync.kinds._wire import a_text, as_it_is, fields, live, ref


class RoleInTeam(Resource):
    """A person in a team."""

    team: Annotated[Annotated[Ref, RefersTo("team")] | None, Own()] = Field(
        None, description="The team below which it is written."
    )
    user: Annotated[Annotated[Ref, RefersTo("user")], Own()] = Field(description="The person.")
    role: Annotated[str, one_of("observer", "responder", "manager")] | None = Field(
        None, description="What the person may do."
    )
    absent: Annotated[Flag, Own()] = Field(default=False, description="Takes the person off it.")


def _from_wire(raw: Raw, _: datetime) -> RoleInTeam:
    return live(RoleInTeam, raw, {"id": as_it_is, "team": ref, "user": ref, "role": a_text})


def _to_wire(membership: Resource, _: Resource | None) -> dict[str, Any]:
    return fields(membership, "role")


def _parting(membership: Resource) -> Parting:
    return Parting(absent=isinstance(membership, RoleInTeam) and membership.absent)


KIND = Kind(
    name="membership",
    section="memberships",
    model=RoleInTeam,
    endpoint=Membership(
        "/teams/{parent}/users/{member}",
        "",
        "members",
        parent="team",
        listed="/teams/{parent}/members",
        of="user",
        paged=True,
    ),
    from_wire=_from_wire,
    to_wire=_to_wire,
    parting=_parting,
    marked=False,
)
