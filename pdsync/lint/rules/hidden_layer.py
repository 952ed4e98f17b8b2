"""A layer is hidden for ever by the layers above it.

Why: its members think that they are on call, and never are. Of two layers that both have somebody,
the later one in the list wins.

Bad:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Nights
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: 18:00-09:00
      - name: Base
        rotate: weekly
        handoff: Mon 09:00
        members: [cleo@acme.example, dan@acme.example]
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Base
        rotate: weekly
        handoff: Mon 09:00
        members: [cleo@acme.example, dan@acme.example]
      - name: Nights
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: 18:00-09:00
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.lint._layers import layers
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SCHEDULES


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every layer that is not over and puts nobody on call because of those above."""
    for one in layers(config, context):
        if not one.layer.is_over(context.now) and oncall.hidden_for_ever(
            one.schedule, one.index, context.now
        ):
            yield Finding(
                one.place(),
                "the layers above this one hide it for ever: nobody is on call by it",
                "move it further down in the list, where it wins, or delete it",
            )
