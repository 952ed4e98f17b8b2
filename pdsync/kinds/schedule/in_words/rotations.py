"""Live rotations as people would write them. Asks no clock.

As with layers each form is tried in turn, the friendliest first, and taken if nothing of the live
rotation changes by it. With an anchor or a first shift it must also say by itself who is on call,
and for ever the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from pydantic import ValidationError

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds._as_written import AsOf, AsWritten
from pdsync.kinds._kind import When
from pdsync.kinds._refs import Ref
from pdsync.kinds._values.names import acceptable
from pdsync.kinds.schedule.beginnings import begun
from pdsync.kinds.schedule.in_words.event_forms import forms, one_of_several
from pdsync.kinds.schedule.in_words.form import Form
from pdsync.kinds.schedule.in_words.times import time_written
from pdsync.kinds.schedule.rotations.engine import rotation_on_call
from pdsync.kinds.schedule.rotations.event import TURNS, Event
from pdsync.kinds.schedule.rotations.member import NOBODY
from pdsync.kinds.schedule.rotations.resolve import resolved_rotations
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.rotations.shifts import recurring
from pdsync.kinds.schedule.undecided import Undecided
from pdsync.kinds.schedule.zone_not_written import rotation_on

_FIELDS = ("name", *TURNS, "since", "until")


def rotations_written(
    rotations: Sequence[Rotation], zone: str | None, as_of: AsOf
) -> AsWritten | None:
    """Return live rotations by name, as a list under `rotations`; None if one cannot be written."""
    found: list[Mapping[str, Any]] = []
    comments: dict[tuple[str | int, ...], tuple[str, ...]] = {}
    filled = (one for one in rotations if one.events)
    for rotation in sorted(filled, key=lambda one: (one.title, str(one.wire.get("id")))):
        form = rotation_written(rotation, zone, as_of)
        if form is None:
            return None
        place = ("rotations", len(found))
        comments |= {(*place, *path): said for path, said in form.comments.items()}
        found.append(form.fields)
    return AsWritten({"rotations": found}, comments)


def why_not(rotations: Sequence[Rotation], zone: str | None, as_of: AsOf) -> str | None:
    """Say of the first rotation that cannot be written which event is odd, where one is."""
    for rotation in rotations:
        if rotation.events and rotation_written(rotation, zone, as_of) is None:
            return next(filter(None, map(_oddity, rotation.events)), None)
    return None


def _oddity(event: Event) -> str | None:
    """Name an event whose shifts cannot be read, as where its first is none of its rule."""
    if event.shifts is not None:
        return None
    start = event.wire.get("start_time") or {}
    rule = ", ".join(f"`{one}`" for one in event.wire.get("recurrence") or ())
    return (
        f"no shifts can be read of event '{event.title}', whose rule is {rule or 'not there'} and "
        f"whose first shift begins {start.get('date_time')}"
    )


def rotation_of_people(rotation: oncall.Rotation, name: str) -> Rotation:
    """Return the engine's rotation of people by e-mail as a live one.

    The name may be a layer's, which takes what an event's does not.
    """
    return Rotation.of(*(_event_of_people(one, acceptable(name)) for one in rotation.events))


def _event_of_people(event: oncall.Event, name: str) -> Event:
    zone = event.time_zone
    fields: dict[str, Any] = {
        "name": name,
        "time_zone": zone,
        "shifts": recurring(event.start, event.seconds, event.recurrence, zone),
        "start_time": event.start,
        "members": tuple(Ref("user", key=one) if one else NOBODY for one in event.members),
        "per_member": event.shifts_per_member,
        "everyone": event.everyone,
        "since": event.since,
        "until": event.until,
    }
    return Event.model_construct({*fields}, **fields)


def rotation_written(rotation: Rotation, zone: str | None, as_of: AsOf) -> Form | None:
    """Return the first form that reads back as the rotation; None if there is none."""
    if any(one.shifts is None for one in rotation.events):
        return None
    writer = _RotationWriter(rotation, zone, as_of)
    try:
        return next(filter(writer.reads_back, writer.forms()), None)
    except (Undecided, ValueError):
        return None  # it has parts of which nothing is known


@frozen
class _RotationWriter:
    """A live rotation of a schedule with a zone, and how it is to be written."""

    rotation: Rotation
    zone: str | None
    as_of: AsOf

    def forms(self) -> Iterator[Form]:
        """Yield ways to write it, the friendliest first."""
        events = self.rotation.events
        if len(events) == 1:
            yield from forms(events[0], self.zone, self.as_of)
            return
        yield from self._successor()
        ways = [[*one_of_several(one, self.zone, self.as_of.now)] for one in events]
        for place in range(max(map(len, ways))):
            chosen = [way[min(place, len(way) - 1)] for way in ways]
            comments = {
                ("events", at, *path): said
                for at, one in enumerate(chosen)
                for path, said in one.comments.items()
            }
            yield Form({"events": [dict(one.fields) for one in chosen]}, comments)

    def _successor(self) -> Iterator[Form]:
        """Yield the last event alone, where a change made it that is about to take effect."""
        before, last = self.rotation.events[-2:]
        if last.since is None or before.until != last.since or not last.shifts:
            return
        alone = last.model_copy(update={"since": None, "name": begun(last.name)})
        since = replace(self.as_of, now=last.since)
        at = time_written(last.since, last.shifts.zone)
        said = f"It begins on {at}, as it was told to; until then others have its shifts."
        for form in islice(forms(alone, self.zone, since), _TRIED):
            whole = (said, *form.comments.get((), ()))
            yield Form(form.fields, {**form.comments, (): whole})

    def reads_back(self, form: Form) -> bool:
        """Return True if nothing of the live rotation changes by what is written."""
        written = dict(form.fields)
        try:
            found = Rotation.model_validate(rotation_on(written, self.zone or "Etc/UTC"))
            [again] = resolved_rotations((found,), (self.rotation,), When(self.as_of.now))
        except (ValidationError, ValueError):
            return False
        if [*map(_told, again.events)] != [*map(_told, self.rotation.events)]:
            return False
        return "anchor" not in written or self._says_the_same(found)

    def _says_the_same(self, written: Rotation) -> bool:
        since = self.rotation.last.since or self.as_of.now
        ours, theirs = (
            oncall.ShiftSchedule("Etc/UTC", (rotation_on_call(one),))
            for one in (written, self.rotation)
        )
        return oncall.same_for_ever(ours, theirs, since).first_difference is None


_TRIED = 6


def _told(event: Event) -> tuple[Any, ...]:
    return tuple(getattr(event, name) for name in _FIELDS)
