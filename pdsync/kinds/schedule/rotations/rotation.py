"""Rotation of a shift-based schedule, as written and as its events. Renders nothing."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import AliasChoices, Field, WrapValidator, model_validator

from pdsync.kinds._model import Item, Own
from pdsync.kinds._refs import Ref
from pdsync.kinds._values.durations import duration_words
from pdsync.kinds._values.lists import Listed
from pdsync.kinds._values.problem import Located, problem, within
from pdsync.kinds._values.words import Reads
from pdsync.kinds.schedule.handoff import AnchorOfTurns, HandoffTime, TurnLength, no_member
from pdsync.kinds.schedule.layers.restriction import Windows
from pdsync.kinds.schedule.rotations.days_left_out import left_out_time, without
from pdsync.kinds.schedule.rotations.event import THE_SAME, Event, alike
from pdsync.kinds.schedule.rotations.event_forms import last_of_events
from pdsync.kinds.schedule.rotations.from_layer import TurnWords, turns_as_shifts


# As it is written and shown: the last event, which for most is the only one, and those before it.
class WrittenRotation(Event):
    """Rotation as people write it: shifts and the members who take them."""

    rotate: Annotated[TurnLength[int | None], Own()] = Field(
        None,
        description="As in layers, in place of `shifts`: how long a turn is, `weekly`, `daily`, "
        "`12h`.",
    )
    handoff: Annotated[HandoffTime | None, Own()] = Field(
        None,
        description="With `rotate`: when a turn ends and the next begins, `Mon 09:00`. Not "
        "written: at the time of an anchor with one, else when they do now; of a new rotation at "
        "00:00, and new turns of weeks need it.",
    )
    only: Annotated[Windows, Own()] = Field(
        (),
        description="With `rotate`: when the rotation has anybody on call at all. Not written, or "
        "null: always.",
    )
    anchor: AnchorOfTurns = None
    left_out: Annotated[
        Listed[
            Annotated[
                datetime | date,
                Reads(left_out_time, {"type": "string", "examples": ["2026-12-25"]}, takes="date"),
            ]
        ],
        Own(),
    ] = Field(
        (),
        validation_alias=AliasChoices("except"),
        description="Days on which no shift begins, or times of shifts that are not, on the clocks "
        "of the rotation: `[2026-12-25, 2026-12-28 09:00]`. Not written: none.",
    )
    events: Listed[Event] = Field(
        (),
        description="PagerDuty's own form, in place of all else: at most 5 that follow each other.",
    )

    required: ClassVar[tuple[str, ...]] = ("members",)
    examples: ClassVar[Mapping[str, str]] = {"handoff": "handoff: Mon 09:00"}

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the fields, also of a rotation written as a list of events."""
        if isinstance(value, Mapping) and isinstance(value.get("events"), list):
            return super().spelled_out(last_of_events(value))
        return super().spelled_out(value)

    @model_validator(mode="after")
    def _in_shifts(self) -> Self:
        if self.lacks_zone:
            return self  # read before, on some clocks
        checks = (_no_shifts, _two_ways, _anchor, _overlapping)
        wrong = [found for check in checks for found in check(self)]
        if wrong:
            raise within(*wrong)
        if self.turn_words:
            return self.model_copy(update=turns_as_shifts(self.turn_words))
        if not self.left_out or self.shifts is None:
            return self
        return self.model_copy(update={"shifts": without(self.shifts, self.left_out)})

    @property
    def turn_words(self) -> TurnWords | None:
        """Turns in the words of layers, where they are written so."""
        if self.rotate is None:
            return None
        members = self.members if "members" in self.model_fields_set else None
        zone = self.time_zone or "Etc/UTC"
        told = self.only, self.anchor, members, self.left_out
        return TurnWords(zone, self.rotate, self.handoff, *told)

    @property
    def title(self) -> str:
        """Title in a sentence, after its turns where these are no shifts yet."""
        if self.rotate is None or self.shifts is not None or self.name:
            return super().title
        return f"turns of {duration_words(self.rotate)}"

    @property
    def is_adrift(self) -> bool:
        """True if the rotation is written, but not its shifts or hand-offs."""
        return self.shifts is None and (self.rotate is not None or not self.wire)

    @property
    def lacks_zone(self) -> bool:
        """True if its shifts are not known because no time zone is written."""
        return self.is_adrift and self.time_zone is None

    @property
    def takes_anchor(self) -> bool:
        """True: that is what an anchor is for."""
        return True

    @property
    def is_anchored(self) -> bool:
        """True if an anchor says whose turn it is."""
        return self.anchor is not None

    @property
    def every_event(self) -> tuple[Event, ...]:
        """Events in the order of time; the rotation's own fields are the last one."""
        if "events" not in self.model_fields_set:
            return (self,)
        values = {name: getattr(self, name) for name in self.model_fields_set - {"events"}}
        return (*self.events, type(self).model_construct({*values}, **values))


class Rotation(Item):
    """Events that follow each other in time. Everybody whose shift it is, is on call.

    Only a live rotation for which PagerDuty lists no events has none.
    """

    events: tuple[Event, ...] = Field((), description="At most 5 that follow each other.")

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the fields of a rotation as written; raises pydantic errors."""
        return {"events": WrittenRotation.model_validate(value).every_event}

    @classmethod
    def of(cls, *events: Event) -> "Rotation":
        """Make a rotation of some events."""
        return cls.model_construct({"events"}, events=events)

    @property
    def last(self) -> Event:
        """Last event, for most rotations the only one; an empty one if there is none."""
        return self.events[-1] if self.events else Event.model_construct(set())

    def with_last(self, event: Event) -> Self:
        """Return the rotation with another last event."""
        return self.model_copy(update={"events": (*self.events[:-1], event)})

    @property
    def shown(self) -> WrittenRotation:
        """Rotation as people write it."""
        last = self.last
        fields = set(last.model_fields_set)
        values = {name: getattr(last, name) for name in Event.model_fields}
        if len(self.events) > 1 or self.wire.get("events"):
            fields.add("events")
        return WrittenRotation.model_construct(fields, **values, events=self.events[:-1])

    @property
    def name(self) -> str:
        """Name of the last event."""
        return self.last.name

    @property
    def title(self) -> str:
        """Title in a sentence."""
        return self.last.title

    @property
    def everybody(self) -> list[Ref]:
        """People who have shifts, event by event."""
        return [person for event in self.events for person in event.people]

    def likeness(self, live: Self) -> int:
        """Return the likeness of the two events most alike; 1 for a live one without events."""
        if self.wire and live.wire:  # it was laid over a live one already
            return THE_SAME if self.wire.get("id") == live.wire.get("id") else 0
        if not live.events:
            return 1
        return max(alike(one, other) for one in self.events for other in live.events)


def _read(value: Any, _handler: Any) -> Rotation:
    return Rotation.model_validate(value)


if TYPE_CHECKING:
    RotationField = Rotation
else:
    # Read as it is written, in whichever form; what comes of it is the list of its events.
    RotationField = Annotated[WrittenRotation, WrapValidator(_read)]


def _overlapping(rotation: WrittenRotation) -> Iterator[Located]:
    for place, (one, other) in enumerate(pairwise(rotation.every_event)):
        if one.until is None or other.since is None or other.since < one.until:
            help_ = "end each with `until`, and begin the next then or later with `from`"
            wrong = problem("events of a rotation follow each other in time", help=help_)
            yield ("events", place + 1), wrong


def _no_shifts(rotation: WrittenRotation) -> Iterator[Located]:
    if rotation.shifts is None and rotation.rotate is None:
        help_ = "write `shifts: Mon-Fri 09:00-17:00`, or `rotate: weekly`"
        yield (), problem("nothing says when this rotation's shifts are", help=help_)


def _two_ways(rotation: WrittenRotation) -> Iterator[Located]:
    written = rotation.model_fields_set
    if rotation.rotate is None:
        # That there are no windows is true of shifts as well.
        goes_with = {"handoff", "only"} if rotation.only else {"handoff"}
        for field in sorted(written & goes_with):
            help_ = "write `rotate:` as well, or `shifts:` instead"
            yield (field,), problem(f"`{field}` goes with `rotate`", help=help_)
        return
    for field in sorted(written & {"shifts", "start_time", "per_member", "everyone"}):
        name = rotation.names_of(field)[0]
        help_ = "delete one of the two"
        yield (name,), problem(f"`rotate` says already what `{name}` would", help=help_)


def _anchor(rotation: WrittenRotation) -> Iterator[Located]:
    if rotation.anchor is None:
        return
    yield from no_member(rotation.anchor, rotation.members)
    if rotation.everyone or rotation.start_time is not None:
        help_ = "delete `anchor`"
        yield (
            ("anchor",),
            problem("`anchor` has no effect with `everyone` or `start_time`", help=help_),
        )
