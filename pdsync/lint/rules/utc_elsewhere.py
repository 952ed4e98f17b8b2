"""A schedule is in UTC, and all of its people are elsewhere.

Why: the clocks of UTC are never changed, and people's are. A hand-off at 09:00 is at 10:00 for half
of the year, and a window of working hours begins before anybody is at work: on a Monday in April
the first hour has the one who is still asleep. Where people are is known by the zones of the other
schedules in which they take turns. It is told where all are in one zone whose clocks are changed;
UTC is right for people in several.

Bad:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example]}]
  shop:
    time_zone: Etc/UTC
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example]}]
```

Good:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example]}]
  shop:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example]}]
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from pdsync.diagnostics import Related, Severity
from pdsync.json_types import FieldPath
from pdsync.kinds import Ref
from pdsync.lint._on_call import NOBODYS_ZONES, on_call_by
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint._zones import offsets
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SCHEDULES
HABIT = True


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every schedule in UTC whose people all take turns in one other zone."""
    on_call = on_call_by(config, context)
    schedules = {entry.key: entry for entry in config.of("schedule")}
    people = {key: on_call.people(Ref("schedule", key=key)) for key in schedules}
    clocks = {key: on_call.zone(Ref("schedule", key=key)) for key in schedules}
    homes = _homes(schedules, clocks, people)
    for key, entry in schedules.items():
        who = people[key]
        if clocks[key] not in NOBODYS_ZONES or not who:
            continue
        found = [homes[one] for one in who]
        zones = {zone for one in found for zone in one}
        if all(found) and len(zones) == 1 and _changes(zone := zones.pop(), context.now):
            other = next(iter(found[0].values()))
            yield Finding(
                place_of(entry, _way(entry)),
                f"everybody on `{key}` takes turns in {zone} too, whose clocks are changed: half "
                "of the year its turns and windows are an hour off for them",
                f"write `{zone}`",
                (Related(f"schedule `{other.key}`", other.place),),
            )


def _way(entry: Entry) -> FieldPath:
    """Return the way to the zone: the schedule's, or where that is another, a rotation's."""
    written = getattr(entry.resource, "time_zone", None)
    return ("time_zone",) if written in NOBODYS_ZONES else ("rotations", 0, "time_zone")


def _homes(
    schedules: Mapping[str, Entry],
    clocks: Mapping[str, str | None],
    people: Mapping[str, frozenset[str] | None],
) -> Mapping[str, Mapping[str, Entry]]:
    """Return the zones in which each person takes turns, with a schedule of each."""
    found: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
    for key, entry in schedules.items():
        zone = clocks[key]
        for who in (people[key] or ()) if zone not in NOBODYS_ZONES else ():
            found[who].setdefault(str(zone), entry)
    return found


def _changes(zone: str, now: datetime) -> bool:
    return len({*offsets(zone, now)}) > 1
