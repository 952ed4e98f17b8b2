"""Urgency of a service's incidents, support hours and scheduled actions, as written."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator

from pdsync.kinds._model import Item
from pdsync.kinds._values.days import Days
from pdsync.kinds._values.durations import TimeOfDay
from pdsync.kinds._values.problem import Located, problem, strangers, within
from pdsync.kinds._values.words import AlsoAs, one_of
from pdsync.kinds._values.zones import Zone
from pdsync.series import all_of

URGENCIES = ("high", "low", "severity_based")
CONSTANT, BY_HOURS = "constant", "use_support_hours"
_PARTS = ("during_support_hours", "outside_support_hours")


def urgency_of(value: Any) -> Any:
    """Return the word of PagerDuty's `{type: constant, urgency: high}`; else the value itself."""
    return _word_in(value, CONSTANT, "urgency")


def _word_in(value: Any, type_: str, name: str) -> Any:
    """Return the word of PagerDuty's mapping of a type; raises pydantic errors for other fields."""
    if not isinstance(value, Mapping) or value.get("type", type_) != type_:
        return value
    if others := strangers(value, "type", name):
        raise within(*others)
    return value.get(name, value)


def _object(**choices: Sequence[str]) -> dict[str, Any]:
    """Return the JSON Schema of an object whose fields each take one of some words."""
    fields = {name: {"enum": list(words)} for name, words in choices.items()}
    return {"type": "object", "properties": fields, "additionalProperties": False}


_Urgency = Annotated[
    str,
    one_of(*URGENCIES),
    BeforeValidator(urgency_of),
    AlsoAs(_object(type=[CONSTANT], urgency=URGENCIES)),
]


class UrgencyRule(Item):
    """Urgency of incidents: constant, or by support hours."""

    type: Annotated[str, one_of(CONSTANT, BY_HOURS)] = Field(
        CONSTANT,
        description="`constant` with an `urgency`, or `use_support_hours` with one for each time.",
    )
    urgency: _Urgency | None = Field(
        None, description="How urgent incidents always are; `severity_based` by their alerts."
    )
    during_support_hours: _Urgency | None = Field(
        None, description="How urgent they are within the `support_hours`."
    )
    outside_support_hours: _Urgency | None = Field(
        None, description="How urgent they are at all other times."
    )

    other_forms: ClassVar[tuple[dict[str, Any], ...]] = ({"enum": [*URGENCIES, None]},)

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the fields of a rule, also from an urgency alone, null, or one without type."""
        if value is None or isinstance(value, str):
            return {"type": CONSTANT, "urgency": value or "high"}
        if not isinstance(value, Mapping) or "type" in value:
            return value
        return {"type": BY_HOURS if set(_PARTS) & set(value) else CONSTANT, **value}

    @model_validator(mode="after")
    def _has_what_its_type_needs(self) -> Self:
        given = {name for name in ("urgency", *_PARTS) if getattr(self, name) is not None}
        needed = {"urgency"} if self.type == CONSTANT else set(_PARTS)
        surplus: list[Located] = [
            ((name,), problem(f"`{name}` has no meaning with `type: {self.type}`", help=_REMEDY))
            for name in sorted(given - needed)
        ]
        missing = all_of(f"`{name}`" for name in sorted(needed - given))
        if missing:
            surplus.append(((), problem(f"an urgency lacks: {missing}", help="write high or low")))
        if surplus:
            raise within(*surplus)
        return self


_REMEDY = "delete it, or change the `type`"


class SupportHours(Item):
    """Hours of the week in which somebody is at work."""

    type: Annotated[str, one_of("fixed_time_per_day")] = Field(
        "fixed_time_per_day", description="The one sort that there is; need not be written."
    )
    time_zone: Zone | None = Field(None, description="On whose clocks the hours are.")
    start_time: TimeOfDay | None = Field(None, description="When they begin, such as 09:00.")
    end_time: TimeOfDay | None = Field(None, description="When they end, such as 17:00.")
    days_of_week: Days | None = Field(
        None,
        description="On which days: Mon-Fri, a list of names, or of numbers from 1 (Monday) to 7.",
    )

    required: ClassVar[tuple[str, ...]] = ("time_zone", "start_time", "end_time", "days_of_week")


def moment_of(value: Any) -> Any:
    """Return the word of PagerDuty's `{type: named_time, name: support_hours_start}`."""
    return _word_in(value, "named_time", "name")


_MOMENTS = ("support_hours_start", "support_hours_end")


class ScheduledAction(Item):
    """Change of urgency of open incidents when support hours begin or end."""

    type: Annotated[str, one_of("urgency_change")] = Field(
        "urgency_change", description="The one sort that there is; need not be written."
    )
    at: Annotated[
        str,
        one_of(*_MOMENTS),
        BeforeValidator(moment_of),
        AlsoAs(_object(type=["named_time"], name=_MOMENTS)),
    ] = Field(description="When it happens.")
    to_urgency: Annotated[str, one_of("high")] = Field(
        "high", description="The urgency that open incidents get; PagerDuty only raises it."
    )

    other_forms: ClassVar[tuple[dict[str, Any], ...]] = ({"enum": list(_MOMENTS)},)

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the fields of an action; a time alone is its `at`."""
        return {"at": value} if isinstance(value, str) else value

    def likeness(self, live: Self) -> int:
        """Return a likeness by time: there are only two times."""
        return int(self.at == live.at)
