"""Levels of an escalation policy that notify nobody new.

Why: whoever did not answer on one level is asked again on the next, and nobody else learns of the
incident until the level after it. It happens when two schedules have the same people in the same
weeks, or a person stands beside a schedule that has nobody else. What is looked at are the next
four weeks; times in which a level has nobody do not count. Of a round robin, each target has to
have them, since only one is asked. Of schedules whose turns the YAML does not decide nothing is
guessed. `safety: {same_person: allow}` in `pdsync.yaml` says that it is meant; where a
policy or all of its services promise `distinct_people`, that decides.

Bad:

```yaml
schedules:
  first:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}]
  second:
    time_zone: Europe/London
    layers: [{rotate: daily, handoff: 09:00, members: [ana@acme.example]}]
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [first]}
      - {escalation_delay_in_minutes: 10m, targets: [second]}
```

Good:

```yaml
schedules:
  first:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}]
  second:
    time_zone: Europe/London
    layers: [{rotate: daily, handoff: 09:00, members: [ben@acme.example]}]
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [first]}
      - {escalation_delay_in_minutes: 10m, targets: [second]}
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from pdsync import oncall
from pdsync.diagnostics import Related, Severity
from pdsync.frozen import frozen
from pdsync.intervals import subtract
from pdsync.kinds import EscalationPolicy, Ref, person
from pdsync.lint._on_call import AHEAD, RenderedSchedules, on_call_by
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import judged_by_services
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.ESCALATION
YIELDS_TO = ("expect.distinct_people",)

_HELP = (
    "notify somebody else there; or `safety: {same_person: allow}` in pdsync.yaml, if it is meant"
)
_WHEN = ", in all of the next four weeks"
"""As far as schedules are looked at; people who are named are there always."""


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every level whose people are on the level before it whenever it has any."""
    if config.settings.safety.same_person == "allow":
        return
    on_call = on_call_by(config, context)
    people, judged = _People(on_call), judged_by_services(config, "distinct_people")
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy) or entry.key in judged:
            continue
        for first, last in _runs(policy, people):
            rules = policy.escalation_rules[first - 1 : last + 1]
            targets = [one for rule in rules for one in rule.targets]
            schedules = on_call.schedules(targets)
            yield Finding(
                place_of(entry, ("escalation_rules", first, "targets")),
                _told(entry.key, first, last) + (_WHEN if schedules else ""),
                _HELP,
                schedules or (_level_before(entry, first),),
            )


def _runs(policy: EscalationPolicy, people: _People) -> Iterator[tuple[int, int]]:
    """Yield the first and the last, from 0, of levels in a row that notify nobody new."""
    first = None
    for number, (upper, lower) in enumerate(pairwise(policy.escalation_rules), start=1):
        # A round robin asks one of its targets, and nobody knows which.
        asked = [(one,) for one in upper.targets] if upper.round_robin else [upper.targets]
        if all(people.are_never_new(one, lower.targets) for one in asked):
            first = first or number
        elif first:
            yield first, number - 1
            first = None
    if first:
        yield first, len(policy.escalation_rules) - 1


def _told(policy: str, first: int, last: int) -> str:
    if first == last:
        return (
            f"level {first + 1} of `{policy}` notifies nobody new: whoever is on it is on level "
            f"{first} already"
        )
    return (
        f"levels {first + 1} to {last + 1} of `{policy}` notify nobody new: whoever is on one of "
        "them is on the level before it already"
    )


def _level_before(policy: Entry, number: int) -> Related:
    place = place_of(policy, ("escalation_rules", number - 1, "targets"))
    return Related(f"level {number}", place)


@frozen
class _People:
    """People of levels in the next weeks."""

    on_call: RenderedSchedules

    def are_never_new(self, upper: Sequence[Ref], lower: Sequence[Ref]) -> bool:
        """Return True if the people of a level are always on the level before it.

        What is a target of both is so whoever is on call by it, also where that is not decided.
        """
        both = [one for one in lower if one in upper]
        rest = [one for one in lower if one not in upper]
        if not both and self._named(rest).isdisjoint(self._named(upper)):
            return False  # as most are: nothing has to be rendered to know it
        below = [self._shifts(one) for one in rest]
        if None in below:
            return False
        above = _by_person(self._shifts(one) for one in upper)
        new = _by_person(below)
        if any(subtract(times, above.get(who, ())) for who, times in new.items()):
            return False
        return bool(new) or any(self._shifts(one) != () for one in both)

    def _named(self, targets: Sequence[Ref]) -> frozenset[str]:
        """Everybody who is ever on call by some targets, also in what is over or hidden."""
        return frozenset(who for target in targets for who in self._people_of(target))

    def _people_of(self, target: Ref) -> Iterator[str]:
        if target.kind == "user":
            yield person(target)
        elif entry := self.on_call.entry(target):
            yield from (person(ref) for _, ref in entry.refs if ref.kind == "user")

    def _shifts(self, target: Ref) -> Sequence[oncall.Shift] | None:
        """The shifts of a target, a person's for the whole time; None if it is not decided."""
        if target.kind == "user":
            now = self.on_call.now
            return (oncall.Shift(now, now + AHEAD, person(target)),)
        return self.on_call.shifts(target)


def _by_person(
    shifts: Iterable[Sequence[oncall.Shift] | None],
) -> Mapping[str, Sequence[tuple[datetime, datetime]]]:
    """When each person is on call; of what is not decided, nobody is known to be."""
    found: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for one in shifts:
        for shift in one or ():
            found[shift.user].append((shift.start, shift.end))
    return found
