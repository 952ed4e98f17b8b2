"""Promises of `expect:` that only the account can prove.

Why: members, turns and a time zone that are not written stay as they are in the account, where
people keep them, and the YAML alone does not say what they are. Nothing is proved by a guess at
them. `pdsync plan` asks the account, and proves the promise by what is there.

Bad, as long as nobody is to know it offline:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
    expect:
      coverage: always
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
    expect:
      coverage: always
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import Schedule, Undecided
from pdsync.lint._rule import Finding, LintContext
from pdsync.promises import broken_promises
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.INFO


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every schedule that promises something which takes the account to know."""
    for entry in config.of("schedule"):
        schedule = entry.resource
        if not isinstance(schedule, Schedule) or not schedule.expect:
            continue
        try:
            list(broken_promises(schedule, schedule.expect, context.now))
        except Undecided as why:
            yield _finding(entry, why)


def _finding(entry: Entry, why: Undecided) -> Finding:
    ways = [f"write {why.write}"] if why.write else []
    return Finding(
        place_of(entry, why.path) if why.path else entry.place,
        f"{why.reason}, so what `{entry.key}` promises is not proved here",
        "; ".join([*ways, "`pdsync plan` proves it by the account"]),
    )
