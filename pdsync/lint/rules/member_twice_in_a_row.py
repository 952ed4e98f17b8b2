"""A member has two turns in a row, and others have not.

Why: whoever is listed twice side by side, or first and last, is on call for twice as long as the
others. Where everybody has as many turns in a row, it is meant, and nothing is said.

Bad:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example, ben@acme.example]
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pdsync.diagnostics import Place, Severity
from pdsync.kinds import Ref
from pdsync.lint._layers import layers
from pdsync.lint._rotations import events
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SCHEDULES


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """The first member of every layer or rotation who has more turns in a row than others."""
    for layer in layers(config, context):
        if uneven := _uneven(layer.layer.users):
            yield _finding(*uneven, layer.place("users"))
    for one in events(config):
        if not one.event.everyone and (uneven := _uneven(one.event.members)):
            yield _finding(*uneven, one.place("members"))


def _finding(who: Ref, length: int, place: Place) -> Finding:
    return Finding(
        place,
        f"{who} has {length} turns in a row, where others have fewer",
        "list everybody as often, or move the names apart",
    )


def _uneven(members: Sequence[Any]) -> tuple[Ref, int] | None:
    """Return who has the most turns in a row, and how many, where others have fewer."""
    runs = _runs(members)
    longest = max(runs, key=lambda run: run[1], default=None)
    is_uneven = longest is not None and longest[1] > min(length for _, length in runs)
    return longest if is_uneven else None


def _runs(members: Sequence[Any]) -> list[tuple[Ref, int]]:
    """Each person with the number of turns in a row, the list taken as a circle."""
    if len({*members}) <= 1:
        return []
    start = next(at for at in range(len(members)) if members[at] != members[at - 1])
    circle = [*members[start:], *members[:start]]
    runs = [(member, len(list(run))) for member, run in groupby(circle)]
    return [(member, length) for member, length in runs if isinstance(member, Ref)]
