"""One person is on call by two schedules of neighbouring levels at one time.

Why: the second schedule is there for the night on which the first one's person does not hear. In
such a week the same phone rings again, and of all who were to be reached by two people only one is.
Schedules of two levels, one above the other, are compared over the next twelve weeks; of a level
that has nobody else then, `nobody-new-at-times` speaks. Of a round robin, and of turns that the
YAML does not decide, nothing is guessed. `safety: {same_person: allow}` says that it is meant, and
where a policy promises `distinct_people`, that decides.

Bad:

```yaml
schedules:
  primary:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example, chloe@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
  secondary:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, chloe@acme.example, ben@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-12}
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [primary]}
      - {escalation_delay_in_minutes: 10m, targets: [secondary, daniel@acme.example]}
```

Good:

```yaml
schedules:
  primary:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example, chloe@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
  secondary:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example, chloe@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-12}
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [primary]}
      - {escalation_delay_in_minutes: 10m, targets: [secondary, daniel@acme.example]}
```
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.intervals import merge
from pdsync.kinds import EscalationPolicy, Ref
from pdsync.lint._on_call import RenderedSchedules, on_call_by
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import judged_by_services
from pdsync.promises import is_promised, local
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.ESCALATION
HABIT = True
YIELDS_TO = ("expect.not_with",)

_AHEAD = timedelta(weeks=12)
_TwoSchedules = tuple[Ref, Ref]


class _Both(NamedTuple):
    """Time in which one person is on call by two schedules."""

    who: str
    start: datetime
    end: datetime


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """The first such time of each pair of schedules, at the policy that is written first."""
    if config.settings.safety.same_person == "allow":
        return
    on_call_here = on_call_by(config, context)
    both = cache(lambda pair: _first(on_call_here, *pair))
    judged = judged_by_services(config, "distinct_people")
    said: set[_TwoSchedules] = set()
    for entry in config.of("escalation_policy"):
        for level, pair in () if entry.key in judged else _neighbours(entry):
            found = None if pair in said else both(pair)
            if found:
                said.add(pair)
                yield _finding(on_call_here, entry, (level, pair), found)


def _neighbours(entry: Entry) -> Iterator[tuple[int, _TwoSchedules]]:
    """Yield the schedules of each level, with each of the level below that has others too."""
    policy = entry.resource
    # Not by YIELDS_TO: a pair is told once, and of a policy that promises nothing it has to be.
    if not isinstance(policy, EscalationPolicy) or is_promised(policy, "distinct_people"):
        return
    rules = policy.escalation_rules
    for level, (upper, lower) in enumerate(pairwise(rules), start=1):
        if len(lower.targets) > 1 and not upper.round_robin and not lower.round_robin:
            for pair in product(upper.targets, lower.targets):
                if pair[0] != pair[1]:
                    yield level, pair


def _finding(
    on_call_here: RenderedSchedules, entry: Entry, where: tuple[int, _TwoSchedules], found: _Both
) -> Finding:
    level, pair = where
    schedule = on_call_here.in_any_phase(pair[0])
    upper, lower = (getattr(on_call_here.entry(one), "key", "") for one in pair)
    start, end = (local(at, schedule) if schedule else "" for at in (found.start, found.end))
    return Finding(
        place_of(entry, ("escalation_rules", level, "targets")),
        f"{found.who} is on call by `{upper}` and `{lower}`, on levels {level} and "
        f"{level + 1}, from {start} to {end} ({schedule.time_zone if schedule else ''})",
        "move the turns of one of the two; or `safety: {same_person: allow}` in pdsync.yaml, if "
        "it is meant",
        on_call_here.schedules(pair),
    )


def _first(on_call_here: RenderedSchedules, upper: Ref, lower: Ref) -> _Both | None:
    """Return the first time that somebody is on call by both."""
    people = on_call_here.people(upper), on_call_here.people(lower)
    shared = (people[0] or frozenset()) & (people[1] or frozenset())
    is_one = on_call_here.entry(upper) == on_call_here.entry(lower)
    if not shared or is_one or "user" in {upper.kind, lower.kind}:
        return None
    above, below = (_shifts(on_call_here, one, shared) for one in (upper, lower))
    found = [*_overlaps(above, below)]
    if not found:
        return None
    first = min(found, key=lambda one: one.start)
    start, end = merge((one.start, one.end) for one in found if one.who == first.who)[0]
    return _Both(first.who, start, end)


def _overlaps(above: Sequence[oncall.Shift], below: Sequence[oncall.Shift]) -> Iterator[_Both]:
    waiting = deque(sorted(below))
    for one in sorted(above):
        while waiting and waiting[0].end <= one.start:
            waiting.popleft()
        for other in waiting:
            if other.start >= one.end:
                break
            if one.user == other.user and one.start < other.end:
                yield _Both(one.user, max(one.start, other.start), min(one.end, other.end))


def _shifts(
    on_call_here: RenderedSchedules, target: Ref, people: frozenset[str]
) -> Sequence[oncall.Shift]:
    now = on_call_here.now
    decided = on_call_here.decided(target, now + _AHEAD)
    shifts = oncall.final_shifts(decided, now, now + _AHEAD, whole=True) if decided else ()
    return [one for one in shifts if one.user in people]
