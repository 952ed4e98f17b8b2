"""People who take turns with each other have very different loads.

Why: it is seen in nobody's week, only over months: one name stands in the list twice, or turns of a
day go round in seven, and the same person has every Saturday. Who carries most answers most of the
nights, is the most tired, and is the first to leave. Hours of the next twelve weeks are compared
among people who share a layer or a rotation; twice as many as somebody else are told, where that is
more than whole turns make. Of turns that the YAML does not decide, and of layers that begin or end
in that time, nothing is said.

Bad:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example, ana@acme.example, chloe@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
```

Good:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example, chloe@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.kinds import Schedule, Undecided, duration_words, on_call
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, Entry
from pdsync.units import DAY, HOUR, WEEK

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SCHEDULES
HABIT = True
YIELDS_TO = ("member-twice-in-a-row",)

_WEEKS = timedelta(weeks=12)
_FAR = 2
_Circle = tuple[tuple[str, ...], bool]
"""Members of a layer or a rotation, and True if all of their turns are alike."""


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """The most different two of every schedule, among those who take turns with each other."""
    for entry in config.of("schedule"):
        if isinstance(entry.resource, Schedule):
            yield from _of_schedule(entry, entry.resource, context.now)


def _of_schedule(entry: Entry, written: Schedule, now: datetime) -> Iterator[Finding]:
    try:
        schedule = on_call(written)
    except Undecided:
        return
    circles = _circles(schedule, now)
    if circles is None or _are_fair(circles):
        return
    shifts, zone = oncall.final_shifts(schedule, now, now + _WEEKS), schedule.time_zone
    load, turn = Counter[str](), 0
    for shift in shifts:
        # By the clocks: a week is one, whether they are changed in it or not.
        start, end = (oncall.wall_second(zone, one) for one in (shift.start, shift.end))
        load[shift.user] += end - start
        turn = max(turn, end - start)
    for people in _sharing(circles):
        most = max(people, key=lambda who: (load[who], who))
        least = min(people, key=lambda who: (load[who], who))
        if load[most] >= _FAR * load[least] and load[most] - load[least] > turn:
            long, short = (_about(load[who]) for who in (most, least))
            yield Finding(
                entry.place,
                f"{most} is on call by `{entry.key}` for {long} of the next 12 weeks, and {least} "
                f"for {short}",
                "list everybody as often, and let turns change hands so that weekends go round",
            )
            return


def _about(seconds: int) -> str:
    """Return a length in whole days, a short one in hours; `none` for nothing."""
    unit = DAY if seconds >= WEEK else HOUR
    return duration_words(round(seconds / unit) * unit) if seconds else "none"


def _circles(schedule: oncall.AnySchedule, now: datetime) -> list[_Circle] | None:
    """Return who takes turns with whom; None where that changes in the next weeks."""
    edges: list[datetime | None]
    if isinstance(schedule, oncall.Schedule):
        edges = [edge for one in schedule.layers for edge in (one.start, one.end)]
        found = [(one.users, not one.windows) for one in schedule.layers if not _over(one.end, now)]
    else:
        events = [event for one in schedule.rotations for event in one.events]
        edges = [edge for one in events for edge in (one.since, one.until)]
        found = [
            (tuple(filter(None, one.members)), one.everyone)
            for one in events
            if not _over(one.until, now)
        ]
    is_changing = any(edge and now < edge < now + _WEEKS for edge in edges)
    return None if is_changing else found


def _over(end: datetime | None, now: datetime) -> bool:
    return end is not None and end <= now


def _are_fair(circles: Sequence[_Circle]) -> bool:
    """Return True where equal turns go round among people who stand there once."""
    everybody = [who for people, _ in circles for who in people]
    return len({*everybody}) == len(everybody) and all(alike for _, alike in circles)


def _sharing(circles: Sequence[_Circle]) -> list[frozenset[str]]:
    """Return groups of people who share a layer or a rotation, also by way of others."""
    groups: list[frozenset[str]] = []
    for people, _ in circles:
        mine = frozenset(people)
        for group in [one for one in groups if one & mine]:
            groups.remove(group)
            mine |= group
        groups += [mine] if mine else []
    return groups
