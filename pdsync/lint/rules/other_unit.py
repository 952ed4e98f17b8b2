"""A number without a unit is in the field's own unit, and seems to be meant in another.

Why: `acknowledgement_timeout` and `auto_resolve_timeout` count in seconds, as PagerDuty does, and
`escalation_delay_in_minutes` in minutes. `acknowledgement_timeout: 30` notifies again 30 seconds
after somebody has acknowledged. A length with a unit, such as `30s`, is taken as it is.

Bad:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    acknowledgement_timeout: 30
```

Good:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    acknowledgement_timeout: 30m
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pdsync.diagnostics import Place, Severity
from pdsync.json_types import FieldPath
from pdsync.kinds import EscalationPolicy, Resource, Service, duration_words
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.CONFIGURATION

_ANCHOR = re.compile(r"^&\S+\s+")
_TIMEOUTS = ("acknowledgement_timeout", "auto_resolve_timeout")
_SHORT = 300
"""Seconds; with fewer than these, minutes are meant."""
_LONG = 300
"""Minutes; where more than these are whole minutes as seconds, seconds are meant."""


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every number that is very short as seconds, or very long as minutes."""
    for entry in config.entries:
        for path, message, help_ in _odd(entry.resource):
            place = place_of(entry, path)
            if _is_number(config.texts[place.file], place):
                yield Finding(place, message, help_)


def _odd(resource: Resource) -> Iterator[tuple[FieldPath, str, str]]:
    """Yield the lengths that seem to be in another unit, written with one or without."""
    if isinstance(resource, Service):
        for name in _TIMEOUTS:
            seconds = getattr(resource, name)
            if seconds and seconds < _SHORT:
                meant = duration_words(seconds * 60)
                yield (name,), f"this is {seconds} seconds", _either(meant, duration_words(seconds))
    if isinstance(resource, EscalationPolicy):
        for index, rule in enumerate(resource.escalation_rules):
            minutes = rule.escalation_delay_in_minutes or 0
            if minutes > _LONG and minutes % 60 == 0:
                path = ("escalation_rules", index, "escalation_delay_in_minutes")
                long = duration_words(minutes * 60)
                yield path, f"this is {long}", _either(duration_words(minutes), long)


def _either(meant: str, written: str) -> str:
    return f"write `{meant}` if that is meant, or `{written}` if it is right"


def _is_number(text: str, place: Place) -> bool:
    lines = text.splitlines()
    line = lines[place.line - 1] if lines else ""
    written = line[place.column - 1 :][: place.width]
    if written.startswith("*"):
        before = "\n".join([*lines[: place.line - 1], line[: place.column - 1]])
        written = _anchored(written[1:].strip(), before)
    return re.search(r"[0-9]\s*[a-z]", _ANCHOR.sub("", written), re.IGNORECASE) is None


def _anchored(name: str, before: str) -> str:
    """Return what an alias stands for: what is behind the last anchor of its name."""
    found = re.findall(rf"(?<!\S)&{re.escape(name)}\s+([^\s,\]}}#]+(?: +[a-z]+)?)", before)
    return str(found[-1]) if found else ""
