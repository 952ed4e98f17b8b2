"""There are times at which a level of an escalation policy notifies nobody new.

Why: a lead stands on the second level and takes turns on the first. In the weeks of their turn the
escalation comes back to the phone that has not been heard: until the level after it, if there is
one, nobody else learns of the incident. It is told with the first such time of the whole rotation,
or of 12 months where turns take too long to come again, also of levels that are apart; where a
level is so all the time beside the one before it, `nobody-new` says it. Of a round robin nothing is
guessed; of turns that the YAML does not decide it is told what is so whosever turn it is.
`safety: {same_person: allow}` says that it is meant; where a policy or all of its services
promise `distinct_people`, that decides.

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

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.frozen import frozen
from pdsync.kinds import EscalationPolicy, Ref, Schedule, person
from pdsync.lint._on_call import AHEAD, RenderedSchedules, on_call_by
from pdsync.lint._phases import few_of, phases
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint._spans import span_in_words
from pdsync.lint.levels import judged_by_services
from pdsync.series import all_of
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.ESCALATION
HABIT = True
YIELDS_TO = ("expect.distinct_people",)

_HELP = "notify somebody else there; or `safety: {same_person: allow}` in pdsync.yaml, if meant"
_SOON = timedelta(weeks=12)
_ALWAYS = datetime.max.replace(tzinfo=UTC)
_LONG = 300
"""Days after which a time has no end that matters."""


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every level whose people are at times all on one level before it."""
    if config.settings.safety.same_person == "allow":
        return
    on_call = on_call_by(config, context)
    look, judged = _TwoLevels(on_call), judged_by_services(config, "distinct_people")
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if isinstance(policy, EscalationPolicy) and entry.key not in judged:
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
_Rendered = Mapping[Ref, oncall.AnySchedule]


@frozen
class _TwoLevels:
    """Schedules of a configuration, two levels at a time."""

    on_call: RenderedSchedules

    def told(self, upper: _Numbered, lower: _Numbered) -> str | None:
        """Describe when a level has nobody whom the upper one has not; None for never."""
        if {*lower[0]} <= {*upper[0]}:
            always = f"at any time: whoever is on it is on level {upper[1]} already"
            return always if upper[1] + 1 < lower[1] else None  # as `nobody-new` says
        sides = [[self.on_call.people(one) for one in level] for level, _ in (upper, lower)]
        if None in sides[0] or None in sides[1]:
            return None
        above, below = (frozenset().union(*filter(None, side)) for side in sides)
        refs = [one for one in (*upper[0], *lower[0]) if one.kind == "schedule"]
        if above.isdisjoint(below) or not refs:
            return None  # of people alone it is so all the time
        decided = {one: self.on_call.decided(one, _ALWAYS) for one in refs}
        known = {ref: one for ref, one in decided.items() if one}
        if len(known) == len(decided):
            return self._found(upper, lower, known)
        return self._of_a_person(upper, lower) or self._in_each_phase(upper, lower, decided)

    def _found(self, upper: _Numbered, lower: _Numbered, rotas: _Rendered) -> str | None:
        look, news = (_looking(upper[0], lower[0], rotas, new=one) for one in (False, True))
        now = self.on_call.now
        breach = look.first(now).breach
        if breach is None:
            return None
        if upper[1] + 1 == lower[1] and not news.within(now, now + AHEAD):
            return None  # as `nobody-new` says
        who, are = all_of(breach.who), "are" if len(breach.who) > 1 else "is"
        return f"{_span(breach, look.zone, now)}: {who} {are} on level {upper[1]} already"

    def _of_a_person(self, upper: _Numbered, lower: _Numbered) -> str | None:
        """Describe what is so whosever turn it is: a person who has turns on the other level."""
        for (person_, _), (turns, number) in ((lower, upper), (upper, lower)):
            is_one = len(person_) == len(turns) == 1 and person_[0].kind == "user"
            if is_one and self._is_alike(turns[0]):
                return f"whenever {person(person_[0])} has a turn on level {number}"
        return None

    def _is_alike(self, target: Ref) -> bool:
        """Return True for one layer or rotation without end, of which each member has turns."""
        entry = self.on_call.entry(target)
        written, now = entry.resource if entry else None, self.on_call.now
        if not isinstance(written, Schedule):
            return False
        layers = [one for one in written.layers if not one.is_over(now)]
        events = [event for one in written.rotations for event in one.events]
        if layers:
            (layer, *others) = layers
            aligned = layer.hands_over or not layer.restrictions
            return not others and layer.end is None and layer.has_length and aligned
        return len(events) == 1 and events[0].until is None and not events[0].everyone

    def _in_each_phase(
        self,
        upper: _Numbered,
        lower: _Numbered,
        decided: Mapping[Ref, oncall.AnySchedule | None],
    ) -> str | None:
        """Describe what is so at some times, whosever turn it is now in each schedule."""
        choices = {ref: [one] if one else phases(self.on_call, ref) for ref, one in decided.items()}
        now = self.on_call.now
        breaches = [
            _looking(upper[0], lower[0], dict(zip(choices, chosen, strict=True))).within(
                now, now + _SOON
            )
            for chosen in few_of([*choices.values()])
        ]
        if not breaches or not all(breaches):
            return None
        return (
            f"at times, whosever turn it is now: who is on it then is on level {upper[1]} already"
        )


def _looking(
    upper: Sequence[Ref], lower: Sequence[Ref], rotas: _Rendered, *, new: bool = False
) -> oncall.Looking:
    """Return what looks for times at which a level has nobody new, or somebody."""
    above, below = ([rotas[one] for one in level if one in rotas] for level in (upper, lower))
    people = [
        frozenset(person(one) for one in level if one.kind == "user") for level in (upper, lower)
    ]
    cut = len(above)
    schedules = (*above, *below)

    def found(within: oncall.OnCallRange) -> Iterator[oncall.Breach]:
        for start, end, on in within.stretches():
            ours = people[0].union(*on[:cut])
            theirs = people[1].union(*on[cut:])
            if theirs and (theirs <= ours) is not new:
                yield oncall.Breach(start, end, tuple(sorted(theirs)))

    return oncall.Looking(schedules, schedules[0].time_zone, found)


def _span(breach: oncall.Breach, zone: str, now: datetime) -> str:
    start, end = breach.span.start, breach.span.end
    if (end - start).days > _LONG:
        return f"from {start.astimezone(ZoneInfo(zone)):%a %-d %b %Y %H:%M} ({zone}) on"
    return span_in_words(start, end, zone, now)
