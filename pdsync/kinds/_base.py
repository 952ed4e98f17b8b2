"""What a kind is made of: its models and its descriptor. Pure data, never HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr

from pdsync.kinds._refs import Ref
from pdsync.kinds._scalars import Flag, Key, PagerDutyId, Plain, untyped

Raw = Mapping[str, Any]

NOW = "${now}"
"""In a call's body: the instant at which the call is sent."""


@dataclass(frozen=True)
class Own:
    """Marks a field that is pdsync's own: never sent, never compared."""


@dataclass(frozen=True)
class Unordered:
    """Marks a list whose order means nothing: compared as a set."""


class Model(BaseModel):
    """Frozen and closed. A field that is not written is not managed: see `model_fields_set`."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Item(Model):
    """A part of a resource that PagerDuty replaces whole (a rule, a layer, a set of hours).

    `wire` is the live JSON it was read from, {} for one that is only wanted: what is not modelled
    or not written is sent back from it.
    """

    _wire: Raw = PrivateAttr(default_factory=dict)

    @property
    def wire(self) -> Raw:
        """The live JSON this was read from, or {}."""
        return self._wire

    def from_live(self, raw: Raw) -> Self:
        """The same item, remembering the live JSON it stands for."""
        copy = self.model_copy()
        copy._wire = raw  # noqa: SLF001 - its own class
        return copy

    def likeness(self, live: Self) -> int:
        """How much a wanted item looks like a live one; 0 means another thing altogether.

        Used to match the items of a list by what they are and not by position.
        """
        return int(type(self) is type(live))


class Resource(Model):
    """One instance of a kind, as written or as live."""

    id: Annotated[PagerDutyId | None, Own()] = None
    was: Annotated[Key | None, Own()] = None
    protected: Annotated[Flag, Own()] = False
    extra: Annotated[Mapping[str, Any], untyped()] = {}
    name: Any = None

    renamed_fields: ClassVar[Mapping[str, str]] = {}
    """Names people may try, with the right one: `{"users": "members"}`."""


@dataclass(frozen=True)
class Endpoint:
    """Where a kind lives in the API.

    `path` of a Child has `{parent}` in it. `params` are always sent when listing; `sort_by` is the
    field by which the API can sort the list, where it can.
    """

    path: str
    singular: str
    plural: str
    params: tuple[tuple[str, str], ...] = ()
    sort_by: str | None = None
    parent: str | None = None
    """The kind of the parent, for a kind that exists only below another (an integration)."""
    zoned: bool = False
    """Its definitions come back in the request's `time_zone`: each must be read in its own."""


@dataclass(frozen=True)
class Call:
    """One request that apply will make. Ids not known yet and the present instant are placeholders.

    `makes` says that the answer holds the id of a new resource; `deletes` counts what is lost by
    it, for the safety limits; `repeatable` that sending it twice does the same as once.
    """

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    makes: bool = False
    deletes: int = 0
    repeatable: bool = True
    if_lost: str | None = None


@dataclass(frozen=True)
class Draft:
    """What a kind is asked to turn into calls.

    `merged` is the whole resource as it will be; `live` as it is, None when it is created;
    `changed` the names of the top-level fields that differ; `path` the address of the resource,
    with a placeholder when it does not exist yet.
    """

    key: str
    merged: Resource
    live: Resource | None
    changed: frozenset[str]
    path: str


def no_more_calls(_: Draft) -> tuple[Call, ...]:
    """For a kind whose one write says everything."""
    return ()


def no_members(_: Resource) -> Iterable[tuple[Ref, Ref]]:
    """For a kind that adds nobody to a team."""
    return ()


@dataclass(frozen=True)
class Kind:
    """A type of thing PagerDuty has.

    Attributes:
        name: the YAML's singular section and the name in all output (`escalation_policy`).
        section: the YAML's plural section.
        model: what is written in the YAML.
        endpoint: where it lives.
        from_wire: live JSON and the present instant to a complete model; lenient.
        to_wire: the fields of a model that are set, as the API's JSON under the API's names, with
            Refs left in place; own fields, the mark and `extra` are left to the caller, which
            also picks the fields that differ. The second argument is the live resource, or None.
        wire_names: fields whose name on the wire differs from the YAML's (`layers`).
        together: for a field, others that must be sent whenever it is.
        required: fields without which the API creates nothing.
        calls: further calls beyond the POST or PUT of the resource itself (members, status).
        beside_the_body: top-level fields that only `calls` sends.
        members: pairs of (team, user) whom PagerDuty adds to a team because of this resource.
        appends: wire fields whose items are added, not replaced, when they are sent without an id,
            so that such a PUT must not be repeated blindly.
        replaced_by: fields that cannot be changed in place; a change of one replaces the resource.
        includes: for a field, the `include[]` value that makes the API return it; asked for only
            when the configuration writes that field somewhere.
        managed: False for what pdsync only looks up (users, vendors, priorities).
        marked: it has a description which can carry the mark.
        natural_key: the wire field by which it is looked up by name.
        description_limit: longest description in characters, mark included; None if not known.
    """

    name: str
    section: str
    model: type[Resource]
    endpoint: Endpoint
    from_wire: Callable[[Raw, datetime], Resource]
    to_wire: Callable[[Resource, Resource | None], dict[str, Any]] = lambda _, __: {}
    wire_names: Mapping[str, str] = field(default_factory=dict)
    together: Mapping[str, frozenset[str]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    calls: Callable[[Draft], tuple[Call, ...]] = no_more_calls
    beside_the_body: frozenset[str] = frozenset()
    members: Callable[[Resource], Iterable[tuple[Ref, Ref]]] = no_members
    appends: frozenset[str] = frozenset()
    replaced_by: frozenset[str] = frozenset()
    includes: Mapping[str, str] = field(default_factory=dict)
    managed: bool = True
    marked: bool = True
    natural_key: str = "name"
    description_limit: int | None = None

    @property
    def title(self) -> str:
        """The name in words: `escalation policy`."""
        return self.name.replace("_", " ")


__all__ = [
    "NOW",
    "Call",
    "Draft",
    "Endpoint",
    "Item",
    "Kind",
    "Model",
    "Own",
    "Plain",
    "Raw",
    "Resource",
    "Unordered",
]
