"""No service uses an escalation policy, no policy a schedule, or a team owns nothing.

Why: people take turns, carry a phone and are never called, while everybody believes that something
is covered. Often the last service went to another policy, and the rest was forgotten; or all that
use a policy were disabled, and its people still take turns. A team that
owns nothing is not asked when something breaks, and its people see nothing. Where there is nothing
at all that could use it, others may, and nothing is said; nor is anything where it is not known
what is used: a service does not write its policy, a policy not its levels, or one is named by
`{id: …}` that no entry here has.

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

from collections.abc import Iterator, Sequence

from pdsync.diagnostics import Severity
from pdsync.kinds import KINDS
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import services_at_work
from pdsync.source import Config, Entry

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.CONFIGURATION
HABIT = True

_USES = {
    "escalation_policy": ("service", "escalation_policy"),
    "schedule": ("escalation_policy", "escalation_rules"),
}
"""What uses each kind, and by which field."""


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every policy without a service, every schedule without a policy, every team of nothing."""
    yield from _teams(config, context)
    for kind, (users, field) in _USES.items():
        entries = [*config.of(users)]
        is_written = all(field in one.resource.model_fields_set for one in entries)
        idle = [*_idle(config, entries, kind, context)] if entries and is_written else []
        title, others = KINDS[kind].title, KINDS[users].title
        for entry in idle:
            yield Finding(
                entry.place,
                f"no {others} here uses the {title} `{entry.key}`: nobody is called by it",
                f"write it on the {others} that it is for, or delete it",
            )
        if kind == "escalation_policy" and entries and is_written:
            yield from _asleep(config, idle, context)


def _asleep(config: Config, idle: Sequence[Entry], context: LintContext) -> Iterator[Finding]:
    """Yield policies of disabled services alone; `idle` are those of none at all."""
    at_work = [entry for entry, _ in services_at_work(config)]
    for entry in _idle(config, at_work, "escalation_policy", context):
        if entry not in idle:
            yield Finding(
                entry.place,
                f"all services that use the escalation policy `{entry.key}` are disabled: nobody "
                "is called by it",
                "enable one of them, or delete it with them",
            )


def _teams(config: Config, context: LintContext) -> Iterator[Finding]:
    if any(ref.kind == "team" for entry in config.entries for _, ref in entry.refs):
        for entry in _idle(config, config.entries, "team", context):
            yield Finding(
                entry.place,
                f"nothing here is of the team `{entry.key}`",
                "write `team:` on its policies and `teams:` on its schedules, or delete it",
            )


def _idle(
    config: Config, users: Sequence[Entry], kind: str, context: LintContext
) -> Iterator[Entry]:
    """Yield what none of some entries refers to; nothing where it is not known of all."""
    refs = [ref for entry in users for _, ref in entry.refs if ref.kind == kind]
    # Whose an id is that no entry has, if any's, is known to the account alone.
    if context.account is None and any(ref.id is not None for ref in refs):
        return
    used = {ref.key for ref in refs}
    yield from (entry for entry in config.of(kind) if entry.key not in used)
