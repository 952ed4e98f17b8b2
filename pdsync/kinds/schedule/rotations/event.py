"""Event: recurring shifts and their members. Renders nothing."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    AliasChoices,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from pdsync import oncall
from pdsync.kinds._model import Item, Own
from pdsync.kinds._refs import Ref
from pdsync.kinds._values.durations import Whole
from pdsync.kinds._values.instants import Instant
from pdsync.kinds._values.lists import Listed
from pdsync.kinds._values.names import named
from pdsync.kinds._values.problem import Located, problem, within
from pdsync.kinds._values.words import Flag, Reads
from pdsync.kinds._values.zones import Zone
from pdsync.kinds.schedule.beginnings import begun
from pdsync.kinds.schedule.rotations.event_forms import spelled_out
from pdsync.kinds.schedule.rotations.from_layer import TurnWords, at_some_hand_off, handing_over_at
from pdsync.kinds.schedule.rotations.member import AnyMember, Member
from pdsync.kinds.schedule.rotations.shifts import Pattern, pattern
from pdsync.kinds.schedule.undecided import HANDOFF, PEOPLE, PHASE, SHARE, START, TOGETHER, Open

TURNS = ("shifts", "start_time", "members", "per_member", "everyone")
"""What decides whom an event puts on call while it lasts."""
_SHIFTS = {
    "anyOf": [
        {"type": "string", "examples": ["Mon-Fri 09:00-17:00"]},
        {
            "type": "object",
            "properties": {
                "start": {"type": "string"},
                "length": {"type": ["string", "integer"]},
                "rrule": {"type": ["string", "array"]},
            },
            "required": ["start", "length", "rrule"],
            "additionalProperties": False,
        },
    ]
}


def _few(members: tuple[AnyMember, ...]) -> tuple[AnyMember, ...]:
    if not members:
        raise problem("a rotation needs somebody", help="write at least one e-mail, or `nobody`")
    if len(members) > oncall.MOST_MEMBERS:
        raise problem(
            f"{len(members)} members are more than the {oncall.MOST_MEMBERS} that PagerDuty takes",
            help="write fewer, or make two rotations of it",
        )
    return members


class Event(Item):
    """Recurring shifts that members take in turn, or all of them together."""

    name: Annotated[str, named()] = Field(
        "", description="What it is called. Not written: after its shifts."
    )
    # Above the shifts, whose times are read by its clocks.
    time_zone: Annotated[Zone | None, Own()] = Field(
        None, description="Whose clocks its times are on. Not written: the schedule's."
    )
    shifts: Annotated[
        Pattern | None, Reads(lambda value: value, _SHIFTS, takes="windows of the week")
    ] = Field(
        None,
        description="When shifts are: `Mon-Fri 09:00-17:00`, hours alone for every day, "
        "`Fri 18:00 - Mon 09:00`; or `{start, length, rrule}` for any other rule.",
    )
    start_time: Instant | None = Field(
        None,
        description="PagerDuty's own way to say whose turn it is: when the first shift of the "
        "first member begins, or began. Never needed.",
    )
    members: Annotated[Listed[Annotated[Any, Member()]], AfterValidator(_few)] = Field(
        (),
        description="Who takes shifts, in this order; `nobody` leaves some to nobody. Not "
        "written: whoever does now; a new rotation needs them.",
    )
    per_member: Annotated[int, Whole(1, 1000)] = Field(
        1,
        description="How many shifts a member has before the next one's turn. Not written: as "
        "many as now, 1 in a new rotation.",
    )
    everyone: Flag = Field(
        default=False,
        description="All members are on call together, and take no turns. Not written: as it is "
        "now, unless `per_member`, `rotate` or an `anchor` says that they do; false in a new "
        "rotation.",
    )
    since: Instant | None = Field(
        None,
        validation_alias=AliasChoices("from", "effective_since"),
        description="From when on; at most 12 months ahead. Not written, or null: it has begun.",
    )
    until: Instant | None = Field(
        None,
        validation_alias=AliasChoices("until", "effective_until"),
        description="Until when. Not written, or null: for ever.",
    )

    decides: ClassVar[tuple[str, ...]] = ("since", "until")
    required: ClassVar[tuple[str, ...]] = ("shifts", "members")
    other_forms: ClassVar[tuple[dict[str, Any], ...]] = (
        {"type": "object", "required": ["recurrence", "assignment_strategy"]},
    )

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the model's fields, also from PagerDuty's form, with times on its clocks."""
        return spelled_out(value)

    @field_validator("shifts", mode="before")
    @classmethod
    def _on_its_clocks(cls, value: Any, info: ValidationInfo) -> Any:
        zone = info.data.get("time_zone", "Etc/UTC")
        if zone is None:
            help_ = "write the schedule's `time_zone`"
            raise problem("these times need a time zone", help=help_)
        return value if value is None else pattern(value, zone)

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        wrong = [*self._contradictions()]
        if wrong:
            raise within(*wrong)
        return self

    def _contradictions(self) -> list[Located]:
        wrong: list[Located] = []
        if self.everyone and "per_member" in self.model_fields_set:
            help_ = "delete `per_member`, or `everyone`"
            wrong.append(
                (("per_member",), problem("with `everyone` nobody takes turns", help=help_))
            )
        if self.since and self.until and self.until <= self.since:
            help_ = "write an end after its beginning"
            wrong.append((("until",), problem("this ends before it begins", help=help_)))
        return wrong

    @property
    def title(self) -> str:
        """Title in a sentence, for events without a name as well."""
        return self.name or (self.shifts.words if self.shifts else "shifts")

    @property
    def people(self) -> tuple[Ref, ...]:
        """People who have shifts, each once."""
        return tuple(dict.fromkeys(one for one in self.members if isinstance(one, Ref)))

    @property
    def has_nobody(self) -> bool:
        """True if some of its shifts are left to `nobody`."""
        return not all(isinstance(one, Ref) for one in self.members)

    @property
    def turns(self) -> tuple[Any, ...]:
        """Fields that decide who is on call while the event is in force."""
        return tuple(getattr(self, name) for name in TURNS)

    @property
    def takes_anchor(self) -> bool:
        """True if an anchor may be written, and not only its first shift."""
        return False

    @property
    def is_anchored(self) -> bool:
        """True if an anchor says whose turn it is."""
        return False

    @property
    def takes_turns(self) -> bool:
        """True if it is written that members take turns, in any form."""
        written = {"per_member", "everyone"} & self.model_fields_set
        return not self.everyone and (bool(written) or self.is_anchored)

    @property
    def is_adrift(self) -> bool:
        """True if its turns have no hand-off."""
        return False

    @property
    def turn_words(self) -> TurnWords | None:
        """Turns in the words of layers, where it is written in them."""
        return None

    def at_hand_offs_of(self, live: "Event") -> Self:
        """Return the event with the hand-offs of the live one, where its own are not written."""
        words, start = self.turn_words, live.start_time
        if words is None or words.handoff or not isinstance(start, datetime):
            return self
        made = handing_over_at(words, start)
        return self.model_copy(update=made or (self.is_adrift and at_some_hand_off(words)) or {})

    @property
    def left_open(self) -> tuple[Open, ...]:
        """Open points that only the account can tell, the most telling first."""
        found = []
        if "members" not in self.model_fields_set:
            found.append(PEOPLE)
        elif len({*self.members}) <= 1:
            return ()
        if self.everyone:
            return (*found,)
        if self.start_time is None and not self.is_anchored:
            found.append(PHASE if self.takes_anchor else START)
        if self.is_adrift:
            found.append(HANDOFF)
        elif "per_member" not in self.model_fields_set:
            found.append(SHARE if self.takes_turns else TOGETHER)
        return (*found,)

    def likeness(self, live: Self) -> int:
        """Return a likeness by people first, then by shifts and name."""
        return THE_SAME if self.wire and self.wire is live.wire else alike(self, live)

    def over(self, live: "Event") -> Self:
        """Fill unset turn fields from the live event."""
        missing = [name for name in TURNS if name not in self.model_fields_set]
        kept = {name: getattr(live, name) for name in missing if name != "start_time"}
        together = {"everyone": False} if self.takes_turns else {}
        return self.model_copy(update=kept | together)


THE_SAME = 1000


def alike(one: Event, live: Event) -> int:
    """Return how much one event looks like a live one."""
    people = {*one.people, *live.people}
    shared = 60 * len({*one.people} & {*live.people}) // len(people) if people else 0
    names = "name" in one.model_fields_set and one.name == begun(str(live.name))
    return shared + 30 * (one.shifts == live.shifts) + 100 * names
