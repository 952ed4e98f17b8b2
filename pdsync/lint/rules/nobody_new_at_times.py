"""There are times at which a level of an escalation policy notifies nobody new.

Why: a lead stands on the second level and takes turns on the first. In the weeks of their turn the
escalation comes back to the phone that has not been heard: until the level after it, if there is
one, nobody else learns of the incident. It is told with the first such time in the next four weeks;
where it is so all the time, `nobody-new` says it. Of a round robin, and of schedules whose turns
the YAML does not decide, nothing is guessed. `safety: {same_person: allow}` says that it is meant.

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
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.intervals import merge
from pdsync.kinds import EscalationPolicy, Ref, person
from pdsync.lint._on_call import AHEAD, RenderedSchedules, on_call_by
from pdsync.lint._rule import Finding, LintContext
from pdsync.series import all_of
from pdsync.source import Config, place_of

SEVERITY = Severity.WARNING
HABIT = True

_HELP = "notify somebody else there; or `safety: {same_person: allow}` in pdsync.yaml, if meant"
_NobodyNew = tuple[datetime, datetime, frozenset[str]]


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every level whose people are at times all on the level before it."""
    if config.settings.safety.same_person == "allow":
        return
    on_call = on_call_by(config, context)
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy):
            continue
        for number, (upper, lower) in enumerate(pairwise(policy.escalation_rules), start=1):
            if not upper.round_robin:
                told = _told(on_call, upper.targets, lower.targets)
                if told:
                    yield Finding(
                        place_of(entry, ("escalation_rules", number, "targets")),
                        f"level {number + 1} notifies nobody new {told} on level {number} already",
                        _HELP,
                        on_call.schedules((*upper.targets, *lower.targets)),
                    )


def _told(on_call: RenderedSchedules, upper: Sequence[Ref], lower: Sequence[Ref]) -> str | None:
    """Describe the first time at which a level has nobody whom the upper one has not."""
    above, below = ([_shifts(on_call, one) for one in targets] for targets in (upper, lower))
    pieces = [*_pieces(above, below)]
    found = [one for one in pieces if one[2]]
    if not found or len(found) == len(pieces):
        return None
    start, end = merge((one[0], one[1]) for one in found)[0]
    who = all_of(sorted({name for one in found if start <= one[0] < end for name in one[2]}))
    zone = _zone(on_call, (*upper, *lower))
    first, last = (at.astimezone(ZoneInfo(zone)) for at in (start, end))
    when = f"{first:%a %-d %b %Y %H:%M} to {last:%a %-d %b %Y %H:%M} ({zone})"
    return f"from {when}: {who} {'are' if ' and ' in who else 'is'}"


def _shifts(on_call: RenderedSchedules, target: Ref) -> Sequence[oncall.Shift] | None:
    if target.kind == "user":
        return (oncall.Shift(on_call.now, on_call.now + AHEAD, person(target)),)
    return on_call.shifts(target)


def _pieces(
    above: Sequence[Sequence[oncall.Shift] | None], below: Sequence[Sequence[oncall.Shift] | None]
) -> Iterator[_NobodyNew]:
    """Yield the times at which the lower level has anybody, with them where none of them is new."""
    if None in above or None in below:
        return
    upper, lower = ([shift for one in side for shift in one or ()] for side in (above, below))
    if {shift.user for shift in lower}.isdisjoint(shift.user for shift in upper):
        return
    edges = sorted({edge for shift in (*upper, *lower) for edge in (shift.start, shift.end)})
    for start, end in pairwise(edges):
        theirs, ours = (
            frozenset(shift.user for shift in side if shift.start <= start < shift.end)
            for side in (lower, upper)
        )
        if theirs:
            yield start, end, theirs if theirs <= ours else frozenset()


def _zone(on_call: RenderedSchedules, targets: Sequence[Ref]) -> str:
    found = (on_call.entry(one) for one in targets)
    zones = (getattr(entry.resource, "time_zone", None) for entry in found if entry)
    return next(filter(None, zones), None) or "Etc/UTC"
