"""Instants and time zones as PagerDuty reads and writes them; never asks what time it is.

Inside the sandbox an instant is text, `2026-01-05T09:00:00Z`: whole seconds in UTC, so that
instants compare as text.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

from pdsync.sandbox._errors import Bad

EARLIEST, LATEST = "1970", "3000"
# Also Go's `2026-01-01 08:00:00 +0000 UTC`, which Terraform's provider sends.
INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?(?: [A-Z]+)?"
)


@cache
def rails_zones() -> dict[str, str]:
    """The zone names of ActiveSupport, which PagerDuty takes as well, with their IANA names."""
    text = resources.files("pdsync.sandbox").joinpath("zones.json").read_text("utf-8")
    names: dict[str, str] = json.loads(text)
    return names


class _Rules:
    """Source of the account's time zone rules; None for those of Python."""

    directory: Path | None = None


def go_by(directory: Path | None) -> None:
    """Let every account go by the time zones in a directory, as PagerDuty has a database too."""
    _Rules.directory = directory
    zone.cache_clear()


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA or ActiveSupport name; raises Bad for anything else."""
    iana = rails_zones().get(name, name)
    try:
        return _own(iana) or ZoneInfo(iana)
    except (KeyError, ValueError, OSError):
        raise Bad("is not a valid time zone") from None


def _own(iana: str) -> ZoneInfo | None:
    file = _Rules.directory and _Rules.directory.joinpath(*iana.split("/"))
    if file is None or not file.is_file():
        return None
    with file.open("rb") as source:
        return ZoneInfo.from_file(source, key=iana)


def zone_name(value: object) -> str:
    """A zone's name as it reads back: what was written, but never a bare `UTC`."""
    if not isinstance(value, str) or not value.strip():
        raise Bad("can't be blank")
    zone(value)
    return "Etc/UTC" if value == "UTC" else value


def moment(text: str) -> datetime:
    """The aware time of a stored instant."""
    return datetime.fromisoformat(text)


def instant(when: datetime) -> str:
    """An aware time as a stored instant; parts of a second are dropped."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_instant(value: object, zone_name: str) -> str:
    """A written time as an instant; without an offset it is wall clock in the zone."""
    found = INSTANT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise Bad("is not a valid time")
    day, minute, second, offset = found.groups()
    try:
        wall = datetime.fromisoformat(f"{day}T{minute or '00:00'}{second or ':00'}")
        return instant(
            wall.replace(tzinfo=zone(zone_name)) if offset is None else _at(wall, offset)
        )
    except (ValueError, OverflowError):
        raise Bad("is not a valid time") from None


def read_near(value: object, zone_name: str) -> str:
    """A written time as an instant of this age: walks through time begin and end at it."""
    read = read_instant(value, zone_name)
    if not EARLIEST <= read < LATEST:
        raise Bad("is not a valid time")
    return read


def _at(wall: datetime, offset: str) -> datetime:
    if offset in ("Z", "UTC"):
        return wall.replace(tzinfo=UTC)
    return datetime.fromisoformat(wall.isoformat() + offset[:3] + ":" + offset[-2:])


def wall_clock(when: datetime, tz: ZoneInfo) -> datetime:
    """Return what the clocks of a zone show at an instant."""
    return when.astimezone(tz).replace(tzinfo=None)


def at_wall_clock(wall: datetime, tz: ZoneInfo) -> datetime:
    """Return the instant at which the clocks of a zone show a time.

    One that they skip counts as the same distance after the change; one that they show twice
    is the first.
    """
    return wall.replace(tzinfo=tz).astimezone(UTC)


def shown(text: str | None, zone_name: str) -> str | None:
    """A stored instant with the zone's offset, as it stands in an answer."""
    if text is None:
        return None
    local = moment(text).astimezone(zone(zone_name))
    return local.isoformat().replace("+00:00", "Z") if _is_utc(zone_name) else local.isoformat()


def _is_utc(name: str) -> bool:
    return zone(name).key in ("Etc/UTC", "UTC")


def offset_seconds(name: str, at: datetime) -> int:
    """Return the seconds by which a zone's clocks are ahead of UTC at an instant."""
    ahead = at.astimezone(zone(name)).utcoffset() or timedelta()
    return int(ahead.total_seconds())
