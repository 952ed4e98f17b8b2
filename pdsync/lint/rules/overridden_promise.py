"""An override in the account makes a promise of `expect:` not kept for its time.

Why: an override is somebody's own arrangement, and ends by itself, so it breaks no promise and
stops no plan. But whoever relies on the promise should know of the night on which one person is
primary and secondary at once, or has the pager for the third week. The account is asked:
`pdsync lint --live`. Looked at is what is on call there now, for a year ahead, and only what the
overrides add to it is told: somebody on call twice against `not_with`, less rest than `min_rest`,
longer than `max_consecutive` or `max_hours_per_week`, fewer than `distinct_people`, and nobody
where an override leaves a shift to nobody.

Bad, where Ben has an override of `web` in a week that is his on `web-second`:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
    expect:
      not_with: [web-second]
  web-second:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ben@acme.example, ana@acme.example]
```

Good, where nobody relies on it:

```yaml
schedules:
  web:
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
from pdsync.kinds import Ref
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.promises import expect_of
from pdsync.source import Config, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.PROMISES
LIVE = True

_HOW = "overrides are people's own: ask them, or find others for these hours with `pdsync cover`"


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every promise that overrides make not kept, with the first time and the number of others."""
    for one in context.account.overridden if context.account else ():
        entry = config.meant(Ref(one.kind, key=one.key))
        promised = expect_of(entry.resource) if entry else None
        if entry and promised and promised.value(one.field) is not None:
            said = f"{one.words}: {one.why}"
            if one.more:
                said += f"; and so {one.more} more {'time' if one.more == 1 else 'times'}"
            yield Finding(place_of(entry, ("expect", one.field)), said, _HOW)
