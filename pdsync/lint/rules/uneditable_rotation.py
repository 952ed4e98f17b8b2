"""A rotation has shifts that PagerDuty's own editor cannot open.

Why: the API takes any rule, but on its page PagerDuty lets nobody edit a weekly rotation unless
every member has whole weeks of it: as many shifts as there are days in the week, or a multiple.
Nothing is wrong with who is on call. Nor does it open rules of years, or of days with a number
such as the first Monday of the month. The API's description calls rules RFC 5545, but PagerDuty
was not asked whether it counts them all as pdsync does: an apply compares whom it puts on call.

Bad:

```yaml
schedules:
  support:
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-17:00
        members: [ana@acme.example, ben@acme.example]
        per_member: 3
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-17:00
        members: [ana@acme.example, ben@acme.example]
        per_member: 5
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import Event, week_time
from pdsync.lint._rotations import PlacedEvent, events
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config
from pdsync.units import DAY

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SCHEDULES
HABIT = True
_LETTERS = 2
_OPENED = {"FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST"}


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every weekly rotation whose members do not have whole weeks, and every rule of its own."""
    for one in events(config):
        event = one.event
        yield from _of_its_own(one)
        days = event.shifts.days if event.shifts else None
        if event.everyone or len(event.members) <= 1 or not days:
            continue
        # How many are each member's that are not written, the account knows.
        if "per_member" in event.model_fields_set and event.per_member % len(days):
            yield Finding(
                one.place("per_member") if one.has("per_member") else one.place(),
                f"PagerDuty's own editor cannot open this rotation: {event.per_member} of "
                f"{len(days)} shifts a week for each member",
                f"write {_a_week_each(one, days, event)} for a week each, or edit it here alone",
            )


def _of_its_own(one: PlacedEvent) -> Iterator[Finding]:
    """A rule that the editor cannot open, or that nobody has seen it open."""
    rule = one.event.shifts.rule if one.event.shifts else {}
    beyond = [f"{name}={rule[name]}" for name in rule if name not in _OPENED]
    closed = [f"FREQ={rule['FREQ']}"] if rule.get("FREQ") == "YEARLY" else []
    closed += [day for day in rule.get("BYDAY", "").split(",") if len(day) > _LETTERS]
    if not closed and not beyond:
        return
    fields = (("shifts", "rrule"), ("recurrence",))
    place = next((field for field in fields if one.has(*field)), ())
    can = "cannot open this rotation" if closed else "may not open this rotation"
    yield Finding(
        one.place(*place),
        f"PagerDuty's own editor {can}: {', '.join(closed or beyond)}; whether its API counts such "
        "a rule as pdsync does, PagerDuty was not asked",
        "edit it here alone; after an apply, `pdsync oncall --verify` compares the two",
    )


def _a_week_each(one: PlacedEvent, days: tuple[int, ...], event: Event) -> str:
    """Advise what to write, in the words in which the rotation is written."""
    if one.has("rotate") and event.shifts:
        begins = week_time(days[0] * DAY + event.shifts.second)
        return f"`rotate: weekly` and `handoff: {begins}`"
    name = "shifts_per_member" if one.has("assignment_strategy") else "per_member"
    return f"`{name}: {len(days)}`"
