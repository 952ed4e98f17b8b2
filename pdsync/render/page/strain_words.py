"""Words for what people carry beyond measure: two levels at once, and too much load. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pdsync.oncall import Span
from pdsync.render.page.elements import Content, Html, element, together
from pdsync.render.page.people import Faces
from pdsync.render.page.words import chip, hours, people, person_anchor, when
from pdsync.roster import REST, SharedLevels, Strain
from pdsync.units import A_DAY


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
        yield _row(one.row, one.zone)
    if one.rests:
        yield _rests(one)


def _row(row: Span, zone: str) -> Html:
    days = round((row.end - row.start) / A_DAY)
    begins, ends = when(row.start, zone), when(row.end, zone)
    return together(f"on call for {days} days without a day off, ", begins, " until ", ends)


def _rests(one: Strain) -> Html:
    short = min(one.rests, key=lambda rest: rest.end - rest.start)
    times = "once" if len(one.rests) == 1 else f"{len(one.rests)} times"
    return together(
        f"fewer than {hours(REST)} of rest between shifts {times}, "
        f"as little as {hours(short.end - short.start)} from ",
        when(short.start, one.zone),
    )
