"""Somebody is on call and is not notified, or too late.

Why: the rota is right, the page goes out, and no phone rings: the number was given back, the app is
on the old phone, the only rule waits for an hour. People set up how they are reached themselves, in
PagerDuty. Looked at are those whom the levels of a policy notify, directly or by a schedule of this
configuration; only what works counts, which is enabled and not blocked, and rules of high urgency.
A first notification is late if the incident has gone on by then, to the next level or back to the
first; from the last level of a policy that does not repeat it goes nowhere. The account is asked:
`pdsync lint --live`. Sorts and numbers of methods are told, and no address.

Bad, where Ana has no contact method that is enabled:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - escalation_delay_in_minutes: 30m
        targets: [ana@acme.example]
```

Good, as long as she has not:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - escalation_delay_in_minutes: 30m
        targets: [ben@acme.example]
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from math import inf

from pdsync.diagnostics import Place, Related, Severity
from pdsync.frozen import frozen
from pdsync.kinds import EscalationPolicy, Reach, Ref, Way
from pdsync.lint._people import people_in
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.series import all_of
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.PEOPLE
LIVE = True

_HOW = "ask them to look at My Profile, Notification Rules in PagerDuty, or put somebody else here"


@frozen
class _Duty:
    """Somebody on a level: where they are written, and for how many minutes it is theirs.

    `minutes` has no end where the incident stays with them until somebody acknowledges it.
    """

    who: str
    policy: Entry
    level: int
    minutes: float
    place: Place

    @property
    def related(self) -> tuple[Related, ...]:
        """The level, if they are written elsewhere."""
        at = place_of(self.policy, ("escalation_rules", self.level))
        said = f"level {self.level + 1} of the escalation policy `{self.policy.key}`"
        return () if at == self.place else (Related(said, at),)


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Everybody who cannot be reached, once; else whose first notification is late, once."""
    people = context.account.people if context.account else {}
    found: dict[str, _Duty] = {}
    for duty in _duties(config, context.now):
        known = found.setdefault(duty.who, duty)
        if duty.minutes < known.minutes:
            found[duty.who] = duty
    for who, duty in found.items():
        person = people.get(who)
        said = _said(duty, person.reach) if person and person.reach else None
        if said:
            yield Finding(duty.place, said, _HOW, duty.related)


def _duties(config: Config, now: datetime) -> Iterator[_Duty]:
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy):
            continue
        for index, rule in enumerate(policy.escalation_rules):
            goes_on = policy.num_loops or index + 1 < len(policy.escalation_rules)
            minutes = rule.escalation_delay_in_minutes if goes_on else inf
            for number, target in enumerate(rule.targets):
                path = ("escalation_rules", index, "targets", number)
                for who, place in _people(config, target, place_of(entry, path), now):
                    yield _Duty(who, entry, index, minutes, place)


def _people(
    config: Config, target: Ref, place: Place, now: datetime
) -> Iterator[tuple[str, Place]]:
    if target.kind == "user" and target.key:
        yield target.key, place
    schedule = config.meant(target)
    if target.kind == "schedule" and schedule:
        for path, ref in people_in(schedule.resource, now):
            if ref.key:
                yield ref.key, place_of(schedule, path)


def _said(duty: _Duty, reach: Reach) -> str | None:
    if not reach.ways:
        return f"{duty.who} is on call and cannot be reached: they have no contact method"
    if not reach.usable:
        return (
            f"{duty.who} is on call and cannot be reached: none of their contact methods works "
            f"({_counted(reach.ways)}, disabled or blocked)"
        )
    if reach.first is None:
        return (
            f"{duty.who} is on call and is not notified: no rule of high urgency uses a contact "
            f"method that works ({_counted(reach.usable)})"
        )
    if reach.first > duty.minutes:
        return (
            f"{duty.who} is first notified after {reach.first} minutes, and the incident goes on "
            f"after {duty.minutes}"
        )
    return None


def _counted(ways: tuple[Way, ...]) -> str:
    return all_of(f"{count} {sort}" for sort, count in Counter(one.sort for one in ways).items())
