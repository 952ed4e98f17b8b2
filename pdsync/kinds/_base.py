"""What a kind is made of: its models and its descriptor. Pure data, never HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema

from pdsync.kinds._call import Call
from pdsync.kinds._closed import Refusal, not_modelled, validated
from pdsync.kinds._endpoint import Endpoint
from pdsync.kinds._placeholder import NOW, SOON
from pdsync.kinds._refs import Ref
from pdsync.kinds._scalars import Flag, JsonObject, Key, PagerDutyId
from pdsync.kinds._unread import Unread

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Own:
    """Marks a field that is pdsync's own: never sent, never compared."""


@dataclass(frozen=True)
class Unordered:
    """Marks a list whose order means nothing: compared as a set."""


class Model(BaseModel):
    """Frozen and closed. A field that is not written is not managed: see `model_fields_set`."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    refused_fields: ClassVar[Mapping[str, Refusal]] = {}
    """Fields of PagerDuty's that cannot be written, neither beside the others nor in `extra`."""

    other_forms: ClassVar[tuple[dict[str, Any], ...]] = ()
    """JSON Schemas of the forms that `spelled_out` understands, besides the mapping."""

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """The full form, a mapping of fields, of a value that was written in a short one."""
        return value

    @classmethod
    def names_of(cls, field: str) -> tuple[str, ...]:
        """The names under which a field may be written, the one for people first."""
        info = cls.model_fields.get(field)
        alias = info.validation_alias if info else None
        return tuple(map(str, alias.choices)) if isinstance(alias, AliasChoices) else (field,)

    @model_validator(mode="wrap")
    @classmethod
    def _in_our_words(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(value, cls):
            return value
        return validated(cls.spelled_out(value), cls.refused_fields, handler)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        shape = handler(schema)
        return {"anyOf": [*cls.other_forms, shape]} if cls.other_forms else shape


class Item(Model):
    """A part of a resource that PagerDuty replaces whole (a rule, a layer, a set of hours).

    `wire` is the live JSON it was read from, {} for one that is only wanted: what is not modelled
    or not written is sent back from it.
    """

    required: ClassVar[tuple[str, ...]] = ()
    """Fields without which PagerDuty takes no new one."""
    examples: ClassVar[Mapping[str, str]] = {}
    """How such a field may be written."""

    decides: ClassVar[tuple[str, ...]] = ()
    """Fields that decide who is on call: where one is not written, there is none."""

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

    id: Annotated[PagerDutyId | None, Own()] = Field(
        None, description="PagerDuty's id, to say which one is meant when its name does not."
    )
    was: Annotated[Key | None, Own()] = Field(
        None, description="The key that it had before, when the key changes."
    )
    protected: Annotated[Flag, Own()] = Field(
        default=False, description="Keeps it from being deleted, until this is false again."
    )
    extra: JsonObject = Field(
        {}, description="Fields of PagerDuty's that are not listed here, sent as they are."
    )
    name: Any = Field(None, description="What it is called.")

    @field_validator("extra")
    @classmethod
    def _extra_is_not_modelled(cls, extra: Mapping[str, Any]) -> Mapping[str, Any]:
        return not_modelled(extra, cls.model_fields, cls.refused_fields)

    _unread: tuple[Unread, ...] = PrivateAttr(default=())

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Of a live one, the fields that are not known, since the answer did not hold them."""
        return self._unread

    def lacking(self, unread: Iterable[Unread]) -> Self:
        """The same, with these fields not known."""
        copy = self.model_copy()
        copy._unread = tuple(unread)  # noqa: SLF001 - its own class
        return copy

    renamed_fields: ClassVar[Mapping[str, str]] = {}
    """Names people may try, with the right one: `{"users": "members"}`."""


@dataclass(frozen=True)
class Draft:
    """What a kind is asked to turn into calls, as of `now`; `email` is how the YAML names a person.

    `merged` is the whole resource as it will be, `live` as it is, if it is; `changed` names the
    top-level fields that differ; `path` is its address, with a placeholder when it is to be made.
    `at_handoff`: changes of who is on call were to wait.
    """

    key: str
    merged: Resource
    live: Resource | None
    changed: frozenset[str]
    path: str
    at_handoff: bool = False
    now: datetime | None = None
    email: Callable[[Ref], str | None] = lambda _: None


def no_more_calls(_: Draft) -> tuple[Call, ...]:
    """For a kind whose one write says everything."""
    return ()


def no_notes(_: Draft) -> Iterable[str]:
    """For a kind whose changes speak for themselves."""
    return ()


@dataclass(frozen=True)
class When:
    """The present instant, and whether changes of who is on call wait for the next hand-off.

    `making_way` is the live resource of another sort whose place a new one takes.
    """

    now: datetime
    at_handoff: bool = False
    making_way: Resource | None = None


def unchanged(wanted: Resource, _live: Resource | None, _when: When) -> Resource:
    """For a kind whose meaning does not depend on the time of day."""
    return wanted


def no_members(_: Resource) -> Iterable[tuple[Ref, Ref]]:
    """For a kind that adds nobody to a team."""
    return ()


@dataclass(frozen=True, eq=False)
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
        settle: a wanted resource as of an instant, over the live one if there is one, to be
            compared with what `from_wire` read as of the same instant: what is over by then is left
            out, what has begun has begun, what would mean the same as what is live is that.
        together: for a field, others that must be sent whenever it is.
        required: fields without which the API creates nothing.
        calls: further calls beyond the POST or PUT of the resource itself (members, status).
        notes: what to know of a change besides its fields, in sentences.
        beside_the_body: top-level fields that only `calls` sends.
        members: pairs of (team, user) whom PagerDuty adds to a team because of this resource.
        appends: wire fields whose items without an id are added: such a PUT is not sent again.
        replaced_by: fields that cannot be changed in place; a change of one replaces the resource.
        instead: for a field, another that may be written in its place.
        includes: for a field, the `include[]` value that returns it, asked for where it is written.
        hidden: for a field whose parts include what the API returns only on request, the
            `include[]` value for it; it is read before the field is rewritten.
        managed: False for what pdsync only looks up (users, vendors, priorities).
        marked: it has a description which can carry the mark.
        names_repeat: PagerDuty takes two of one name.
        on_its_page: what of a new one is found on its page alone, in words.
        natural_key: the wire field by which it is looked up by name.
        description_limit: longest description in characters, mark included; None if not known.
    """

    name: str
    section: str
    model: type[Resource]
    endpoint: Endpoint
    from_wire: Callable[[Raw, datetime], Resource]
    to_wire: Callable[[Resource, Resource | None], dict[str, Any]] = lambda _, __: {}
    settle: Callable[[Resource, Resource | None, When], Resource] = unchanged
    wire_names: Mapping[str, str] = field(default_factory=dict)
    together: Mapping[str, frozenset[str]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    calls: Callable[[Draft], tuple[Call, ...]] = no_more_calls
    notes: Callable[[Draft], Iterable[str]] = no_notes
    beside_the_body: frozenset[str] = frozenset()
    members: Callable[[Resource], Iterable[tuple[Ref, Ref]]] = no_members
    appends: frozenset[str] = frozenset()
    replaced_by: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)
    includes: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    managed: bool = True
    marked: bool = True
    names_repeat: bool = False
    on_its_page: str | None = None
    natural_key: str = "name"
    description_limit: int | None = None

    @property
    def title(self) -> str:
        """The name in words: `escalation policy`."""
        return self.name.replace("_", " ")

    def in_words(self, names: Iterable[str]) -> str:
        """Fields that are to be written: `time_zone` and `layers` (or `rotations`)."""
        also = {name: f"`{name}` (or `{other}`)" for name, other in self.instead.items()}
        return " and ".join(also.get(name, f"`{name}`") for name in names)


__all__ = [
    "NOW",
    "SOON",
    "Call",
    "Draft",
    "Item",
    "Kind",
    "Model",
    "Own",
    "Raw",
    "Resource",
    "Unordered",
    "When",
]
