"""Promises that a schedule must keep, whoever changes it. Proves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from pdsync.kinds._model import Model
from pdsync.kinds._values.durations import Duration
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.windows import each_window
from pdsync.kinds._values.words import AlsoAs, shown
from pdsync.kinds.schedule.layers.restriction import Restriction

_HELP = "write `always`, or windows such as `Mon-Fri 09:00-17:00`"


def _coverage(value: Any) -> Any:
    if isinstance(value, str) and value.strip().lower() == "always":
        return ()
    if value is None or value == []:
        raise problem(f"{shown(value)} promises nothing", help=_HELP)
    try:
        return each_window(value, Restriction.model_validate)
    except PydanticCustomError as error:
        raise problem((error.context or {})["message"], help=_HELP) from None


class Promise(Model):
    """Promise of a schedule that lint and plan prove."""

    coverage: Annotated[
        tuple[Restriction, ...] | None,
        BeforeValidator(_coverage),
        AlsoAs({"type": "string", "examples": ["always", "Mon-Fri 09:00-17:00"]}),
    ] = Field(
        None,
        description="When somebody must be on call: `always`, or windows of the week.",
    )
    max_consecutive: Annotated[int, Duration("seconds", least=3600)] | None = Field(
        None, description="How long nobody may be on call without a break, such as 7 days."
    )

    other_forms: ClassVar[tuple[dict[str, Any], ...]] = ()

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the fields of a promise; raises a pydantic error for anything else."""
        if not isinstance(value, Mapping):
            raise problem(f"{shown(value)} is not a promise", help="write `coverage: always`")
        return value

    @model_validator(mode="after")
    def _promises_something(self) -> Self:
        if not self.model_fields_set:
            raise problem("this promises nothing", help="write `coverage: always`, or delete it")
        return self
