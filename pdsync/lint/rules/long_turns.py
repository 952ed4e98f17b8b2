"""Turns last longer than a week.

Why: whoever has been woken in one week does not sleep it off while the next one goes on, and the
second week's incidents are answered by somebody who is tired.

Bad:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: 2 weeks
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
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
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby, pairwise

from pdsync import oncall
from pdsync.diagnostics import Place, Severity
from pdsync.kinds import duration_words
from pdsync.lint._layers import layers
from pdsync.lint._rotations import rendered
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config
from pdsync.units import DAY, WEEK

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SCHEDULES
HABIT = True
YIELDS_TO = ("expect.max_consecutive",)

_DAYS_OFF = 4 * DAY


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every layer and rotation whose members are on call for longer than seven days in a row."""
    for one in layers(config, context):
        layer = one.layer
        length = layer.rotation_turn_length_seconds if layer.has_length else 0
        seconds = length * _in_a_row(layer.users)
        if seconds > WEEK and len({*layer.users}) > 1 and not layer.is_over(context.now):
            field = "rotation_turn_length_seconds" if length > WEEK else "users"
            yield _long(seconds, one.place(field))
    for placed, event in rendered(config, context.now):
        is_over = event.until is not None and event.until <= context.now
        if len({*event.members}) > 1 and not is_over:
            seconds = event.seconds if event.everyone else _of_turns(event)
            if seconds > WEEK:
                yield _long(seconds, placed.place())


def _in_a_row(members: Sequence[object]) -> int:
    """Return how many turns in a row everybody has at least, the list taken as a circle."""
    if len({*members}) <= 1:
        return 1
    start = next(at for at in range(len(members)) if members[at] != members[at - 1])
    circle = [*members[start:], *members[:start]]
    return min(len([*run]) for _, run in groupby(circle))


def _of_turns(event: oncall.Event) -> int:
    """Return how long a turn is, from the beginning of its first shift to the end of its last.

    Shifts that are days apart, as one on every Friday, are no turn that tires.
    """
    shifts = event.shifts_per_member * _in_a_row(event.members)
    until = event.start + timedelta(weeks=2 * shifts)
    starts = [*oncall.shift_starts(event, event.start, until)][:shifts]
    walls = [oncall.wall_second(event.time_zone, at) for at in starts]
    breaks = [later - sooner - event.seconds for sooner, later in pairwise(walls)]
    if len(walls) < shifts or max(breaks, default=0) > _DAYS_OFF:
        return event.seconds
    return walls[-1] - walls[0] + event.seconds


def _long(seconds: int, place: Place) -> Finding:
    return Finding(
        place,
        f"turns last {duration_words(seconds)}: whoever was woken in the first week is on call "
        "in the next one too",
        "let turns change hands every week or more often",
    )
