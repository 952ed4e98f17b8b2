"""The parts of a layered schedule: layers and their restrictions. Nothing here renders shifts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import AliasChoices, BeforeValidator, Field, model_validator

from pdsync.kinds._base import Item, Own, Unordered
from pdsync.kinds._closed import Refusal
from pdsync.kinds._days import Day
from pdsync.kinds._handoff import TURN_LENGTHS, Anchor, HandoffTime, turn_length
from pdsync.kinds._layer_problems import layer_problems
from pdsync.kinds._lists import Listed, as_list
from pdsync.kinds._measures import Clock, Duration
from pdsync.kinds._problem import problem, within
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._scalars import AlsoAs, Name, one_of
from pdsync.kinds._times import Instant, WholeMinute
from pdsync.kinds._windows import each_window

_DAY = 24 * 60 * 60
_NAMES = {
    "members": "users",
    "rotate": "rotation_turn_length_seconds",
    "only": "restrictions",
    "from": "start",
    "until": "end",
}
_RENDERED = Refusal(
    "this is computed by PagerDuty from the rest of the layer", "delete it: it cannot be set"
)


class Restriction(Item):
    """A window outside of which nobody of the layer is on call."""

    type: Annotated[str, one_of("daily_restriction", "weekly_restriction")] = Field(
        "daily_restriction",
        description="Whether the window comes every day or once a week. Not written: weekly with "
        "a `start_day_of_week`, else daily.",
    )
    start_time_of_day: Clock = Field(
        description="When the window begins, on the clocks of the schedule's time zone."
    )
    duration_seconds: Annotated[int, Duration("seconds", least=1)] = Field(
        description="How long the window is: less than a day, or less than a week for a weekly one."
    )
    start_day_of_week: Day | None = Field(
        None, description="The day on which a weekly window begins: 1 (Monday) to 7, or Mon to Sun."
    )

    other_forms: ClassVar[tuple[dict[str, Any], ...]] = (
        {"type": "string", "examples": ["Mon-Fri 09:00-17:00"]},
    )

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Also takes one without a type, which the day tells."""
        if not isinstance(value, Mapping) or "type" in value:
            return value
        weekly = value.get("start_day_of_week") is not None
        return {"type": "weekly_restriction" if weekly else "daily_restriction", **value}

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        weekly = self.type == "weekly_restriction"
        if weekly and self.start_day_of_week is None:
            raise problem(
                "a weekly restriction begins on a day", help="write `start_day_of_week: Mon`"
            )
        if not weekly and self.start_day_of_week is not None:
            wrong = problem(
                "a daily restriction begins on every day",
                help="delete this, or write `type: weekly_restriction`",
            )
            raise within((("start_day_of_week",), wrong))
        limit, name = (7 * _DAY, "weekly") if weekly else (_DAY, "daily")
        if self.duration_seconds >= limit:
            wrong = problem(
                f"a {name} restriction is shorter than {'a week' if weekly else 'a day'}",
                help="write a shorter time, or leave the restriction out to be on call throughout",
            )
            raise within((("duration_seconds",), wrong))
        return self

    def likeness(self, live: Self) -> int:
        """Mostly the same when it begins at the same time of the same day."""
        if self.type != live.type or self.start_day_of_week != live.start_day_of_week:
            return 0
        return (
            1
            + 2 * (self.start_time_of_day == live.start_time_of_day)
            + (self.duration_seconds == live.duration_seconds)
        )


def _windows(value: Any) -> Any:
    return each_window(as_list(value) if value is None else value, Restriction.model_validate)


class Layer(Item):
    """A rotation. In a schedule, a layer hides what lies below it."""

    name: Name = Field("", description="What the layer is called. Not written: PagerDuty's choice.")
    rotation_turn_length_seconds: Annotated[
        int,
        Duration("seconds", least=60 * 60, most=365 * _DAY),
        BeforeValidator(turn_length),
        AlsoAs(TURN_LENGTHS),
    ] = Field(
        _DAY,
        validation_alias=AliasChoices("rotate", "rotation_turn_length_seconds"),
        description="How long a turn is: weekly, daily, 12h, 2 weeks; from an hour to a year. Not "
        "written: as it is now; a new layer needs it.",
    )
    handoff: Annotated[HandoffTime | None, Own()] = Field(
        None,
        description="When a turn ends and the next begins: `Mon 09:00`, or `09:00` for turns of "
        "days or hours. Not written: when they do now; of a new layer at the time of an anchor "
        "with one, else at 00:00, of weeks on Monday.",
    )
    users: Listed[Annotated[Ref, RefersTo("user")]] = Field(
        (),
        validation_alias=AliasChoices("members", "users"),
        description="Who takes turns, in this order. A person may come more than once. Not "
        "written: whoever does now; a new layer needs them.",
    )
    restrictions: Annotated[
        tuple[Restriction, ...],
        Unordered(),
        BeforeValidator(_windows),
        AlsoAs({"type": ["string", "null"], "examples": ["Mon-Fri 09:00-17:00"]}),
    ] = Field(
        (),
        validation_alias=AliasChoices("only", "restrictions"),
        description="When the layer has anybody on call at all: `Mon-Fri 09:00-17:00`, a list of "
        "such windows, or PagerDuty's own form. Not written, or null: always.",
    )
    anchor: Annotated[Anchor | None, Own()] = Field(
        None,
        description="Who has the turn at some time. With it the YAML alone decides who is on call; "
        "without it, turns go on as they are in the account.",
    )
    start: Instant | None = Field(
        None,
        validation_alias=AliasChoices("from", "start"),
        description="When the layer begins. Not written, or null: it has begun. PagerDuty moves "
        "a past one to the time of the last change, so two past ones are not compared.",
    )
    end: Instant | None = Field(
        None,
        validation_alias=AliasChoices("until", "end"),
        description="When the layer ends. Not written, or null: never.",
    )
    rotation_virtual_start: WholeMinute | None = Field(
        None,
        description="PagerDuty's own way to say whose turn it is: when the first turn of the first "
        "person begins, or began. Never needed; where it is written, it decides as an anchor does.",
    )

    decides: ClassVar[tuple[str, ...]] = ("restrictions", "start", "end")
    required: ClassVar[tuple[str, ...]] = ("users", "rotation_turn_length_seconds")
    examples: ClassVar[Mapping[str, str]] = {
        "users": "members: [ana@acme.example]",
        "rotation_turn_length_seconds": "rotate: weekly",
    }
    renamed_fields: ClassVar[Mapping[str, str]] = {
        "people": "members",
        "participants": "members",
        "every": "rotate",
        "frequency": "rotate",
        "rotation": "rotate",
        "hand_over": "handoff",
        "handover": "handoff",
        "days": "only",
        "hours": "only",
        "when": "only",
    }
    refused_fields: ClassVar[Mapping[str, Refusal]] = {
        "rendered_schedule_entries": _RENDERED,
        "rendered_coverage_percentage": _RENDERED,
        "next": Refusal(
            "whose turn is next is told by an anchor",
            "write `anchor: {who: E-MAIL, at: DATE}`, the date on which their turn begins",
        ),
    }

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Refuses a field that is written under both its names, and what is of rotations only."""
        if not isinstance(value, Mapping):
            return value
        twice = [
            (
                (other,),
                problem(
                    f"`{other}` is PagerDuty's name for `{name}`, which is here too",
                    help="delete one of the two",
                ),
            )
            for name, other in _NAMES.items()
            if name in value and other in value
        ]
        if "except" in value:
            help_ = "write the schedule with `rotations:`, or make an override for the day"
            twice.append((("except",), problem("layers leave no days out", help=help_)))
        if twice:
            raise within(*twice)
        return value

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        wrong = [*layer_problems(self)]
        if wrong:
            raise within(*wrong)
        return self

    def likeness(self, live: Self) -> int:
        """By its name first, then by who is in it and how it turns."""
        if self.wire and self.wire is live.wire:
            return THE_SAME
        people = _overlap(self.users, live.users)
        if "name" in self.model_fields_set and self.name != live.name and not people:
            return 0
        same = sum(weight for field, weight in _WEIGHTS.items() if self._agrees(field, live))
        return same + people

    def _agrees(self, field: str, live: Self) -> bool:
        written = field in self.model_fields_set
        return written and bool(getattr(self, field) == getattr(live, field))

    @property
    def has_length(self) -> bool:
        """Whether it is written how long a turn is."""
        return "rotation_turn_length_seconds" in self.model_fields_set

    @property
    def hands_over(self) -> bool:
        """Whether it is written when a turn ends and the next begins, in whatever words."""
        return bool(self.handoff or self.anchor or self.rotation_virtual_start)

    def has_begun(self, now: datetime) -> bool:
        """Whether it was to begin by now."""
        return isinstance(self.start, datetime) and self.start <= now

    def is_over(self, now: datetime) -> bool:
        """Whether nobody can be on call by it any more, or ever was meant to."""
        if not isinstance(self.end, datetime):
            return False
        begins_later = isinstance(self.start, datetime) and self.end <= self.start
        return self.end <= now or begins_later


THE_SAME = 1000

# More for a name than for all the rest: layers are renamed less often than they are changed.
_WEIGHTS = {
    "name": 200,
    "users": 30,
    "rotation_virtual_start": 10,
    "rotation_turn_length_seconds": 5,
}


def _overlap(one: tuple[Ref, ...], other: tuple[Ref, ...]) -> int:
    """From 0, nobody in common, to 60, the same people."""
    people = {*one, *other}
    return 60 * len({*one} & {*other}) // len(people) if people else 0
