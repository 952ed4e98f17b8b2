"""On-call part of a saved plan, read back. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._formats import PLAN
from pdsync.render.plan_oncall.packed import unpacked
from pdsync.roster import Calendar, Difference, Stretch
from pdsync.stamps import read_stamp


@frozen
class Turned:
    """A schedule, level or service that a plan touches: its row, and when others are on call."""

    kind: str
    row: Json
    changes: tuple[Difference, ...]

    @property
    def is_new(self) -> bool:
        """True if only the plan makes it."""
        return not self.row["unknown"] and self.row["gaps"]["before"] is None

    @property
    def is_deleted(self) -> bool:
        """True if the plan deletes it."""
        return not self.row["unknown"] and self.row["gaps"]["after"] is None

    @property
    def title(self) -> str:
        """Title for people."""
        level = f", level {self.row['level']}" if self.kind == "levels" else ""
        return f"{self.row['key'] or self.row['name']}{level}"


@frozen
class Impact:
    """Everything that a plan touches, and from when until when that is told.

    From `expires` on it may be otherwise, and the plan cannot be applied any more.
    """

    since: datetime
    until: datetime
    turned: tuple[Turned, ...]
    expires: datetime

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is on call before or after, each once."""
        changes = (change for one in self.turned for change in one.changes)
        return tuple(dict.fromkeys(name for one in changes for name in (*one.old, *one.new)))


def impact(plan: Json, tokens: Mapping[str, str]) -> Impact | None:
    """Read a plan file of either format, with people by token where one is known.

    None when nothing is told.

    Raises ValueError, KeyError, TypeError or AttributeError for one that is damaged.
    """
    told = unpacked(plan["oncall"]) if plan["format"] == PLAN else plan["oncall"]
    if told is None:
        return None
    kinds = ("schedules", "levels", "services")
    turned = tuple(_turned(kind, row, tokens) for kind in kinds for row in told[kind])
    return Impact(_time(told["since"]), _time(told["until"]), turned, _time(plan["valid_until"]))


def _turned(kind: str, row: Json, tokens: Mapping[str, str]) -> Turned:
    changes = () if row["unknown"] else row["changes"]
    return Turned(kind, row, tuple(_difference(one, tokens) for one in changes))


def _difference(row: Json, tokens: Mapping[str, str]) -> Difference:
    old, new = (tuple(sorted(_token(one, tokens) for one in row[side])) for side in ("old", "new"))
    return Difference(_time(row["start"]), _time(row["end"]), old, new)


def _token(person: str, tokens: Mapping[str, str]) -> str:
    """Return the token of a person; with --show-ids an id follows the e-mail."""
    return tokens.get(person.partition(" (")[0], person)


def _time(text: str) -> datetime:
    return read_stamp(text).astimezone(UTC)


def outdated(found: Impact | None, calendars: Iterable[Calendar]) -> tuple[str, ...]:
    """Return the names of schedules whose people changed since the plan was made."""
    live = {one.topic.id: one for one in calendars}
    keys = {one.topic.key for one in live.values() if one.topic.key}
    return tuple(
        one.title
        for one in (found.turned if found else ())
        if one.kind == "schedules" and _has_moved(one, live.get(one.row["id"]), keys)
    )


def _has_moved(one: Turned, live: Calendar | None, keys: AbstractSet[str]) -> bool:
    if one.is_new:
        return one.row["key"] in keys
    return live is not None and _differs(live.stretches, one.changes)


def _differs(course: Sequence[Stretch], changes: Sequence[Difference]) -> bool:
    return any(
        one.people != change.old
        for change in changes
        for one in course
        if one.start < change.end and change.start < one.end
    )
