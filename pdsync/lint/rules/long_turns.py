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

from collections.abc import Iterator

from pdsync.diagnostics import Place, Severity
from pdsync.kinds import duration_words
from pdsync.lint._layers import layers
from pdsync.lint._rotations import rendered
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config
from pdsync.units import WEEK

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SCHEDULES
HABIT = True
YIELDS_TO = ("expect.max_consecutive",)


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every layer whose turns, and every rotation whose shifts, are longer than seven days."""
    for one in layers(config, context.now):
        layer = one.layer
        seconds = layer.rotation_turn_length_seconds if layer.has_length else 0
        if seconds > WEEK and len({*layer.users}) > 1 and not layer.is_over(context.now):
            yield _long(seconds, one.place("rotation_turn_length_seconds"))
    for placed, event in rendered(config, context.now):
        if event.seconds > WEEK and len({*event.members}) > 1:
            yield _long(event.seconds, placed.place())


def _long(seconds: int, place: Place) -> Finding:
    return Finding(
        place,
        f"turns last {duration_words(seconds)}: whoever was woken in the first week is on call "
        "in the next one too",
        "let turns change hands every week or more often",
    )
