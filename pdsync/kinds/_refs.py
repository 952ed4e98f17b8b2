"""References from one resource to another, and their forms in the YAML.

A Ref never says whether its target exists: the configuration or the account knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.kinds._placeholders import IdOf
from pdsync.kinds._values.patterns import text_like
from pdsync.kinds._values.problem import at, problem, strangers, within
from pdsync.kinds._values.words import did_you_mean, name
from pdsync.on_demand import regex
from pdsync.series import any_of

_ID = regex(r"[A-Z0-9]{5,32}")
_USER_ID = regex(r"P(?=[A-Z]*[0-9])[A-Z0-9]{6,13}")
_ADDRESS = regex(r"[^\s@<>()\[\],:;\"]+@[^\s@<>()\[\],:;\"]+")
_NAMED = {"vendor", "priority"}  # never in a configuration, so there is no key: text is the name
_FORMS = ("key", "name", "id")
_ANSWERED = {"summary", "self", "html_url", "name", "email", "time_zone", "description"}
"""Fields of references in PagerDuty's answers, beside `id` and `type`."""
_WIRE_TYPES = {
    "schedule_v3": "schedule",
}


@frozen
class Ref:
    """Reference to one resource of a kind, by exactly one of key, name or id.

    A user's key is the e-mail address. `label` is what PagerDuty calls the thing (its `summary`),
    kept for display where the thing itself was not read.
    """

    kind: str
    key: str | None = None
    name: str | None = None
    id: str | None = None
    label: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.label or self.key or self.name or self.id or "?"

    def is_user(self, email: str, id_: str | None) -> bool:
        """Return True if it is to a person, by their e-mail or, where that is known, their id."""
        by_id = self.id is not None and self.id == id_
        return self.kind == "user" and (self.key == email or by_id)

    def is_told(self, value: Any) -> bool:
        """Return True if a reference of the API, as it came, leads to the same by its id."""
        if not isinstance(value, Mapping) or self.id is None or value.get("id") != self.id:
            return False
        wire_type = value.get("type")
        return isinstance(wire_type, str) and kind_of_type(wire_type) == self.kind


def ident(ref: Ref) -> str | IdOf:
    """Return the id of a referred resource, or the placeholder of one that is to be made."""
    return ref.id or IdOf(ref.kind, str(ref.key or ref.name))


@frozen
class RefersTo:
    """Annotation of a field that refers to one of `kinds`; reads every form of a reference.

    Forms: a key (an e-mail for a user), `{key: …}`, `{name: …}`, `{id: P…}`, the API's
    `{id: P…, type: …_reference}`, and with the kind before it, `{user: …}`, `{schedule: …}`.
    A vendor or priority has no key: its name is written.
    """

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        fields = {name: {"type": "string"} for name in ("key", "name", "id", "type")}
        by_kind = {kind: {"type": ["string", "object"]} for kind in self.kinds}
        return {
            "anyOf": [
                self._text_schema(),
                {"type": "object", "properties": fields | by_kind, "additionalProperties": False},
            ],
            "x-pdsync-refers-to": list(self.kinds),
        }

    def _text_schema(self) -> Json:
        """Return the schema of a reference that is a text."""
        if self.kinds == ("user",):
            return text_like(_ADDRESS.pattern, self._how, "ana@acme.example")
        return {"type": "string"}

    def read(self, value: Any) -> Ref:
        """Read a reference into a Ref; raises a pydantic error that says what to write instead."""
        if isinstance(value, Ref):
            return value
        if isinstance(value, str):
            return self._from_text(value)
        if isinstance(value, Mapping):
            return self._from_mapping(value)
        raise problem(f"this does not name {self._a_title}", help=self._how)

    def _from_text(self, written: str) -> Ref:
        text = str(written).strip()
        if "@" in text and "user" in self.kinds:
            return Ref("user", key=_address(text))
        kinds = [kind for kind in self.kinds if kind != "user"]
        if not kinds:
            raise problem(
                f"'{text}' is not an e-mail address; people are written by e-mail",
                help="write the e-mail of a PagerDuty user, such as ana@acme.example, or "
                f"{{id: {text if _USER_ID.fullmatch(text) else 'P…'}}}",
            )
        if not text:
            raise problem(f"this does not name {self._a_title}", help=self._how)
        text = name(written).strip()
        return Ref(kinds[0], name=text) if kinds[0] in _NAMED else Ref(kinds[0], key=text)

    def _from_mapping(self, value: Mapping[str, Any]) -> Ref:
        for kind in self.kinds:
            if set(value) == {kind}:
                with at(kind):
                    return RefersTo(kind).read(value[kind])
        unknown = set(value) - {*_FORMS, "type"}
        given = [form for form in _FORMS if value.get(form) not in (None, "")]
        if unknown and unknown <= _ANSWERED and value.get("id"):
            raise self._pasted(value)
        names = self._names
        if typos := [one for one in strangers(value, *names) if did_you_mean(str(*one[0]), names)]:
            raise within(*typos)
        if unknown or len(given) != 1 or not isinstance(value[given[0]], str):
            raise problem(f"this does not name one {self._title}", help=self._how)
        kind = self._kind_of(value)
        with at(given[0]):
            return self._made(kind, given[0], name(value[given[0]]))

    @property
    def _names(self) -> tuple[str, ...]:
        """The fields of all forms that are a mapping."""
        return (*self.kinds, *_FORMS, "type")

    def _pasted(self, value: Mapping[str, Any]) -> PydanticCustomError:
        alone = f"id: {value['id']}"
        kind = kind_of_type(str(value.get("type")))
        how = alone if len(self.kinds) == 1 else f"{kind if kind in self.kinds else self.kinds[0]}"
        how = alone if len(self.kinds) == 1 else f"{how}: {{{alone}}}"
        fields = ", ".join(f"`{name}`" for name in value if name in _ANSWERED)
        return problem(
            f"a reference is an id alone, without what PagerDuty's answers add: {fields}",
            help=f"write {{{how}}}, or a key where this configuration has it",
        )

    def _made(self, kind: str, form: str, text: str) -> Ref:
        if form == "id":
            _check_id(text)
        if form == "key" and kind == "user":
            text = _address(text.strip())
        return Ref(kind, **{form: text})

    def _kind_of(self, value: Mapping[str, Any]) -> str:
        written = value.get("type")
        if written is None and len(self.kinds) == 1:
            return self.kinds[0]
        kind = kind_of_type(str(written)) if written is not None else None
        if kind not in self.kinds:
            choices = any_of(f"`type: {kind}`" for kind in self.kinds)
            raise problem(
                f"this does not say what it points to: {self._a_title}", help=f"write {choices}"
            )
        return kind

    @property
    def _title(self) -> str:
        return any_of(kind.replace("_", " ") for kind in self.kinds)

    @property
    def _a_title(self) -> str:
        return f"an {self._title}" if self.kinds[0][0] in "aei" else f"a {self._title}"

    @property
    def _how(self) -> str:
        if self.kinds == ("user",):
            return "write an e-mail address, or {id: P…}"
        if "user" in self.kinds:
            return (
                "write an e-mail for a person, a key for a schedule, or {user: …} or {schedule: …}"
            )
        if set(self.kinds) <= _NAMED:
            return "write its name, or {id: P…}"
        return "write its key, or {name: …} or {id: P…} for one that is only in the account"


def _check_id(written: str) -> None:
    if not _ID.fullmatch(written):
        alone = f"write `{written}` alone, in place of the mapping"
        raise problem(
            f"'{written}' is not a PagerDuty id",
            help=alone
            if _ADDRESS.fullmatch(written)
            else "an id is capitals and digits, such as P123ABC; it ends the page's address",
        )


def _address(written: str) -> str:
    if _ADDRESS.fullmatch(written):
        return written.lower()
    inside = _ADDRESS.findall(written) if written.count("@") == 1 else []
    raise problem(
        f"'{written}' is not an e-mail address alone",
        help=f"write `{inside[0]}`" if inside else "write it as in ana@acme.example",
    )


def kind_of_type(wire_type: str) -> str:
    """Return the kind of an API `type`; both types of schedule are kind `schedule`."""
    bare = wire_type.removesuffix("_reference")
    return _WIRE_TYPES.get(bare, bare)


def from_reference(value: Mapping[str, Any]) -> Ref:
    """Read a reference of the API, `{id, type, summary, …}`."""
    label = value.get("summary")
    return _reference(value["type"], value["id"], label if isinstance(label, str) else None)


@lru_cache(maxsize=16384)
def _reference(wire_type: str, ident: str, label: str | None) -> Ref:
    """Return a reference to what is live, there once however many things refer to it."""
    return Ref(kind_of_type(wire_type), id=ident, label=label)
