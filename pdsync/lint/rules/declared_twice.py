"""One thing is declared twice, under different keys.

Why: a schedule was copied for a new policy, and a year later somebody who left was taken out of one
of the two. The other one goes on calling them at night. Schedules that put the same people on call
at all times, policies of one team that call the same targets in the same way, and integrations with
one address for e-mails are told; what refers to the second can refer to the first.

Bad:

```yaml
escalation_policies:
  web:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}]
  website:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}]
```

Good:

```yaml
escalation_policies:
  web:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}]
```
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping

from pdsync.diagnostics import Related, Severity
from pdsync.kinds import KINDS, EscalationPolicy, Resource, Schedule, Undecided, on_call
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, Entry

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.CONFIGURATION
HABIT = True


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every schedule, policy or address that is another one's as well."""
    for kind, (essence, message) in _SORTS.items():
        first: dict[Hashable, Entry] = {}
        for entry in config.of(kind):
            what = essence(entry.resource)
            known = first.setdefault(what, entry) if what is not None else entry
            if known is not entry:
                yield _twice(entry, known, message)


def _twice(entry: Entry, known: Entry, message: str) -> Finding:
    title = KINDS[entry.kind].title
    return Finding(
        entry.place,
        f"this {title} {message} `{known.key}`",
        "keep one of the two, and name it wherever the other one is named",
        (Related("the other one", known.place),),
    )


def _rota(resource: Resource) -> Hashable:
    """Return who is on call by a schedule, None where that is nobody or not decided here."""
    try:
        found = on_call(resource) if isinstance(resource, Schedule) else None
    except Undecided:
        return None
    parts = (getattr(found, name, ()) for name in ("layers", "rotations"))
    return found if any(parts) else None


def _way(resource: Resource) -> Hashable:
    """Return whom a policy calls in which order, None where that is not written."""
    if not isinstance(resource, EscalationPolicy) or not resource.escalation_rules:
        return None
    rules = tuple(
        (rule.escalation_delay_in_minutes, frozenset(rule.targets), rule.round_robin)
        for rule in resource.escalation_rules
    )
    return rules, resource.num_loops, resource.team


def _address(resource: Resource) -> Hashable:
    address = getattr(resource, "integration_email", None)
    return address.lower() if isinstance(address, str) and address else None


_SORTS: Mapping[str, tuple[Callable[[Resource], Hashable], str]] = {
    "schedule": (_rota, "puts the same people on call, at the same times, as"),
    "escalation_policy": (_way, "calls the same targets, in the same way, as"),
    "integration": (_address, "reads the same address as"),
}
