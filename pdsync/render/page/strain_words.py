"""Words for what people carry beyond measure: two levels at once, and too much load. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from pdsync.oncall import Span
from pdsync.render.page.elements import Content, Html, element, together
from pdsync.render.page.people import Faces
from pdsync.render.page.words import chip, day_words, hours, people, person_anchor, when
from pdsync.roster import REST, SharedLevels, Strain
from pdsync.units import A_DAY

_A_MOMENT = timedelta(seconds=1)


def same_people(found: SharedLevels, zone: str, faces: Faces) -> Html:
    """Say when the next level notifies nobody new."""
    whole = sum((one.end - one.start for one in found.spans), timedelta())
    first, *more = found.spans
    times = f", {1 + len(more)} times, first from " if more else ", from "
    verb = "are" if len(found.people) > 1 else "is"
    return together(
        *(f"level {found.number + 1} notifies nobody new: ", people(found.people, faces)),
        f"{verb} on level {found.number} too, for {hours(whole)}",
        *(times, when(first.start, zone), " until ", when(first.end, zone)),
    )


def strain(one: Strain, dates: Sequence[date], faces: Faces) -> Html:
    """Say who carries what, with a link to their load."""
    link = element("a", "Load", href=f"#{person_anchor(one.person, faces)}")
    told = [*_told(one, dates)]
    rest = (part for words in told[1:] for part in ("; ", words))
    return together(chip(one.person, faces), ": ", told[0], *rest, " (", link, ")")


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
    length = round((row.end - row.start) / A_DAY)
    first, last = (
        (one.astimezone(ZoneInfo(zone))).date() for one in (row.start, row.end - _A_MOMENT)
    )
    until = "on" if last >= dates[-1] else f"until {day_words(last)}"
    return f"on call for {length} days without a day off, from {day_words(first)} {until}"


def _rests(one: Strain) -> Html:
    short = min(one.rests, key=lambda rest: rest.end - rest.start)
    times = "once" if len(one.rests) == 1 else f"{len(one.rests)} times"
    return together(
        f"fewer than {hours(REST)} of rest between shifts {times}, "
        f"as little as {hours(short.end - short.start)} from ",
        when(short.start, one.zone),
    )
