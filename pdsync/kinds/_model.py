"""Models of resources and of their parts. Pure data, never HTTP."""

from collections.abc import Collection, Iterable, Mapping
from datetime import tzinfo
from functools import cache
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PrivateAttr,
    field_validator,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler
from pydantic_core import CoreSchema

from pdsync.frozen import frozen
from pdsync.kinds._field_checks import Refusal, not_modelled, validated
from pdsync.kinds._refs import Ref
from pdsync.kinds._sharing import (
    ABSENT,
    blank_of,
    made_of,
    remember,
    remembered,
    share,
    shared,
    with_nothing_beside,
)
from pdsync.kinds._unread import Unread
from pdsync.kinds._values.problem import Located, problem, within
from pdsync.kinds._values.words import Flag, JsonObject, Key, PagerDutyId

Raw = Mapping[str, Any]


@frozen
class Own:
    """Annotation of a field that is pdsync's own: never sent, never compared."""


@frozen
class Unordered:
    """Annotation of a list whose order means nothing: compared as a set."""


class Model(BaseModel):
    """Frozen model that takes no unknown fields.

    A field that is not written is not managed: see `model_fields_set`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    refused_fields: ClassVar[Mapping[str, Refusal]] = {}
    """Fields of PagerDuty's that cannot be written, neither beside the others nor in `extra`."""

    other_forms: ClassVar[tuple[dict[str, Any], ...]] = ()
    """JSON Schemas of the forms that `spelled_out` understands, besides the mapping."""

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the mapping of fields that a short form means. Raises pydantic errors."""
        return value

    @classmethod
    def refused_in(cls, value: Any) -> Mapping[str, Refusal]:  # noqa: ARG003 - models that override it need it
        """Return the fields that cannot be written in a mapping, whatever else is wrong there."""
        return cls.refused_fields

    def __deepcopy__(self, _: dict[int, Any] | None = None) -> Self:
        """Return this: pydantic copies what a field has by default for every model anew."""
        return self

    @classmethod
    def model_construct(  # type: ignore[override]  # the checker knows one for each model
        cls, _fields_set: set[str] | None = None, **values: Any
    ) -> Self:
        """Return the same as `of_values`; private attributes are among the values."""
        beside = {name: values.pop(name) for name in blank_of(cls).beside if name in values}
        return cls.of_values(values, beside, _fields_set)

    @classmethod
    def of_values(
        cls, values: Raw, beside: Raw | None = None, names: Collection[str] | None = None
    ) -> Self:
        """Return a model of values that are known to be right, by the names of the fields.

        `names` are the fields that count as set: all of `values` if None. `beside` is what the
        model remembers by the names of its private attributes.
        """
        blank = blank_of(cls)
        made = {**blank.values, **values}
        for name in blank.required:
            if made[name] is ABSENT:
                del made[name]
        beside = {**blank.beside, **beside} if beside else blank.beside
        return made_of(cls, made, shared(values if names is None else names), beside)

    def model_copy(
        self,
        *,
        update: Mapping[str, Any] | None = None,
        deep: bool = False,  # noqa: ARG002 - nothing changes what is shared
    ) -> Self:
        """Return the same with other values, which are set then."""
        more = update or {}
        names = self.model_fields_set
        if not more.keys() <= names:
            names = shared(names.union(more))
        return made_of(type(self), {**self.__dict__, **more}, names, self.__pydantic_private__)

    def without(self, field: str) -> Self:
        """Return the same in which a field is not written."""
        values = {**self.__dict__, field: type(self).model_fields[field].get_default()}
        names = shared(self.model_fields_set - {field})
        return made_of(type(self), values, names, self.__pydantic_private__)

    @property
    def shown(self) -> "Model":
        """Model whose fields a plan shows for this one."""
        return self

    def handoff_of(self, field: str, zone: tzinfo) -> str | None:  # noqa: ARG002 - for heirs
        """Return the hand-off that a field decides, as people write it; None if it decides none."""
        return None

    @classmethod
    def names_of(cls, field: str) -> tuple[str, ...]:
        """Return the names under which a field may be written, the one for people first."""
        return _names_of(cls, field)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Let a model that is read begin with what all have beside their fields: it is shared."""
        cls.model_post_init = with_nothing_beside  # type: ignore[method-assign]  # pydantic's

    @model_validator(mode="wrap")
    @classmethod
    def _in_our_words(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(value, cls):
            return value
        made = validated(cls.spelled_out(value), cls.refused_in(value), handler)
        share(made, made.__pydantic_private__)
        return made

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        found = handler(schema)
        return {"anyOf": [*cls.other_forms, found]} if cls.other_forms else found


@cache
def _names_of(model: type[Model], field: str) -> tuple[str, ...]:
    info = model.model_fields.get(field)
    alias = info.validation_alias if info else None
    return tuple(map(str, alias.choices)) if isinstance(alias, AliasChoices) else (field,)


class Item(Model):
    """Part of a resource that PagerDuty replaces whole: a rule, a layer, a set of hours.

    `wire` is the live JSON it was read from, {} for one that is only wanted: fields that are not
    modelled or not written are sent back from it.
    """

    required: ClassVar[tuple[str, ...]] = ()
    """Fields without which PagerDuty takes no new one."""
    examples: ClassVar[Mapping[str, str]] = {}
    """How such a field may be written."""

    compared_whole: ClassVar[bool] = False
    """True where people read a list of these as one text: a change of one is one of the list."""

    decides: ClassVar[tuple[str, ...]] = ()
    """Fields that decide who is on call: where one is not written, there is none."""

    _wire: Raw = PrivateAttr(default={})

    @model_validator(mode="after")
    def _has_what_is_required(self) -> Self:
        help_ = "write one; or delete the line: what is not written stays as it is"
        cleared: list[Located] = [
            ((name,), problem("PagerDuty takes none without this", help=help_))
            for name in self.required
            if name in self.model_fields_set and getattr(self, name) is None
        ]
        if cleared:
            raise within(*cleared)
        return self

    @property
    def wire(self) -> Raw:
        """Live JSON this was read from, or {}."""
        found: Raw = remembered(self, "_wire")
        return found

    def from_live(self, raw: Raw) -> Self:
        """Return the same item with the live JSON that it changes."""
        return remember(self.model_copy(), _wire=raw)

    @property
    def person(self) -> Ref | None:
        """The person whom it is of and by whom people call it, None where its number does."""
        return None

    @property
    def whose(self) -> tuple[Ref, ...]:
        """People and things that tell more of it than its number does."""
        return ()

    def likeness(self, live: Self) -> int:
        """Return how much a wanted item looks like a live one; 0 means another thing altogether.

        Used to match the items of a list by what they are, not by position.
        """
        return int(type(self) is type(live))


class Resource(Model):
    """Resource of a kind, as written or as live."""

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
        return not_modelled(
            extra,
            cls.model_fields,
            cls.refused_fields,
            cls.renamed_fields,
            cls.wrong_in_extra(extra),
        )

    @classmethod
    def wrong_in_extra(cls, extra: Mapping[str, Any]) -> Iterable[Located]:  # noqa: ARG003 - kinds that override it need it
        """Return what else is wrong in `extra`, with names that lead there."""
        return ()

    _unread: tuple[Unread, ...] = PrivateAttr(default=())

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Fields of a live resource that are not known, because the answer did not hold them."""
        found: tuple[Unread, ...] = remembered(self, "_unread")
        return found

    renamed_fields: ClassVar[Mapping[str, str]] = {}
    """Names people may try, with the right one: `{"users": "members"}`."""
