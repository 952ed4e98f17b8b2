"""This machine has two sets of rules for a time zone that the configuration uses.

Why: countries change their clocks by new rules, often at short notice, and whoever has old ones is
an hour off. Python goes by the time zones of the system, and only without them by its package
`tzdata`, which is installed with pdsync. Where the two differ within five years from now on, one is
old: times before then are right, and those after may be an hour off, in plans as in reports. What
PagerDuty itself goes by is told by `pdsync oncall --verify`.

Bad, where one of the two does not know yet that clocks in Vancouver are no longer changed:

```yaml
schedules:
  support:
    time_zone: America/Vancouver
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
```

Good, as would be the other once both are up to date:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from pdsync.diagnostics import Severity
from pdsync.lint._rule import Around, Database, Finding
from pdsync.lint._zones import differ_from, zones
from pdsync.source import Config

SEVERITY = Severity.WARNING
_AHEAD = timedelta(days=5 * 365)


def check(config: Config, around: Around) -> Iterator[Finding]:
    """Every zone for which the database that is used differs from another, where it is written."""
    used = around.databases[:1]
    pairs = [(one, other) for one in used for other in around.databases[1:]]
    for name, place in zones(config).items() if pairs else ():
        for one, other in pairs:
            message = _difference(name, one, other, around.now)
            if message:
                yield Finding(place, message, _what_to_do(one, other))


def _difference(name: str, used: Database, other: Database, now: datetime) -> str | None:
    """From when on two databases tell different times in a zone, and which; None for never."""
    ours, theirs = used.zone(name), other.zone(name)
    if ours is None or theirs is None:
        return None
    at = differ_from(ours, theirs, now, now + _AHEAD)
    if at is None:
        return None
    begins = f"from {at.astimezone(ours):%a %-d %b %Y} on" if at > now else "already now"
    return (
        f"{begins}, clocks in {name} show {_offset(at, ours)} by {_called(used)}, which pdsync "
        f"uses, and {_offset(at, theirs)} by {_called(other)}"
    )


def _called(database: Database) -> str:
    return f"{database.title} ({database.version or 'of an unknown version'})"


def _offset(at: datetime, zone: tzinfo) -> str:
    shown = f"{at.astimezone(zone):%z}"
    return f"UTC{shown[:3]}:{shown[3:]}"


def _what_to_do(one: Database, other: Database) -> str:
    if one.version is None or other.version is None or one.version == other.version:
        return f"bring both up to date: {one.update}; {other.update}"
    older = min(one, other, key=lambda database: str(database.version))
    return f"{older.update}: it is the older of the two"
