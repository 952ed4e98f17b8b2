"""An anchor has a date on which no turn begins.

Why: a date means the turn that begins on it. On another day it means the turn that is under way
then, or the next one where there is none, and that may not be the one that was meant: whoever is
on call is a turn off. A time of day, `at: 2026-01-07 12:00`, may be anywhere within a turn.

Can be fixed: the date becomes that of the turn which is meant now, so nobody moves.

Bad:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-11}
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.changes import Put
from pdsync.diagnostics import Fix, Severity
from pdsync.kinds import OddAnchor, Plain, Schedule, odd_anchors
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, Entry, edit_of, place_of, way_to

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SCHEDULES


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every such anchor of a layer or a rotation."""
    for entry in config.of("schedule"):
        schedule = entry.resource
        for one in odd_anchors(schedule) if isinstance(schedule, Schedule) else ():
            yield Finding(
                place_of(entry, one.path),
                f"no turn begins on {one.date:%a %-d %b %Y}: this means the one that begins on "
                f"{one.begins:%a %-d %b %Y} at {one.begins:%H:%M}",
                f"write `at: {one.begins.date()}`, or the date on which the turn begins that is "
                "meant",
                fix=_fix(entry, one),
            )


def _fix(entry: Entry, one: OddAnchor) -> Fix | None:
    if not one.is_same:
        return None
    day = one.begins.date()
    change = Put(way_to(entry, one.path), Plain(day))
    return Fix(f"writes `at: {day}`, the turn that it means now", (edit_of(entry, change),))
