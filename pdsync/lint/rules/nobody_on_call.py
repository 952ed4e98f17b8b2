"""There are times at which no level of an escalation policy has anybody.

Why: PagerDuty makes no incident then. An alert at such a minute wakes nobody, stands in no list and
is not made up for later: whoever finds the damage in the morning finds no incident. It is proved
for all time, changes of the clocks included, for whatever phase rotations have; where that takes
the account to know, nothing is said. A person as the target of a level is always there. Schedules
that all say in `expect:` when somebody is on call mean their gaps.

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
escalation_policies:
  web:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [web]}]
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
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [web]}
      - {escalation_delay_in_minutes: 10m, targets: [chloe@acme.example]}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.kinds import EscalationPolicy, Ref, Schedule
from pdsync.lint._on_call import RenderedSchedules, on_call_by
from pdsync.lint._rule import Finding, LintContext
from pdsync.promises import local
from pdsync.source import Config

SEVERITY = Severity.WARNING

_HELP = (
    "add a level with somebody who is always there, or cover that time; if it is meant, say so: "
    "`expect: {coverage: …}` on each schedule"
)


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every policy without anybody on any level at some minute."""
    on_call = on_call_by(config, context)
    proofs: dict[frozenset[Ref], oncall.Proof] = {}
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy):
            continue
        targets = [one for rule in policy.escalation_rules for one in rule.targets]
        schedules = [on_call.in_any_phase(one) for one in dict.fromkeys(targets)]
        known = [one for one in schedules if one is not None]
        if not known or len(known) < len(schedules) or _mean_their_gaps(on_call, targets):
            continue
        which = frozenset(targets)
        proof = proofs[which] = proofs.get(which) or oncall.coverage_proof(known, context.now)
        if proof.first_gap:
            yield Finding(
                entry.places.key(("escalation_rules",)),
                f"no level has anybody {_told(proof, proof.first_gap, known[0], context.now)}: "
                "PagerDuty makes no incident then, and nobody is woken by what breaks",
                _HELP,
                on_call.schedules(targets),
            )


def _mean_their_gaps(on_call: RenderedSchedules, targets: Sequence[Ref]) -> bool:
    found = [entry.resource for entry in map(on_call.entry, targets) if entry]
    promises = [one.expect for one in found if isinstance(one, Schedule)]
    return all(one is not None and one.coverage is not None for one in promises)


def _told(proof: oncall.Proof, gap: oncall.Span, first: oncall.AnySchedule, now: datetime) -> str:
    start, zone = local(gap.start, first), first.time_zone
    if proof.for_good:
        return f"from {start} ({zone}) on"
    span = (
        f"until {local(gap.end, first)}"
        if gap.start <= now
        else f"from {start} to {local(gap.end, first)}"
    )
    return f"{span} ({zone})" + (", and so every week" if proof.every_week else "")
