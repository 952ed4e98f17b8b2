"""A schedule, policy or service does not keep what its `expect:` promises.

Why: the promise says what somebody relies on. It is proved for all time where turns repeat soon and
are in one time zone, changes of the clocks included, and else for 12 months; `coverage` for
whatever phase the rotations have. Where that takes the account to know, `pdsync plan` proves it. A
plan is stopped by a promise that it breaks or makes worse; one that is broken in the account and
that it leaves so is a warning there.
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

from pdsync.diagnostics import Severity
from pdsync.lint._base import Base
from pdsync.lint._promised import state_of, verdicts
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.promises import BrokenPromise, Side, kept_better
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.ERROR
SUBJECT = RuleSubject.PROMISES


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every promise that is broken by what is written."""
    base = _SinceBase(config, context, context.base) if context.base else None
    for entry, found in verdicts(config, context):
        for one in found:
            if isinstance(one, BrokenPromise):
                message, excused = base.told(entry, one) if base else (one.message, False)
                place = place_of(entry, ("expect", one.field))
                yield Finding(place, message, one.help, excused=excused)


class _SinceBase:
    """Comparison of a configuration with an earlier one, each held to what it promises itself."""

    def __init__(self, config: Config, context: LintContext, base: Base) -> None:
        self.base = base
        self.was, self.state = (state_of(one, context.now) for one in (base.keyed, config))

    def told(self, entry: Entry, broken: BrokenPromise) -> tuple[str, bool]:
        """Return what is to be said of a broken promise, and whether the base excuses it."""
        before = self.base.before(entry)
        if before is None:
            return broken.message, False
        where = f"at {self.base.name}"
        was, made = Side(before.resource, self.was), Side(entry.resource, self.state)
        worse = kept_better(broken, was, made, where)
        if worse is None:
            return f"{broken.message}; it is so {where} as well", True
        return worse, False
