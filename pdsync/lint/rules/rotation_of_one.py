"""A layer or a rotation has a single person who takes all turns.

Why: they are on call for ever. They cannot be ill, away or asleep without somebody else thinking of
it, and are too tired on the night that counts. Whoever is meant to be there always, such as a lead
on the last level, is better written as a target of the level. A layer or a rotation that ends is
for a while, and nothing is said of it.

Bad:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}]
```

Good:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example]}]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pdsync.diagnostics import Place, Severity
from pdsync.lint._layers import layers
from pdsync.lint._rotations import events
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SCHEDULES
HABIT = True


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every layer and rotation with one person in all turns that does not end."""
    for layer in layers(config, context):
        if layer.layer.end is None and len({*layer.layer.users}) == 1:
            yield _alone(layer.layer.users, layer.place("users"))
    for one in events(config):
        if one.event.until is None and len({*one.event.people}) == 1:
            yield _alone(one.event.people, one.place("members"))


def _alone(members: Sequence[Any], place: Place) -> Finding:
    return Finding(
        place,
        f"{members[0]} has all turns: nobody else is on call when they are ill or away",
        "add somebody who takes turns with them",
    )
