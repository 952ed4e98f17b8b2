"""Shifts as a calendar, by RFC 5545. Returns text with the line ends that it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from hashlib import sha256

from pdsync import __version__
from pdsync.render._escape import visible
from pdsync.render.agenda.as_json import Names
from pdsync.render.agenda.marked import by_override
from pdsync.roster import ShiftEvent, Topic
from pdsync.stamps import ical_stamp
from pdsync.units import A_MINUTE

_OCTETS = 75
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


def calendar(
    events: Iterable[tuple[Topic, ShiftEvent]],
    names: Names,
    source: str,
    now: datetime,
    deleted: AbstractSet[str] = frozenset(),
) -> str:
    """An event for each shift of a schedule, in UTC; one of somebody deleted says so."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//pdsync//pdsync {__version__}//EN"]
    for schedule, event in events:
        shift = event.shift
        person = names.person(shift.user)
        lost = shift.user in deleted
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_uid(schedule, event)}",
            f"SEQUENCE:{_sequence(now)}",
            f"DTSTAMP:{ical_stamp(now)}",
            f"DTSTART:{ical_stamp(shift.start)}",
            f"DTEND:{ical_stamp(shift.end)}",
            f"SUMMARY:{_text(_summary(schedule, person, lost=lost))}",
            f"DESCRIPTION:{_text(f'Schedule {schedule.title}, by {source}{_marks(event, names)}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _summary(schedule: Topic, person: str, *, lost: bool) -> str:
    if lost:
        return f"Nobody is notified: {schedule.name}, the turn of {person}"
    return f"{person} on call: {schedule.name}"


def _marks(event: ShiftEvent, names: Names) -> str:
    if not event.overrides:
        return ""
    relieved = (one.instead_of for one in event.overrides)
    return by_override("", (one and names.person(one) for one in relieved))


def _uid(schedule: Topic, event: ShiftEvent) -> str:
    """The same for one shift whoever has it, so that a later calendar takes its event's place.

    By the stack and the key where there are, which the YAML and the account have in common.
    """
    named = schedule.owner or schedule.key or schedule.id or schedule.name
    place = (event.rotation, ical_stamp(event.begins), str(event.number))
    told = "\n".join((named, *place))
    return f"{sha256(told.encode()).hexdigest()[:32]}@pdsync"


def _sequence(now: datetime) -> int:
    """Greater than that of every calendar of an earlier minute.

    Programs take an event for newer only by its SEQUENCE, and there is no file in which to count.
    Minutes fit into the 31 bits that they read for four thousand years.
    """
    return (now - _FIRST) // A_MINUTE


def _text(value: str) -> str:
    return visible(value).translate(_ESCAPES)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character cut; all but the first begin blank."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)
