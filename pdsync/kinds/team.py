"""Teams and their members. Members are written beside the team, but have calls of their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BeforeValidator, Field

from pdsync.kinds._as_written import AsOf, AsWritten, Roles, as_written
from pdsync.kinds._call import Call
from pdsync.kinds._endpoint import Collection
from pdsync.kinds._kind import Draft, Kind
from pdsync.kinds._model import Item, Raw, Resource, Unordered
from pdsync.kinds._placeholders import segment
from pdsync.kinds._refs import Ref, RefersTo, ident
from pdsync.kinds._values.lists import as_list, distinct
from pdsync.kinds._values.names import LONGEST_DESCRIPTION, SPECIAL, described, named
from pdsync.kinds._values.problem import Located, problem
from pdsync.kinds._values.words import AlsoAs, NullIs, one_of, shown
from pdsync.kinds._wire import (
    Reader,
    a_text,
    as_it_is,
    each,
    fields,
    live,
    live_item,
    otherwise,
    prose,
    ref,
    some,
)

_ROLES = ("observer", "responder", "manager")


class TeamMember(Item):
    """A person in a team."""

    user: Annotated[Ref, RefersTo("user")] = Field(description="The person.")
    # The default that PagerDuty gives has changed over time, and depends on the team; so a role is
    # always sent, and without a written one it is the one of the web page.
    role: Annotated[str, one_of(*_ROLES)] = Field(
        "manager",
        description="What the person may do in the team. Not written: what it is, and `manager` "
        "for a new member.",
    )

    other_forms: ClassVar[tuple[dict[str, Any], ...]] = (
        {"type": "string", "format": "email", "description": "The person's e-mail."},
        {
            "type": "object",
            "properties": {"id": {"type": "string"}, "type": {"type": "string"}},
            "required": ["id"],
            "additionalProperties": False,
            "description": "The person's id.",
        },
    )

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the fields of a member; an e-mail address or an id alone is the user's.

        Raises a pydantic error for an e-mail with a role in an item of a list.
        """
        if isinstance(value, Mapping) and len(value) == 1 and "@" in (who := str(*value)):
            role = value[who] if value[who] in _ROLES else _ROLES[-1]
            raise problem(
                "an e-mail and its role are no member of a list",
                help=f"write `{{user: {who}, role: {role}}}`, or all members without dashes",
            )
        is_ref = isinstance(value, Mapping) and "id" in value and not {"user", "role"} & set(value)
        return {"user": value} if is_ref or isinstance(value, str | Ref) else value

    @property
    def person(self) -> Ref:
        """The person, who is in a team once."""
        return self.user

    def likeness(self, live: Self) -> int:
        """Return 1 for the same person, else 0."""
        return int(self.user == live.user)


def _listed(value: Any) -> Any:
    """Return members as a list, also from a mapping of e-mail to role."""
    if isinstance(value, Mapping) and not set(value) <= set(TeamMember.model_fields):
        return [{"user": user, "role": role} for user, role in value.items()]
    return as_list(value)


def _each_once(members: Sequence[TeamMember]) -> Sequence[TeamMember]:
    return distinct(members, by=lambda member: member.user)


class Team(Resource):
    """People who own schedules, escalation policies and, through these, services."""

    name: Annotated[str, named(longest=100, without=SPECIAL)] = Field(
        "", description="What the team is called. Unique in the account."
    )
    description: Annotated[str | None, described(LONGEST_DESCRIPTION)] = Field(
        None, description="What the team is for."
    )
    default_role: Annotated[str, one_of("manager", "none"), NullIs("manager")] = Field(
        "manager",
        description="What people outside the team may do with what it owns: up to `manager` by "
        "their own role, or `none`, which makes the team private.",
    )
    members: Annotated[
        tuple[TeamMember, ...],
        Unordered(),
        BeforeValidator(_listed),
        AfterValidator(_each_once),
        AlsoAs({"type": ["object", "null"], "additionalProperties": {"enum": list(_ROLES)}}),
    ] = Field(
        (),
        description="Everybody who is in the team, and nobody else. Not written: whoever is in "
        "it stays.",
    )

    renamed_fields: ClassVar[Mapping[str, str]] = {"users": "members"}

    @classmethod
    def wrong_in_extra(cls, extra: Mapping[str, Any]) -> Iterable[Located]:
        """Return a parent that is no team."""
        parent = extra.get("parent")
        if parent is None or (isinstance(parent, Mapping) and isinstance(parent.get("id"), str)):
            return ()
        help_ = "write {id: P123ABC, type: team_reference}, with the id of the team above it"
        return ((("parent",), problem(f"{shown(parent)} is no team by its id", help=help_)),)


def _member(raw: Any) -> TeamMember | None:
    return live_item(TeamMember, raw, {"user": some(ref), "role": some(a_text)})


_READERS: Mapping[str, Reader] = {
    "id": as_it_is,
    "name": some(a_text),
    "description": prose,
    "default_role": otherwise("manager"),
    "members": each(_member),
}


def _from_wire(raw: Raw, _: datetime) -> Team:
    return live(Team, raw, _READERS)


def _to_wire(team: Resource, _: Resource | None) -> dict[str, Any]:
    return fields(team, "name", "description", "default_role")


def _as_written(team: Resource, as_of: AsOf) -> AsWritten:
    """Write a team: its members as e-mails with roles."""
    written = as_written(team, as_of)
    found = dict(written.fields)
    if "members" in found:
        found["members"] = Roles(_roles(team).items())
    return replace(written, fields=found)


def _calls(draft: Draft) -> tuple[Call, ...]:
    """Return a PUT for each new member or changed role, then a DELETE for each that left."""
    if "members" not in draft.merged.model_fields_set:
        return ()
    wanted = _roles(draft.merged)
    present = _roles(draft.live)
    changed = (user for user in wanted if present.get(user) != wanted[user])
    return (
        *(_put(draft.path, user, wanted[user]) for user in changed),
        *(_delete(draft.path, user) for user in present if user not in wanted),
    )


def people_of(team: Resource | None) -> tuple[Ref, ...]:
    """Return the people that a team names; () for any other resource."""
    return tuple(_roles(team))


def _roles(team: Resource | None) -> dict[Ref, str]:
    return {one.user: one.role for one in team.members} if isinstance(team, Team) else {}


def _put(team: str, user: Ref, role: str) -> Call:
    return Call("PUT", f"{team}/users/{segment(ident(user))}", {"role": role})


def _delete(team: str, user: Ref) -> Call:
    return Call("DELETE", f"{team}/users/{segment(ident(user))}", deletes=1)


KIND = Kind(
    name="team",
    section="teams",
    model=Team,
    endpoint=Collection("/teams", "team", "teams", optional=True),
    from_wire=_from_wire,
    to_wire=_to_wire,
    required=("name",),
    calls=_calls,
    beside_the_body=frozenset({"members"}),
    description_limit=LONGEST_DESCRIPTION,
    as_written=_as_written,
)
