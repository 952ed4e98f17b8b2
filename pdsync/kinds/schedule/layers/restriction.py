"""Restrictions of a layer: windows of time outside of which it has nobody. Renders nothing."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator

from pdsync.kinds._model import Item
from pdsync.kinds._values.days import DayOfWeek
from pdsync.kinds._values.durations import Duration, TimeOfDay
from pdsync.kinds._values.lists import as_list
from pdsync.kinds._values.problem import problem, within
from pdsync.kinds._values.windows import WINDOW, each_window
from pdsync.kinds._values.words import AlsoAs, one_of
from pdsync.units import DAY


class Restriction(Item):
    """Window outside of which nobody of the layer is on call."""

    type: Annotated[str, one_of("daily_restriction", "weekly_restriction")] = Field(
        "daily_restriction",
        description="Whether the window comes every day or once a week. Not written: weekly with "
        "a `start_day_of_week`, else daily.",
    )
    start_time_of_day: TimeOfDay = Field(
        description="When the window begins, on the clocks of the schedule's time zone."
    )
    duration_seconds: Annotated[int, Duration("seconds", least=1)] = Field(
        description="How long the window is: less than a day, or less than a week for a weekly one."
    )
    start_day_of_week: DayOfWeek | None = Field(
        None, description="The day on which a weekly window begins: 1 (Monday) to 7, or Mon to Sun."
    )

    compared_whole: ClassVar[bool] = True
    other_forms: ClassVar[tuple[dict[str, Any], ...]] = (WINDOW,)

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the fields of a restriction; the type follows from the day."""
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
        limit, name = (7 * DAY, "weekly") if weekly else (DAY, "daily")
        if self.duration_seconds >= limit:
            wrong = problem(
                f"a {name} restriction is shorter than {'a week' if weekly else 'a day'}",
                help="write a shorter time, or leave the restriction out to be on call throughout",
            )
            raise within((("duration_seconds",), wrong))
        return self

    def likeness(self, live: Self) -> int:
        """Return a likeness, mostly by the start on the same day."""
        if self.type != live.type or self.start_day_of_week != live.start_day_of_week:
            return 0
        return (
            1
            + 2 * (self.start_time_of_day == live.start_time_of_day)
            + (self.duration_seconds == live.duration_seconds)
        )


@lru_cache(maxsize=1024)
def _of_text(written: str) -> Any:
    """Return the restrictions of a text; most layers of a configuration are written alike."""
    return each_window(written, Restriction.model_validate)


def _windows(value: Any) -> Any:
    if isinstance(value, str):
        return _of_text(value)
    return each_window(as_list(value) if value is None else value, Restriction.model_validate)


Windows = Annotated[
    tuple[Restriction, ...],
    BeforeValidator(_windows),
    AlsoAs({**WINDOW, "type": ["string", "null"]}),
]
