"""Somebody has less than 11 hours of a night between two shifts, all schedules taken together.

Why: whoever was up until four and is on call again at eight has not slept. Each schedule looks
fine; it is two of them that leave no night between. Eleven hours are what the law asks for in much
of Europe; a break by day is none of that. The next four weeks are looked at; of two schedules in
UTC, which does not tell when it is night, and of those whose turns the YAML does not decide nothing
is said. Between two shifts of one schedule that promises `min_rest`, that decides.

Bad:

```yaml
schedules:
  evenings:
    time_zone: Europe/London
    layers:
      - {rotate: daily, handoff: 00:00, members: [ana@acme.example], only: "16:00-23:00"}
  mornings:
    time_zone: Europe/London
    layers:
      - {rotate: daily, handoff: 00:00, members: [ana@acme.example], only: "07:00-12:00"}
```

Good:

```yaml
schedules:
  evenings:
    time_zone: Europe/London
    layers:
      - {rotate: daily, handoff: 00:00, members: [ana@acme.example], only: "16:00-23:00"}
  mornings:
    time_zone: Europe/London
    layers:
      - {rotate: daily, handoff: 00:00, members: [ben@acme.example], only: "07:00-12:00"}
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.diagnostics import Related, Severity
from pdsync.kinds import Ref, duration_words
from pdsync.lint._on_call import NOBODYS_ZONES, on_call_by
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.promises import is_promised
from pdsync.source import Config, Entry

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SCHEDULES
HABIT = True

_REST = timedelta(hours=11)
_MORNING = 6


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """The first time that each person rests too little."""
    on_call = on_call_by(config, context)
    found: defaultdict[str, list[tuple[oncall.Shift, Entry]]] = defaultdict(list)
    for entry in config.of("schedule"):
        for shift in on_call.shifts(Ref("schedule", key=entry.key)) or ():
            found[shift.user].append((shift, entry))
    zones = {one.key: on_call.zone(Ref("schedule", key=one.key)) for one in config.of("schedule")}
    for who, theirs in found.items():
        yield from _first(who, sorted(theirs, key=lambda one: one[0].start), zones)


def _first(
    who: str, shifts: list[tuple[oncall.Shift, Entry]], zones: Mapping[str, str | None]
) -> Iterator[Finding]:
    before, last = shifts[0]
    for shift, entry in shifts[1:]:
        zone = _home(zones[entry.key], zones[last.key])
        # As the clocks show it: one night in the year is an hour shorter for everybody.
        ends, begins = (
            at.astimezone(ZoneInfo(zone or "Etc/UTC")).replace(tzinfo=None)
            for at in (before.end, shift.start)
        )
        at_night = begins.date() > ends.date() or ends.hour < _MORNING
        is_short = timedelta() < begins - ends < _REST and zone is not None
        # Not by YIELDS_TO: the first time is told, and a promise is about one schedule alone.
        is_decided = last.key == entry.key and is_promised(entry.resource, "min_rest")
        if is_short and at_night and not is_decided:
            rest = duration_words(int((begins - ends).total_seconds()))
            yield Finding(
                entry.place,
                f"{who} has {rest} between two shifts, from {ends:%a %-d %b %Y %H:%M} to "
                f"{begins:%a %-d %b %H:%M} ({zone}): that is no night's sleep",
                "let somebody else take one of the two, or move them apart",
                (Related(f"the shift before, of schedule `{last.key}`", last.place),),
            )
            return
        if shift.end > before.end:
            before, last = shift, entry


def _home(*zones: str | None) -> str | None:
    """Return the first of some zones that tells when it is night; None if none does."""
    return next((one for one in zones if one and one not in NOBODYS_ZONES), None)
