"""A number without a unit is in the field's own unit, and seems to be meant in another.

Why: PagerDuty counts `acknowledgement_timeout` and `auto_resolve_timeout` in seconds, and
`escalation_delay_in_minutes` in minutes. `acknowledgement_timeout: 30` notifies whoever has
acknowledged every 30 seconds, all night long; `auto_resolve_timeout: 1440` closes after 24 minutes
what was to be there for a day, and by a window of `duration_seconds: 480` nobody is on call after
the first 8 minutes. Told are numbers that are odd in the field's own unit and plain in another. A
length with a unit, such as `30s`, is taken as it is.

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

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pdsync.diagnostics import Place, Related, Severity
from pdsync.json_types import FieldPath
from pdsync.kinds import EscalationPolicy, Schedule, Service, duration_words
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint._shared import having_it
from pdsync.on_demand import regex
from pdsync.series import any_of
from pdsync.source import Config, Entry, originals_in, place_of
from pdsync.units import DAY, HOUR, MINUTE, WEEK

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.CONFIGURATION

_NUMBER = regex(r"\s*\+?[0-9]+\s*")
_ROUND = 300
"""Seconds: people write multiples of them, and nothing shorter."""
_LONG = 300
"""Minutes: the delay of a level is shorter."""
_DAY = 24
"""Hours."""


class _OddLength(NamedTuple):
    """Length that is odd in its field's unit: what it does, and what it may mean, in seconds."""

    entry: Entry
    path: FieldPath
    does: str
    written: int
    meant: tuple[int, ...]


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every such number, once where an anchor has it for several."""
    original = originals_in(config.texts)
    found: dict[Place, list[_OddLength]] = {}
    for odd in (one for entry in config.entries for one in _odd(entry)):
        stands = original(place_of(odd.entry, odd.path))
        if stands and _NUMBER.fullmatch(stands.text):
            found.setdefault(stands.place, []).append(odd)
    for place, several in found.items():
        yield _finding(place, several)


def _finding(stands: Place, several: Sequence[_OddLength]) -> Finding:
    first = several[0]
    place = place_of(first.entry, first.path)
    written, meant = duration_words(first.written), map(duration_words, first.meant)
    origin = [Related("the number stands here", stands)] if stands != place else []
    others = having_it((one.entry, place_of(one.entry, one.path)) for one in several[1:])
    return Finding(
        place,
        f"{first.does} {written}",
        f"write {any_of(f'`{one}`' for one in meant)} if that is meant, or `{written}` if it is "
        "right",
        (*origin, *others),
    )


def _odd(entry: Entry) -> Iterator[_OddLength]:
    """Yield the lengths that are odd, written with a unit or without."""
    resource, name = entry.resource, entry.key
    if isinstance(resource, Service):
        again = f"whoever acknowledges an incident of `{name}` is notified of it again after"
        ends = f"an incident of `{name}` resolves itself after"
        for field, does in (("acknowledgement_timeout", again), ("auto_resolve_timeout", ends)):
            seconds = getattr(resource, field) or 0
            if _is_short(seconds) or _is_hours(seconds, _ROUND):
                yield _OddLength(entry, (field,), does, seconds, _longer(seconds))
    if isinstance(resource, EscalationPolicy):
        for level, rule in enumerate(resource.escalation_rules):
            minutes = rule.escalation_delay_in_minutes or 0
            if minutes >= _LONG and minutes % MINUTE == 0:
                path = ("escalation_rules", level, "escalation_delay_in_minutes")
                does = f"an incident stays on level {level + 1} of `{name}` for"
                yield _OddLength(entry, path, does, minutes * MINUTE, (minutes,))
    if isinstance(resource, Schedule):
        yield from _odd_layers(entry, resource)


def _odd_layers(entry: Entry, schedule: Schedule) -> Iterator[_OddLength]:
    for number, layer in enumerate(schedule.layers):
        turn = layer.rotation_turn_length_seconds
        if _is_hours(turn, HOUR):
            path: FieldPath = ("layers", number, "rotation_turn_length_seconds")
            yield _OddLength(entry, path, f"a turn of `{entry.key}` lasts", turn, (turn * MINUTE,))
        for index, window in enumerate(layer.restrictions):
            seconds = window.duration_seconds
            if seconds * MINUTE <= DAY and (_is_short(seconds) or _is_hours(seconds, HOUR)):
                path = ("layers", number, "restrictions", index, "duration_seconds")
                does = f"a window in which `{entry.key}` has somebody on call is open for"
                yield _OddLength(entry, path, does, seconds, _longer(seconds))


def _is_short(seconds: int) -> bool:
    return 0 < seconds < _ROUND


def _is_hours(seconds: int, plain: int) -> bool:
    """Return True for a number that makes whole hours as minutes, such as 1440, up to a week.

    Not for a multiple of `plain`, the seconds that people count a field in.
    """
    hours, left = divmod(seconds, MINUTE)
    return hours > 0 and not left and seconds % plain != 0 and seconds * MINUTE <= WEEK


def _longer(seconds: int) -> tuple[int, ...]:
    """Return the number as minutes, and as hours where it is no more than a day has."""
    return (seconds * MINUTE, *([seconds * HOUR] if seconds <= _DAY else ()))
