"""There are times at which a level of an escalation policy notifies nobody new.

Why: a lead stands on the second level and takes turns on the first. In the weeks of their turn the
escalation comes back to the phone that has not been heard: until the level after it, if there is
one, nobody else learns of the incident. It is told with the first such time of the whole rotation,
or of 12 months where turns take too long to come again, also of levels that are apart; where a
level is so all the time beside the one before it, `nobody-new` says it. Of a round robin nothing is
guessed; of turns that the YAML does not decide it is told what is so whosever turn it is.
`safety: {same_person: allow}` says that it is meant; where a policy promises `distinct_people`,
that decides.

Bad:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [web]}
      - {escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}
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
        anchor: {who: ana@acme.example, at: 2026-01-05}
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [web]}
      - {escalation_delay_in_minutes: 10m, targets: [chloe@acme.example]}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.frozen import frozen
from pdsync.kinds import EscalationPolicy, Ref, Schedule, Undecided, person
from pdsync.lint._on_call import AHEAD, RenderedSchedules, on_call_by
from pdsync.lint._promised import state_of
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.promises import PromiseState
from pdsync.series import all_of
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.ESCALATION
HABIT = True
YIELDS_TO = ("expect.distinct_people",)

_HELP = "notify somebody else there; or `safety: {same_person: allow}` in pdsync.yaml, if meant"
_LONG = 300
"""Days after which a time has no end that matters."""


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every level whose people are at times all on one level before it."""
    if config.settings.safety.same_person == "allow":
        return
    on_call = on_call_by(config, context)
    look = _TwoLevels(on_call, state_of(config, context.now))
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if isinstance(policy, EscalationPolicy):
            yield from _of_policy(entry, policy, look)


def _of_policy(entry: Entry, policy: EscalationPolicy, look: _TwoLevels) -> Iterator[Finding]:
    """Yield for each level the nearest one before it whose people it has."""
    told: set[int] = set()
    pairs = combinations(enumerate(policy.escalation_rules, start=1), 2)
    for (first, upper), (second, lower) in sorted(pairs, key=lambda one: one[1][0] - one[0][0]):
        if second in told or upper.round_robin:
            continue
        when = look.told((upper.targets, first), (lower.targets, second))
        if when:
            told.add(second)
            yield Finding(
                place_of(entry, ("escalation_rules", second - 1, "targets")),
                f"level {second} of `{entry.key}` notifies nobody new {when}",
                _HELP,
                look.on_call.schedules((*upper.targets, *lower.targets)),
            )


_Numbered = tuple[Sequence[Ref], int]


@frozen
class _TwoLevels:
    """Schedules of a configuration, two levels at a time."""

    on_call: RenderedSchedules
    state: PromiseState

    def told(self, upper: _Numbered, lower: _Numbered) -> str | None:
        """Describe when a level has nobody whom the upper one has not; None for never."""
        if upper[1] + 1 < lower[1] and {*lower[0]} <= {*upper[0]}:
            return f"at any time: whoever is on it is on level {upper[1]} already"
        sides = [[self.on_call.people(one) for one in level] for level, _ in (upper, lower)]
        if None in sides[0] or None in sides[1]:
            return None
        above, below = (frozenset().union(*filter(None, side)) for side in sides)
        if above.isdisjoint(below):
            return None
        try:
            return self._found(upper, lower)
        except Undecided:
            return self._in_any_phase(upper, lower)

    def _found(self, upper: _Numbered, lower: _Numbered) -> str | None:
        levels = upper[0], lower[0]
        rotas = [
            [self.state.rota(one) for one in level if one.kind == "schedule"] for level in levels
        ]
        people = [frozenset(person(one) for one in level if one.kind == "user") for level in levels]
        if not (rotas[0] or rotas[1]):
            return None  # it is so all the time
        cut = len(rotas[0])
        schedules = tuple(rota.decided for side in rotas for rota in side)
        zone = schedules[0].time_zone

        def found(within: oncall.OnCallRange, *, new: bool = False) -> Iterator[oncall.Breach]:
            for start, end, on in within.stretches():
                ours = people[0].union(*on[:cut])
                theirs = people[1].union(*on[cut:])
                if theirs and (theirs <= ours) is not new:
                    yield oncall.Breach(start, end, tuple(sorted(theirs)))

        now = self.on_call.now
        breach = oncall.Looking(schedules, zone, found).first(now).breach
        if breach is None:
            return None
        if upper[1] + 1 == lower[1]:
            news = oncall.Looking(schedules, zone, partial(found, new=True))
            if not news.within(now, now + AHEAD):
                return None  # as `nobody-new` says
        who, are = all_of(breach.who), "are" if len(breach.who) > 1 else "is"
        return f"{_span(breach, zone)}: {who} {are} on level {upper[1]} already"

    def _in_any_phase(self, upper: _Numbered, lower: _Numbered) -> str | None:
        """Describe what is so whosever turn it is: a person who has turns on the other level."""
        for (person_, _), (turns, number) in ((lower, upper), (upper, lower)):
            if len(person_) != 1 or len(turns) != 1 or person_[0].kind != "user":
                continue
            rota = self.state.written(turns[0])
            if _is_one_of_many(rota.schedule) or (
                rota.is_alike(distinct=True) and rota.schedule.layers[0].end is None
            ):
                who = person(person_[0])
                return f"whenever {who} has a turn on level {number}"
        return None


def _is_one_of_many(schedule: Schedule) -> bool:
    """Return True for shifts without end that each member has in turn, one at a time."""
    events = [event for one in schedule.rotations for event in one.events]
    return len(events) == 1 and events[0].until is None and not events[0].everyone


def _span(breach: oncall.Breach, zone: str) -> str:
    first, last = (
        f"{at.astimezone(ZoneInfo(zone)):%a %-d %b %Y %H:%M}"
        for at in (breach.span.start, breach.span.end)
    )
    if (breach.span.end - breach.span.start).days > _LONG:
        return f"from {first} ({zone}) on"
    return f"from {first} to {last} ({zone})"
