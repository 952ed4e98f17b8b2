"""A turn of a rotation catches only a little of the layer's windows.

Why: such a turn uses up a member like any other. When hand-offs are at 01:00 and the windows begin
on Monday at 00:00, Sunday's turn is on call for one hour of Monday, and everybody's weekday moves.

Bad:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Days
        rotate: daily
        handoff: 01:00
        members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Days
        rotate: daily
        handoff: 00:00
        members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.kinds import duration_words, week_time
from pdsync.lint._layers import layers
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SCHEDULES


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """The first such turn of every layer that says when turns change hands."""
    for one in layers(config, context):
        known = one.layer.hands_over and one.layer.has_length
        found = oncall.sliver(one.rendered, one.schedule.time_zone) if known else None
        if found:
            yield Finding(
                one.place("handoff" if one.layer.handoff else None),
                f"somebody is on call for only {duration_words(found.seconds)} from "
                f"{week_time(found.start)} on, where most are for "
                f"{duration_words(found.typical)}: such a turn uses up a member like any other",
                "let turns change hands when a window begins or between windows",
            )
