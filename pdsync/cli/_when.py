"""Times as people write them on the command line, into instants. Guesses none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pdsync.cli._words import UsageProblem
from pdsync.roster import When

_EXAMPLES = "write a time such as 2026-12-24 18:00, or an instant such as 2026-12-24T18:00:00Z"
_YEARS = range(1970, 2200)
_RANGE = timedelta(weeks=2)
_LONGEST = timedelta(days=20 * 366)
_SHORTER = "write a shorter range"


def instant(option: str, text: str, zone: str | None) -> datetime:
    """The instant that is meant, in UTC; `zone` is None when the clocks of several could be.

    Raises:
        UsageProblem: it is no time, or one that the clocks do not show once.
    """
    time = _parsed(option, text)
    if time.tzinfo is not None:
        return time.astimezone(UTC)
    if zone is None:
        raise UsageProblem(
            f"{option} '{text}' is a time of the clock, and what is asked about is on several",
            hint="add --time-zone, or write an instant such as 2026-12-24T18:00:00Z",
        )
    first, second = (time.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    raise _not_once(option, text, (first, second))


def _parsed(option: str, text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageProblem(f"{option} cannot be '{text}'", hint=_EXAMPLES) from None
    if time.year not in _YEARS:
        years = f"{_YEARS[0]} to {_YEARS[-1]}"
        raise UsageProblem(f"{option} cannot be '{text}'", hint=f"write a time of {years}")
    return time.replace(microsecond=0)


def _not_once(option: str, text: str, found: tuple[datetime, datetime]) -> UsageProblem:
    """A time that the clocks skip, or show twice: which instants it may mean."""
    zone = found[0].tzinfo
    instants = sorted(time.astimezone(UTC) for time in found)
    there = [time.astimezone(zone) for time in instants]
    skipped = there[0].replace(tzinfo=None) != found[0].replace(tzinfo=None)
    what = "skip it" if skipped else "show it twice"
    choices = " or ".join(time.isoformat() for time in there)
    return UsageProblem(
        f"{option} '{text}' is not one instant: the clocks of {zone} {what} on that day",
        hint=f"write {choices}",
    )


def asked(
    at: str | None, range_: tuple[str | None, str | None], zone: str | None, now: datetime
) -> When:
    """The time that the options mean; raises UsageProblem."""
    since, until = range_
    if at and (since or until):
        raise UsageProblem("--at is one time", hint="leave it out, or --since and --until")
    if since is None and until is None:
        return When(instant("--at", at, zone) if at else now)
    start = instant("--since", since, zone) if since else now
    end = instant("--until", until, zone) if until else start + _RANGE
    if end <= start:
        raise UsageProblem("--until is not after --since", hint="write a later --until")
    if end - start > _LONGEST:
        raise UsageProblem("--since and --until are more than 20 years apart", hint=_SHORTER)
    return When(start, end)
