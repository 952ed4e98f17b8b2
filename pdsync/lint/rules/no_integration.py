"""A service whose `integrations:` leave none: nothing can open an incident by it.

Why: the service is on the page, its policy is right and its people are on call, and no alert ever
comes. Often the old integration was taken out before the new one was written. It is told where
`integrations:` is written and each that stands there is `absent`; integrations that are not written
are not known. A service that gets its alerts by event orchestration says so with a comment.

Bad:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    integrations:
      nagios: {absent: true, allow_key_change: true}
```

Good:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    integrations:
      nagios: {absent: true, allow_key_change: true}
      prometheus: {vendor: Prometheus}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import services_at_work
from pdsync.source import Config

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SERVICES
HABIT = True


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every service with the section and nothing that stays in it."""
    stays: dict[str, bool] = {}
    for entry in config.of("integration"):
        service = entry.key.rpartition("/")[0]
        is_absent = getattr(entry.resource, "absent", False)
        stays[service] = stays.get(service, False) or not is_absent
    for entry, _service in services_at_work(config):
        if stays.get(entry.key) is False:
            yield Finding(
                entry.places.key(("integrations",)),
                f"no integration of `{entry.key}` is left: no alert can open an incident by it",
                "write the one that sends its alerts now",
            )
