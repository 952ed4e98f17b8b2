"""A day of `except` on which no shift begins anyway.

Why: the day was meant to be another one. Christmas Day was written with last year's date, or the
day after it on a Saturday, and the shift that was to be free is on call; whoever reads the list
sees a holiday in it and looks no further. Days that are over are not told, nor is one that leaves
out shifts of another rotation with the same list: holidays may be one list for all.

Can be fixed: the day is deleted, and nobody's shifts change. Where another day was meant, write
that one first.

Bad, since that day is a Saturday:

```yaml
schedules:
  workdays:
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-18:00
        except: [2026-12-26]
        members: [ana@acme.example]
```

Good:

```yaml
schedules:
  workdays:
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-18:00
        except: [2026-12-25]
        members: [ana@acme.example]
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from pdsync.changes import Remove
from pdsync.diagnostics import Fix, Severity
from pdsync.kinds import Pattern, WrittenRotation, shift_starts
from pdsync.lint._rotations import PlacedEvent, events
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, edit_of, way_to
from pdsync.units import A_DAY, A_SECOND

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SCHEDULES
HABIT = True


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every day to come that no shift begins on or goes on through, of all that list these days."""
    sharing: defaultdict[tuple[date, ...], list[PlacedEvent]] = defaultdict(list)
    for one in events(config):
        if isinstance(one.event, WrittenRotation):
            sharing[one.event.left_out].append(one)
    for days, rotations in sharing.items():
        free = [index for index, day in enumerate(days) if _is_free(rotations, day, context.now)]
        for one, index in product(rotations, free):
            yield Finding(
                one.place("except", index),
                f"no shift begins on {days[index]:%a %-d %b %Y} anyway",
                "write the day that is meant, or delete it",
                fix=_without(one, index, days[index]),
            )


def _is_free(rotations: Sequence[PlacedEvent], day: date, now: datetime) -> bool:
    if isinstance(day, datetime):
        return False
    return all(
        (shifts := one.event.shifts) is not None and _is_free_of(one, shifts, day, now)
        for one in rotations
    )


def _without(one: PlacedEvent, index: int, day: date) -> Fix | None:
    way = (*way_to(one.entry, one.path), "except", index)
    if not one.has("except", index):
        return None
    return Fix(f"deletes {day}", (edit_of(one.entry, Remove(way)),))


def _is_free_of(one: PlacedEvent, shifts: Pattern, day: date, now: datetime) -> bool:
    midnight = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=ZoneInfo(shifts.zone))
    if midnight + A_DAY <= now:
        return False
    before = timedelta(seconds=shifts.seconds) - A_SECOND
    begins = shift_starts(shifts, midnight - before, midnight + A_DAY)
    since, until = one.event.since, one.event.until
    return not any(
        (since is None or since <= at) and (until is None or at < until) for at in begins
    )
