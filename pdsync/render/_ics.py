"""Shifts as a calendar, by RFC 5545. Returns text with the line ends that it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from hashlib import sha256

from pdsync import __version__
from pdsync.oncall import Shift
from pdsync.render._agenda import Names
from pdsync.render._escape import visible
from pdsync.roster import Topic

_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


def calendar(
    shifts: Iterable[tuple[Topic, Shift]],
    names: Names,
    source: str,
    now: datetime,
    deleted: AbstractSet[str] = frozenset(),
) -> str:
    """An event for each shift of a schedule, in UTC; one of somebody deleted says so."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//pdsync//pdsync {__version__}//EN"]
    for schedule, shift in shifts:
        person = names.person(shift.user)
        lost = shift.user in deleted
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_uid(schedule, shift, person)}",
            f"DTSTAMP:{_time(now)}",
            f"DTSTART:{_time(shift.start)}",
            f"DTEND:{_time(shift.end)}",
            f"SUMMARY:{_text(_summary(schedule, person, lost=lost))}",
            f"DESCRIPTION:{_text(f'Schedule {schedule.title}, by {source}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _summary(schedule: Topic, person: str, *, lost: bool) -> str:
    if lost:
        return f"Nobody is notified: {schedule.name}, the turn of {person}"
    return f"{person} on call: {schedule.name}"


def _uid(schedule: Topic, shift: Shift, person: str) -> str:
    """The same on every run for the same shift, so that a second import changes nothing."""
    told = "\n".join((schedule.id or schedule.title, person, _time(shift.start)))
    return f"{sha256(told.encode()).hexdigest()[:32]}@pdsync"


def _time(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


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
