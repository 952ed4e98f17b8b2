"""Shifts as a calendar, by RFC 5545. Returns text with the line ends that it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    shifts: Iterable[tuple[Topic, Shift]], names: Names, source: str, now: datetime
) -> str:
    """An event for each shift of a schedule, in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//pdsync//pdsync {__version__}//EN"]
    for schedule, shift in shifts:
        lines += _event(schedule, shift, names.person(shift.user), (source, now))
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(schedule: Topic, shift: Shift, person: str, made: tuple[str, datetime]) -> Iterator[str]:
    source, now = made
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(schedule, shift, person)}"
    yield f"DTSTAMP:{_time(now)}"
    yield f"DTSTART:{_time(shift.start)}"
    yield f"DTEND:{_time(shift.end)}"
    yield f"SUMMARY:{_text(f'{person} on call: {schedule.name}')}"
    yield f"DESCRIPTION:{_text(f'Schedule {schedule.title}, by {source}')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


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
