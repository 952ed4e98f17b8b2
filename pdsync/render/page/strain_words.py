"""Words for what people carry beyond measure: two levels at once, and too much load. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pdsync.oncall import Span
from pdsync.render.page.elements import Content, Html, together
from pdsync.render.page.people import Faces
from pdsync.render.page.words import (
    hours,
    people,
    short_day,
    spans_words,
    when,
)
from pdsync.roster import REST, SharedLevels, Strain

_A_MOMENT = timedelta(seconds=1)


def same_people(found: SharedLevels, now: datetime, faces: Faces) -> Html:
    """Say when the next level notifies nobody new, seen at an instant."""
    verb = "are" if len(found.people) > 1 else "is"
    return together(
        *(f"level {found.number + 1} notifies nobody new: ", people(found.people, faces)),
        *(f"{verb} on level {found.number} too, ", spans_words(found.spans, now, found.time_zone)),
    )


def strain(one: Strain, dates: Sequence[date]) -> Html:
    """Say what somebody carries."""
    told = [*_told(one, dates)]
    return together(told[0], *(part for words in told[1:] for part in ("; ", words)))


def _told(one: Strain, dates: Sequence[date]) -> Iterator[Content]:
    if one.always:
        yield f"on call {hours(one.always)[:-2]} of {hours(one.always)}, without a break"
    if one.nights:
        yield f"on call every night, {one.nights} of {len(dates)}"
    if one.row:
        yield _row(one.row, dates, one.zone)
    if one.rests:
        yield _rests(one)


def _row(row: Span, dates: Sequence[date], zone: str) -> str:
    """Tell the days; what reaches the end of the page may go on."""
    first, last = (
        (one.astimezone(ZoneInfo(zone))).date() for one in (row.start, row.end - _A_MOMENT)
    )
    until = "on" if last >= dates[-1] else f"until {short_day(last)}"
    length = (last - first).days + 1
    return f"on call for {length} days without a day off, from {short_day(first)} {until}"


def _rests(one: Strain) -> Html:
    short = min(one.rests, key=lambda rest: rest.end - rest.start)
    times = "once" if len(one.rests) == 1 else f"{len(one.rests)} times"
    return together(
        f"fewer than {hours(REST)} of rest between shifts {times}, "
        f"as little as {hours(short.end - short.start)} from ",
        when(short.start, one.zone),
    )
