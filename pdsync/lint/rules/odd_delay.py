"""A level waits too long for the severity of its services, or for less than it takes to answer.

Why: where customers cannot pay, and the first level sleeps, an hour passes before the second one
hears of it. A delay of a minute is over before anybody has found their phone: the whole policy is
awake at once, and each believes that another has taken it. Of critical services no level should
wait for more than 30 minutes, of those of high severity for more than two hours, of medium for more
than eight, and no level that another follows, or a repeat, for less than three minutes. Services of
low urgency do not escalate, and nothing is said of them.

Bad:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 1h, targets: [ana@acme.example]}
      - {escalation_delay_in_minutes: 10m, targets: [ben@acme.example]}
services:
  checkout: {escalation_policy: web, severity: critical}
```

Good:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 5m, targets: [ana@acme.example]}
      - {escalation_delay_in_minutes: 10m, targets: [ben@acme.example]}
services:
  checkout: {escalation_policy: web, severity: critical}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pdsync.diagnostics import Place, Related, Severity
from pdsync.kinds import EscalationPolicy, duration_words
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import never_asked, policies_of
from pdsync.source import Config, Entry, place_of
from pdsync.units import MINUTE

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.ESCALATION
HABIT = True
YIELDS_TO = ("here.other-unit",)

_LONGEST = {"critical": 30, "high": 120, "medium": 480}
"""Minutes that a level may wait, the worst first."""
_SHORTEST = 3
_DELAY = "escalation_delay_in_minutes"


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every policy with levels that wait too long, and every one with such that wait too little."""
    said: set[str] = set()
    for severity, most in _LONGEST.items():
        for entry, policy, services in policies_of(config, severity):
            if entry.key not in said:
                said.add(entry.key)
                yield from _slow(entry, policy, most, services[0])
    quiet = never_asked(config)
    for entry in config.of("escalation_policy"):
        if isinstance(entry.resource, EscalationPolicy) and entry.key not in quiet:
            yield from _hasty(entry, entry.resource)


def _slow(entry: Entry, policy: EscalationPolicy, most: int, service: Entry) -> Iterator[Finding]:
    # What the last level waits for is a repeat, and nobody new.
    found = [one for one in _delays(policy)[:-1] if one[1] > most]
    if not found:
        return
    (level, delay), *others = found
    severity = getattr(service.resource, "severity", None)
    yield Finding(
        _place(entry, level),
        f"level {level + 1} of `{entry.key}` hears of an incident {_in_words(delay)} after level "
        f"{level}, and `{service.key}` is of {severity} severity",
        f"write {_in_words(most)} or less",
        (
            Related(f"service `{service.key}`", service.place),
            *(
                Related(
                    f"level {level + 1} hears {_in_words(delay)} after it", _place(entry, level)
                )
                for level, delay in others
            ),
        ),
    )


def _hasty(entry: Entry, policy: EscalationPolicy) -> Iterator[Finding]:
    last = None if policy.num_loops else -1
    found = [one for one in _delays(policy)[:last] if one[1] < _SHORTEST]
    if found:
        (level, delay), *others = found
        yield Finding(
            _place(entry, level),
            f"level {level} of `{entry.key}` has {_in_words(delay)} to wake up and answer",
            f"write {_in_words(_SHORTEST)} or more",
            tuple(
                Related(f"level {level} has {_in_words(delay)}", _place(entry, level))
                for level, delay in others
            ),
        )


def _delays(policy: EscalationPolicy) -> Sequence[tuple[int, int]]:
    """Return the number of each level, from 1, and the minutes that it waits."""
    rules = policy.escalation_rules
    return [(level, one.escalation_delay_in_minutes) for level, one in enumerate(rules, start=1)]


def _in_words(minutes: int) -> str:
    return duration_words(minutes * MINUTE)


def _place(entry: Entry, level: int) -> Place:
    return place_of(entry, ("escalation_rules", level - 1, _DELAY))
