"""A time zone is a fixed offset from UTC, by a name that people use where clocks change.

Why: `EST` and `MST` are not the clocks of New York and Denver, which are an hour ahead of them from
March to November: hand-offs and windows are then an hour off. The same goes for `Etc/GMT+5`, whose
sign is the other way round as well: it is five hours behind UTC.

Bad:

```yaml
schedules:
  support:
    time_zone: EST
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
```

Good:

```yaml
schedules:
  support:
    time_zone: America/New_York
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint._zones import zones
from pdsync.on_demand import regex
from pdsync.source import Config, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SCHEDULES
_WHERE_NOT = "where clocks are not changed"
# Not HST: clocks in Hawaii are not changed. Not GMT, which is written for UTC too.
_REGIONS = {
    "EST": ("-05:00", f"write `America/New_York`, or `America/Panama` {_WHERE_NOT}"),
    "MST": ("-07:00", f"write `America/Denver`, or `America/Phoenix` {_WHERE_NOT}"),
}
_OFFSET = regex(r"Etc/GMT(?P<sign>[+-])(?P<hours>[1-9][0-9]?)")
# By the hours from UTC: some region that is as far from it for a part of the year.
_EXAMPLES = {
    -8: "America/Los_Angeles",
    -7: "America/Denver",
    -6: "America/Chicago",
    -5: "America/New_York",
    -4: "America/Halifax",
    -3: "America/Sao_Paulo",
    1: "Europe/Paris",
    2: "Europe/Athens",
    3: "Europe/Istanbul",
    4: "Asia/Dubai",
    5: "Asia/Karachi",
    6: "Asia/Dhaka",
    7: "Asia/Bangkok",
    8: "Asia/Singapore",
    9: "Asia/Tokyo",
    10: "Australia/Sydney",
    11: "Australia/Sydney",
    12: "Pacific/Auckland",
}
# What PagerDuty calls International Date Line West: no clock on land is on it.
_NOWHERE = "Etc/GMT+12"


def check(config: Config, _around: LintContext) -> Iterator[Finding]:
    """Every such zone, where it is written first."""
    for name, use in zones(config).items():
        found = _OFFSET.fullmatch(name)
        if name in _REGIONS:
            offset, help_ = _REGIONS[name]
            message = f"{name} is UTC{offset} all year, in summer too"
            yield Finding(place_of(*use), message, help_)
        elif found and name != _NOWHERE:
            sign = "-" if found["sign"] == "+" else "+"
            message = f"{name} is UTC{sign}{int(found['hours']):02}:00, all year"
            region = _EXAMPLES.get(int(f"{sign}{found['hours']}"), "Europe/London")
            yield Finding(
                place_of(*use), message, f"write the region that is meant, such as `{region}`"
            )
