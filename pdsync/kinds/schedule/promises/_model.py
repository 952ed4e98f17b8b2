"""Fields of `expect:`, made of the promises that there are for a kind. Proves nothing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

from pydantic import Field, create_model, model_validator

from pdsync.kinds._model import Model
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.words import shown
from pdsync.kinds.schedule.promises._registry import all_promises


class Expect(Model):
    """Promises that lint and plan prove."""

    other_forms: ClassVar[tuple[dict[str, Any], ...]] = ()

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the fields of promises; raises a pydantic error for anything else."""
        if not isinstance(value, Mapping):
            raise problem(f"{shown(value)} is not a promise", help="write `coverage: always`")
        return value

    @model_validator(mode="after")
    def _promises_something(self) -> Self:
        if not self.model_fields_set:
            raise problem("this promises nothing", help="write `coverage: always`, or delete it")
        return self

    def value(self, name: str) -> Any:
        """Return what is promised under a name; None for nothing."""
        return getattr(self, name, None)


def _of(kind: str) -> type[Expect]:
    fields: dict[str, Any] = {
        one.name: (one.takes, Field(None, description=one.description))
        for one in all_promises().values()
        if kind in one.kinds
    }
    return create_model(f"Expect_{kind}", __base__=Expect, __doc__=Expect.__doc__, **fields)


if TYPE_CHECKING:
    ScheduleExpect: TypeAlias = Expect
    PolicyExpect: TypeAlias = Expect
    ServiceExpect: TypeAlias = Expect
else:
    ScheduleExpect = _of("schedule")
    PolicyExpect = _of("escalation_policy")
    ServiceExpect = _of("service")
