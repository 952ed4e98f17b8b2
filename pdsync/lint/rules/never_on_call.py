"""A layer or a schedule never puts anybody on call.

Why: it looks as if somebody were responsible, and nobody is. The windows of the layer may all lie
outside the time between its `from` and its `until`, or the schedule may have no layers or rotations
at all.

Bad:

```yaml
schedules:
  weekend-cover:
    time_zone: Europe/London
    layers:
      - name: Launch
        rotate: weekly
        members: [ana@acme.example]
        from: 2030-01-07 09:00
        until: 2030-01-11 17:00
        only: Sat-Sun
```

Good:

```yaml
schedules:
  weekend-cover:
    time_zone: Europe/London
    layers:
      - name: Launch
        rotate: weekly
        members: [ana@acme.example]
        from: 2030-01-07 09:00
        until: 2030-01-14 09:00
        only: Sat-Sun
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.lint._layers import layers
from pdsync.lint._rule import Finding
from pdsync.source import Config, Entry

SEVERITY = Severity.WARNING
_EMPTY = {
    "layers": "a layer with `rotate`, `handoff` and `members`",
    "rotations": "a rotation with `shifts` and `members`",
}


def check(config: Config, now: datetime) -> Iterator[Finding]:
    """Every layer with windows outside its life, and every schedule without layers or rotations."""
    for entry in config.of("schedule"):
        for parts, help_ in _EMPTY.items():
            if _is_empty(entry, parts):
                yield Finding(
                    entry.places.key((parts,)),
                    f"nobody is ever on call by a schedule without {parts}",
                    f"write {help_}, or delete the schedule",
                )
    for one in layers(config, now):
        users = one.layer.users and not one.layer.is_over(now)
        if users and oncall.never_on_call(one.rendered, one.schedule.time_zone):
            yield Finding(
                one.place("restrictions"),
                "none of these windows is open while the layer lasts: it puts nobody on call",
                "move the windows, or `from` and `until`",
            )


def _is_empty(entry: Entry, parts: str) -> bool:
    return parts in entry.resource.model_fields_set and not getattr(entry.resource, parts)
