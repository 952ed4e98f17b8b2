"""There are times at which a schedule has nobody, and it does not say that they are meant.

Why: a layer was made to end with a contract, or windows were moved by an hour, and nobody saw the
hole in the calendar until an incident fell into it. It is proved for all time, changes of the
clocks included, for whatever phase rotations have; where that takes the account to know, nothing is
said. Of a schedule that a policy here uses, the policy's levels count, which others may cover:
`nobody-on-call` and `uncovered-level` speak of them. `expect: {coverage: …}` says when somebody is
to be on call, and that the rest of the time is free.

Bad:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri 09:00-17:00
```

Good:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri 09:00-17:00
    expect: {coverage: Mon-Fri 09:00-17:00}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import Ref
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import gaps_in
from pdsync.source import Config

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SCHEDULES
HABIT = True


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every schedule with a gap that no policy here uses; of one of nothing another rule speaks."""
    gaps = gaps_in(config, context)
    refs = (ref for policy in config.of("escalation_policy") for _, ref in policy.refs)
    used = {entry.key for entry in map(gaps.on_call.entry, refs) if entry}
    for entry in config.of("schedule"):
        ref = Ref("schedule", key=entry.key)
        when = None if entry.key in used or gaps.are_meant([ref]) else gaps.told([ref])
        if when and gaps.on_call.people(ref) != frozenset():
            yield Finding(
                entry.place,
                f"nobody is on call by `{entry.key}` {when}",
                "cover that time; if it is meant, say so: `expect: {coverage: …}`",
            )
