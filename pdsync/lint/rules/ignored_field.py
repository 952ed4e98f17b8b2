"""A field is written that PagerDuty does not listen to.

Why: the file says one thing and the account another. Somebody reads in the file that a policy asks
people in turn, or that a service is in a team, and plans a week by it. What `extra` names of
PagerDuty's own answers (`html_url`, `users`, …) is never taken, so a plan shows the difference for
ever; a round robin of a single target asks that one every time.

Can be fixed: what PagerDuty makes by itself is deleted from `extra`. A round robin stays, since
there may have been more targets.

Bad:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    extra: {html_url: "https://acme.pagerduty.com/service-directory/P123ABC"}
```

Good:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    description: See the service directory.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import KINDS, MADE_OF_ALL, EscalationPolicy
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.CONFIGURATION


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every field of PagerDuty's own answers in `extra`, and every round robin of one."""
    for entry in config.entries:
        made, extra = MADE_OF_ALL | KINDS[entry.kind].made, entry.resource.extra
        for name in extra:
            if name in made:
                # An `extra` with nothing in it would be left.
                goes = ("extra", name) if extra.keys() - made else ("extra",)
                yield Finding(
                    entry.places.key(("extra", name)),
                    f"PagerDuty makes `{name}` by itself, and takes none",
                    "delete it",
                    fix=entry.places.removal([goes]),
                )
        yield from _alone(entry)


def _alone(entry: Entry) -> Iterator[Finding]:
    policy = entry.resource
    for level, rule in enumerate(
        policy.escalation_rules if isinstance(policy, EscalationPolicy) else ()
    ):
        if rule.round_robin and len(rule.targets) == 1:
            field = "escalation_rule_assignment_strategy"
            yield Finding(
                place_of(entry, ("escalation_rules", level, field)),
                f"level {level + 1} has one target: `round_robin` has nobody to choose from",
                "add targets, or delete it",
            )
