"""One thing is declared twice, under different keys.

Why: a schedule was copied for a new policy, and a year later somebody who left was taken out of one
of the two. The other one goes on calling them at night. Schedules that are proved to put the same
people on call at all times, however they are written, policies of one team that call the same
targets in the same way, and integrations with one address for e-mails are told; what refers to the
second can refer to the first.

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

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import UTC, datetime

from pdsync import oncall
from pdsync.diagnostics import Related, Severity
from pdsync.kinds import KINDS, EscalationPolicy, Ref, Resource
from pdsync.lint._on_call import AHEAD, on_call_by
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, Entry

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.CONFIGURATION
HABIT = True
YIELDS_TO = ("here.twice-on-a-level",)

_NOT_WRITTEN = "not written"
_ALWAYS = datetime.max.replace(tzinfo=UTC)


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every schedule, policy or address that is another one's as well."""
    for entry, known in _schedules(config, context):
        yield _twice(entry, known, "puts the same people on call, at the same times, as")
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
        f"the {title} `{entry.key}` {message} `{known.key}`",
        "keep one of the two, and name it wherever the other one is named",
        (Related("the other one", known.place),),
    )


def _schedules(config: Config, context: LintContext) -> Iterator[tuple[Entry, Entry]]:
    """Yield the schedules by which the same people are on call for ever as by an earlier one."""
    rendered = on_call_by(config, context)
    alike: defaultdict[frozenset[str], list[Entry]] = defaultdict(list)
    for entry in config.of("schedule"):
        people = rendered.people(Ref("schedule", key=entry.key))
        if people:
            alike[people].append(entry)
    for entries in alike.values():
        first: dict[Hashable, list[tuple[Entry, oncall.AnySchedule]]] = {}
        for entry in entries if len(entries) > 1 else ():
            schedule = rendered.decided(Ref("schedule", key=entry.key), _ALWAYS)
            if schedule is None:
                continue
            soon = oncall.final_shifts(schedule, context.now, context.now + AHEAD)
            others = first.setdefault(tuple(soon), [])
            for known, other in others if soon else ():
                if oncall.same_for_ever(schedule, other, context.now).first_difference is None:
                    yield entry, known
                    break
            else:
                others.append((entry, schedule))


def _way(resource: Resource) -> Hashable:
    """Return whom a policy calls in which order, None where that is not written."""
    if not isinstance(resource, EscalationPolicy) or not resource.escalation_rules:
        return None
    rules = tuple(
        (rule.escalation_delay_in_minutes, frozenset(rule.targets), rule.round_robin)
        for rule in resource.escalation_rules
    )
    # What is not written may be anything.
    others = (
        getattr(resource, name) if name in resource.model_fields_set else _NOT_WRITTEN
        for name in ("num_loops", "team")
    )
    return rules, *others


def _address(resource: Resource) -> Hashable:
    address = getattr(resource, "integration_email", None)
    goes = getattr(resource, "absent", False)
    return address.lower() if isinstance(address, str) and address and not goes else None


_SORTS: Mapping[str, tuple[Callable[[Resource], Hashable], str]] = {
    "escalation_policy": (_way, "calls the same targets, in the same way, as"),
    "integration": (_address, "reads the same address as"),
}
