"""A layer of a schedule, as people write it. Renders nothing."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, AliasChoices, Field, model_validator

from pdsync.kinds._field_checks import Refusal
from pdsync.kinds._model import Item, Own, Unordered
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.instants import Instant, WholeMinute
from pdsync.kinds._values.lists import Listed
from pdsync.kinds._values.problem import Located, problem, within
from pdsync.kinds._values.words import Name
from pdsync.kinds.schedule.handoff import (
    AnchorOfTurns,
    HandoffTime,
    TurnLength,
    no_member,
    no_whole_minutes,
)
from pdsync.kinds.schedule.layers.restriction import Windows
from pdsync.kinds.schedule.undecided import LENGTH, PEOPLE, PHASE, Open
from pdsync.units import DAY, WEEK
from pdsync.wall_times import DAY_NAMES

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


def _not_blank(name: str) -> str:
    if not name.strip():
        help_ = "delete the line, and PagerDuty gives it a name; or write at least one letter"
        raise problem("a name cannot be empty", help=help_)
    return name


class Layer(Item):
    """Layer: members who take turns. Each layer hides the ones below it."""

    name: Annotated[Name, AfterValidator(_not_blank)] = Field(
        "", description="What the layer is called. Not written: PagerDuty's choice."
    )
    rotation_turn_length_seconds: TurnLength[int] = Field(
        DAY,
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
    restrictions: Annotated[Windows, Unordered()] = Field(
        (),
        validation_alias=AliasChoices("only", "restrictions"),
        description="When the layer has anybody on call at all: `Mon-Fri 09:00-17:00`, a list of "
        "such windows, or PagerDuty's own form. Not written, or null: always.",
    )
    anchor: AnchorOfTurns = None
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
        "except": Refusal(
            "layers leave no days out",
            "write the schedule with `rotations:`, or make an override for the day",
        ),
        "next": Refusal(
            "whose turn is next is told by an anchor",
            "write `anchor: {who: E-MAIL, at: DATE}`, the date on which their turn begins",
        ),
    }

    def handoff_of(self, field: str, zone: tzinfo) -> str | None:
        """Return when turns of days or weeks change, by the clocks of a zone."""
        start, length = self.rotation_virtual_start, self.rotation_turn_length_seconds
        if field != "rotation_virtual_start" or start is None or length % DAY:
            return None
        local = start.astimezone(zone)
        day = "" if length % WEEK else f"{DAY_NAMES[local.weekday()]} "
        return f"{day}{local:%H:%M}"

    @classmethod
    def refused_in(cls, value: Any) -> Mapping[str, Refusal]:
        """Return what no layer has, and fields that are there under both their names."""
        twice = {
            other: Refusal(
                f"`{other}` is PagerDuty's name for `{name}`, which is here too",
                "delete one of the two",
            )
            for name, other in _NAMES.items()
            if isinstance(value, Mapping) and name in value and other in value
        }
        return {**cls.refused_fields, **twice} if twice else cls.refused_fields

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        checks = (_nobody, _ends_early, _no_day, _phase, _anchor)
        wrong = [found for check in checks for found in check(self)]
        if wrong:
            raise within(*wrong)
        return self

    def likeness(self, live: Self) -> int:
        """Return a likeness by name first, then by members and turns."""
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
    def left_open(self) -> tuple[Open, ...]:
        """Open points that only the account can tell, the most telling first."""
        found = []
        if "users" not in self.model_fields_set:
            found.append(PEOPLE)
        elif len({*self.users}) <= 1:
            return ()
        if self.anchor is None and self.rotation_virtual_start is None:
            found.append(PHASE)
        return (*found, *([] if self.has_length else [LENGTH]))

    @property
    def has_length(self) -> bool:
        """True if the length of a turn is written."""
        return "rotation_turn_length_seconds" in self.model_fields_set

    @property
    def hands_over(self) -> bool:
        """True if the time of the hand-off is written, in any form."""
        return bool(self.handoff or self.anchor or self.rotation_virtual_start)

    def has_begun(self, now: datetime) -> bool:
        """Return True if the layer's start is not later than an instant."""
        return isinstance(self.start, datetime) and self.start <= now

    def is_over(self, now: datetime) -> bool:
        """Return True if the layer has ended, or ends before it begins."""
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
    """Return from 0, no common members, to 60, the same members."""
    if one == other:
        return 60 if one else 0
    people = {*one, *other}
    return 60 * len({*one} & {*other}) // len(people)


def _nobody(layer: Layer) -> Iterator[Located]:
    if "users" in layer.model_fields_set and not layer.users:
        help_ = "write at least one e-mail address"
        yield ("users",), problem("a layer needs somebody", help=help_)
    if _is_null(layer, "rotation_virtual_start"):
        help_ = "write when the first turn begins, such as 2026-01-05 09:00, or leave it out"
        yield ("rotation_virtual_start",), problem("a rotation begins at some time", help=help_)


def _is_null(layer: Layer, field: str) -> bool:
    return field in layer.model_fields_set and getattr(layer, field) is None


def _ends_early(layer: Layer) -> Iterator[Located]:
    if layer.start and layer.end and layer.end <= layer.start:
        help_ = "write an end after its beginning"
        yield ("end",), problem("this layer ends before it begins", help=help_)


def _no_day(layer: Layer) -> Iterator[Located]:
    if layer.handoff is None or "rotation_turn_length_seconds" not in layer.model_fields_set:
        return
    weekly = layer.rotation_turn_length_seconds % WEEK == 0
    time = layer.handoff.time[:5]
    if weekly and layer.handoff.day is None and len(set(layer.users)) > 1:
        yield (
            ("handoff",),
            problem(
                "turns of weeks change hands on one day of the week, and none is written",
                help=f"write the day as well, such as `handoff: Mon {time}`",
            ),
        )
    if not weekly and layer.handoff.day is not None:
        yield (
            ("handoff",),
            problem(
                "turns of this length change hands on another day each time",
                help=f"write the time alone, `handoff: {time}`, or `rotate: weekly`",
            ),
        )


def _phase(layer: Layer) -> Iterator[Located]:
    if layer.rotation_virtual_start is None:
        yield from no_whole_minutes(layer.rotation_turn_length_seconds, layer.handoff, layer.anchor)
        return
    for field in ("handoff", "anchor"):
        if getattr(layer, field) is not None:
            yield (
                (field,),
                problem(
                    f"`rotation_virtual_start` says already what `{field}` would",
                    help="delete one of the two",
                ),
            )


def _anchor(layer: Layer) -> Iterator[Located]:
    if layer.anchor is None:
        return
    yield from no_member(layer.anchor, layer.users)
    if layer.handoff is None and not hasattr(layer.anchor.at, "hour"):
        yield (
            ("anchor", "at"),
            problem(
                "a date means the hand-off on that day, and no hand-off is written",
                help="write `handoff:`, such as `Mon 09:00`; or a time with the date",
            ),
        )
