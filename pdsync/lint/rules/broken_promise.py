"""A schedule does not keep what its `expect:` promises.

Why: the promise says what somebody relies on. `coverage` is proved for all time, changes of the
clocks included, for whatever phase the rotations have; `max_consecutive` for a year ahead. Where
that takes the account to know, `pdsync plan` proves it. A plan is stopped by a promise that it
breaks or makes worse; one that is broken in the account and that it leaves so is a warning there.
So it is with `--base REF`: a promise that is broken at REF as well, and not broken at any time at
which it was kept, is a warning.

Bad:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Days
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri 09:00-17:00
    expect:
      coverage: always
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Days
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri 09:00-17:00
    expect:
      coverage: Mon-Fri 09:00-17:00
```
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from pdsync.diagnostics import Severity
from pdsync.kinds import Schedule, Undecided
from pdsync.lint._rule import Finding, LintContext
from pdsync.promises import BrokenPromise, KeptBefore, broken_promises
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.ERROR


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every promise that is broken of a schedule whose layers or rotations are written."""
    for entry in config.of("schedule"):
        schedule = entry.resource
        if not isinstance(schedule, Schedule) or not schedule.expect:
            continue
        with suppress(Undecided):
            for one in broken_promises(schedule, schedule.expect, context.now):
                place = place_of(entry, ("expect", one.field))
                message, excused = _compared(entry, one, context)
                yield Finding(place, message, one.help, excused=excused)


def _compared(entry: Entry, broken: BrokenPromise, context: LintContext) -> tuple[str, bool]:
    """Return what is to be said of a broken promise, and whether the base excuses it."""
    before = context.base.before(entry) if context.base else None
    was, after = before.resource if before else None, entry.resource
    if not isinstance(was, Schedule) or not isinstance(after, Schedule) or not was.expect:
        return broken.message, False
    where = f"at {context.base.name}" if context.base else ""
    kept = KeptBefore(was, was.expect, context.now, where)
    worse = kept.kept_better(broken, after, after.expect)
    if worse is None:
        return f"{broken.message}; it is so {where} as well", True
    return worse, False
