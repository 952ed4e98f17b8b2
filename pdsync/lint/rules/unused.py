"""No service uses an escalation policy, no policy a schedule, or a team owns nothing.

Why: people take turns, carry a phone and are never called, while everybody believes that something
is covered. Often the last service went to another policy, and the rest was forgotten. A team that
owns nothing is not asked when something breaks, and its people see nothing. Where there is nothing
at all that could use it, others may, and nothing is said.

Bad:

```yaml
escalation_policies:
  web:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}]
services:
  checkout: {escalation_policy: {name: Payments}}
```

Good:

```yaml
escalation_policies:
  web:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}]
services:
  checkout: {escalation_policy: web}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import KINDS
from pdsync.lint._rule import Finding, LintContext
from pdsync.source import Config

SEVERITY = Severity.INFO
HABIT = True

_USERS = {"escalation_policy": "service", "schedule": "escalation_policy"}


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every policy without a service, every schedule without a policy, every team of nothing."""
    yield from _teams(config)
    for kind, users in _USERS.items():
        used = {ref.key for entry in config.of(users) for _, ref in entry.refs if ref.kind == kind}
        by_name = {ref.name for entry in config.of(users) for _, ref in entry.refs if ref.name}
        if not any(True for _ in config.of(users)):
            continue
        for entry in config.of(kind):
            if entry.key not in used and entry.resource.name not in by_name:
                title, others = KINDS[kind].title, KINDS[users].title
                yield Finding(
                    entry.place,
                    f"no {others} here uses the {title} `{entry.key}`: nobody is called by it",
                    f"write it on the {others} that it is for, or delete it",
                )


def _teams(config: Config) -> Iterator[Finding]:
    refs = [ref for entry in config.entries for _, ref in entry.refs if ref.kind == "team"]
    if not refs:
        return
    keys, names = {ref.key for ref in refs}, {ref.name for ref in refs if ref.name}
    for entry in config.of("team"):
        if entry.key not in keys and entry.resource.name not in names:
            yield Finding(
                entry.place,
                f"nothing here is of the team `{entry.key}`",
                "write `team:` on its policies and `teams:` on its schedules, or delete it",
            )
