"""Members who take shifts: a person or `nobody`. Looks nobody up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

from pdsync.json_types import Json
from pdsync.kinds._refs import Ref, RefersTo, ident
from pdsync.kinds._values.patterns import exact, in_any_case
from pdsync.kinds._values.problem import at, problem, strangers, within

NOBODY = "nobody"
"""Stands for a member whose shifts nobody has: PagerDuty's `empty_member`."""

AnyMember = Ref | str


class Member(RefersTo):
    """Annotation of a field that holds a person, written as everywhere, or `nobody`.

    PagerDuty's `{type: user_member, user_id: P…}` and `{type: empty_member}` are read as well.
    """

    def __init__(self) -> None:
        super().__init__("user")

    def _text_schema(self) -> Json:
        address = super()._text_schema()
        return {"anyOf": [address, exact(in_any_case(NOBODY), address["errorMessage"])]}

    def read(self, value: Any) -> Any:
        """Read a Ref or NOBODY; raises a pydantic error for anything else."""
        if isinstance(value, str) and value.strip().lower() == NOBODY:
            return NOBODY
        if isinstance(value, Mapping) and value.get("type") == "empty_member":
            return NOBODY
        if isinstance(value, Mapping) and value.get("type") == "user_member":
            return self._of_id(value)
        return super().read(value)

    @property
    def _names(self) -> tuple[str, ...]:
        return (*super()._names, "user_id")

    def _of_id(self, written: Mapping[str, Any]) -> Ref:
        value = written.get("user_id")
        if not isinstance(value, str):
            if others := strangers(written, "type", "user_id"):
                raise within(*others)
            raise problem("this does not say who", help="write `user_id: P…`, or an e-mail alone")
        with at("user_id"):
            return self._made("user", "id", value)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        found = super().__get_pydantic_json_schema__(schema, handler)
        fields = {"type": {"enum": ["user_member", "empty_member"]}, "user_id": {"type": "string"}}
        own = {
            "type": "object",
            "properties": fields,
            "required": ["type"],
            "additionalProperties": False,
        }
        return found | {"anyOf": [*found["anyOf"], own]}


def member_from_wire(raw: Any) -> AnyMember | None:
    """Read a member of live JSON; None for what is no member."""
    if not isinstance(raw, Mapping):
        return None
    if isinstance(raw.get("user_id"), str):
        return Ref("user", id=raw["user_id"])
    return NOBODY if raw.get("type") == "empty_member" else None


def member_to_wire(member: AnyMember) -> dict[str, Any]:
    """Return a member as the API takes it."""
    if isinstance(member, Ref):
        return {"type": "user_member", "user_id": ident(member)}
    return {"type": "empty_member"}
