"""Hand-offs and anchors as people write them. Reads; computes no turn."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BeforeValidator, Field

from pdsync.frozen import frozen
from pdsync.kinds._model import Model, Own
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.days import A_NAME, day
from pdsync.kinds._values.durations import CLOCK, Duration, clock, in_seconds
from pdsync.kinds._values.instants import TIME, YEARS, near, too_far_away
from pdsync.kinds._values.patterns import exact, text_like
from pdsync.kinds._values.problem import Located, problem
from pdsync.kinds._values.words import AlsoAs, Reads, shown
from pdsync.on_demand import regex
from pdsync.units import DAY, HOUR, MINUTE, WEEK
from pdsync.wall_times import second_of_day

_HANDOFF = regex(r"(?:(?P<day>[A-Za-z]+)[,\s]+)?(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)")
_DATE = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HELP = "write a day and a time such as `Mon 09:00`, or a time alone for turns of hours or days"
_DATES = "write a date such as 2026-01-05, or a time within the turn such as 2026-01-07 12:00"
_LENGTHS = "write weekly, daily, or a length such as 12h or 2 weeks"
_TURN_LENGTHS = exact(
    "([Ee]very )?([Hh]ourly|[Dd]aily|[Ww]eekly|([0-9]+ ?)?([Hh]our|[Dd]ay|[Ww]eek)s?)",
    _LENGTHS,
    *("weekly", "daily", "12h", "2 weeks"),
)
"""The JSON Schema of what `turn_length` reads beside lengths of time."""
_MONTHS = regex(r"(?:[0-9]+ ?)?(?:month|year|quarter)s?|monthly|yearly|quarterly")
_BY_MONTHS = (
    "write `rotate: 4 weeks`; or a rotation for each person with the days of their months, as "
    '`shifts: {start: 2026-01-01 09:00, length: 1d, rrule: "FREQ=DAILY;BYMONTH=1,4,7,10"}` for '
    "the first of three, whose turn ends at 09:00 on the first of the next month"
)
_WORDS = {"hourly": HOUR, "daily": DAY, "weekly": WEEK}


@frozen
class Handoff:
    """Hand-off: the time of day, on a day of the week or on any, at which turns change."""

    day: int | None
    time: str

    @property
    def second(self) -> int:
        """Seconds since Monday 00:00 on the wall, since midnight without a day."""
        return ((self.day or 1) - 1) * DAY + second_of_day(self.time)

    @property
    def period(self) -> int:
        """Seconds between two hand-offs on the wall clock: a day or a week."""
        return WEEK if self.day else DAY


def handoff(value: Any) -> Handoff:
    """Read `Mon 09:00` or `09:00`; raises a pydantic error for anything else, and for seconds."""
    if isinstance(value, Handoff):
        return value
    found = _HANDOFF.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise problem(f"{shown(value)} is not a time of hand-off", help=_HELP)
    made = Handoff(day(found["day"]) if found["day"] else None, clock(found["time"]))
    if made.second % MINUTE:
        help_ = "write the hand-off without seconds"
        raise problem("this hand-off has seconds; PagerDuty takes whole minutes here", help=help_)
    return made


def _near(written: str) -> date:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        help_ = "write a date such as 2026-01-05"
        raise problem(f"'{written}' is not a valid date", help=help_) from None
    if found.year not in YEARS:
        message, help_ = too_far_away(written)
        raise problem(message, help=help_)
    return found


def turn_length(value: Any) -> Any:
    """Return the seconds of `hourly`, `daily`, `weekly` or `weeks`; other lengths unchanged.

    Raises a pydantic error for months and years, and for what is no length of time.
    """
    if not isinstance(value, str):
        return value
    written = value.strip().lower().removeprefix("every ")
    if written in _WORDS:
        return _WORDS[written]
    found = in_seconds(f"1 {written}")
    if _MONTHS.fullmatch(written):
        raise problem(
            f"{shown(value)} is no fixed length: months and years differ", help=_BY_MONTHS
        )
    if found is None and in_seconds(written) is None and not written.isdecimal():
        raise problem(
            f"{shown(value)} is not how long a turn is",
            help=_LENGTHS,
        )
    return found or (written if written != value else value)


def anchor_time(value: Any) -> datetime | date:
    """Read a date or an instant; raises a pydantic error for anything else."""
    if is_date(value):
        return _near(value.strip())
    return near(value, _DATES)


def is_date(value: Any) -> bool:
    """Return True if an anchor is written as a date alone."""
    return isinstance(value, str) and bool(_DATE.fullmatch(value.strip()))


class Anchor(Model):
    """Member who has the turn at some time. With an anchor, the YAML alone tells who is on call."""

    who: Annotated[Ref, RefersTo("user")] = Field(description="One of the members, by e-mail.")
    at: Annotated[
        datetime | date,
        Reads(anchor_time, text_like(TIME, _DATES, "2026-01-05"), takes="date"),
    ] = Field(
        description="A date, whose turn is the one that begins with its hand-off, or a time within "
        "the turn."
    )

    other_forms: ClassVar[tuple[dict[str, Any], ...]] = ()
    renamed_fields: ClassVar[Mapping[str, str]] = {
        "member": "who",
        "user": "who",
        "date": "at",
        "on": "at",
        "time": "at",
    }

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the fields of an anchor; raises a pydantic error for anything else."""
        if not isinstance(value, Mapping):
            raise problem(
                f"{shown(value)} is not an anchor",
                help="write {who: ana@acme.example, at: 2026-01-05}",
            )
        return value


HandoffTime = Annotated[
    Handoff,
    Reads(
        handoff,
        text_like(rf"(?:{A_NAME}[,\s]+)?{CLOCK}", _HELP, "Mon 09:00", "09:00"),
        takes="hand-off",
    ),
]


_Seconds = TypeVar("_Seconds", int, int | None)
TurnLength = Annotated[
    _Seconds,
    Duration("seconds", least=HOUR, most=365 * DAY),
    BeforeValidator(turn_length),
    AlsoAs(_TURN_LENGTHS),
]
"""How long a turn is, in layers and in rotations."""

AnchorOfTurns = Annotated[
    Anchor | None,
    Own(),
    Field(
        description="Who has the turn at some time. With it the YAML alone decides who is on call; "
        "without it, turns go on as they are in the account.",
    ),
]
"""An anchor of a layer or a rotation."""


def no_member(anchor: Anchor, members: Sequence[object]) -> Iterator[Located]:
    """Yield the problem of an anchor of somebody who takes no turns, where members are written."""
    if members and anchor.who not in members:
        help_ = (
            "write one of those in `members:`, or delete `anchor`: then turns go on as they do in "
            "the account"
        )
        yield ("anchor", "who"), problem(f"{anchor.who} is none of the members", help=help_)


def no_whole_minutes(
    turn: int, written_handoff: Handoff | None, anchor: Anchor | None
) -> Iterator[Located]:
    """Yield the problems of turns, of a length in seconds, that begin between two minutes.

    PagerDuty takes no virtual start with seconds (its Terraform provider, pull request 483), and
    that of turns which go on as they are may be the start of any of them.
    """
    if turn % MINUTE:
        help_ = "write whole minutes; or `rotation_virtual_start`, from which PagerDuty counts"
        yield (
            ("rotation_turn_length_seconds",),
            problem("turns of this length do not begin at whole minutes", help=help_),
        )
    at = anchor.at if anchor and written_handoff is None else None
    if isinstance(at, datetime) and at.second:
        help_ = "write the time without seconds, or `handoff:` as well"
        yield (
            ("anchor", "at"),
            problem("a turn begins at this time, and none does between two minutes", help=help_),
        )
