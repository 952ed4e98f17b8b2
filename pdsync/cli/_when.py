"""Times as people write them on the command line, into instants. Guesses none."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic_core import PydanticCustomError

from pdsync.cli._params import in_words
from pdsync.cli._words import UsageProblem
from pdsync.kinds import at_wall, instant
from pdsync.roster import When

_YEARS = range(1970, 2200)
_RANGE = timedelta(weeks=2)
_LONGEST = timedelta(days=20 * 366)
_SHORTER = "write a shorter range"


def asked(
    at: str | None, range_: tuple[str | None, str | None], zone: str | None, now: datetime
) -> When:
    """The time that the options mean; raises UsageProblem."""
    since, until = range_
    # Who is on call is rendered in whole seconds: the rest of one would be a gap.
    now = now.replace(microsecond=0)
    if at and (since or until):
        raise UsageProblem("--at is one time", hint="leave it out, or --since and --until")
    if since is None and until is None:
        return When(_instant("--at", at, zone) if at else now)
    start = _instant("--since", since, zone) if since else now
    end = _instant("--until", until, zone) if until else start + _RANGE
    if end <= start:
        raise UsageProblem("--until is not after --since", hint="write a later --until")
    if end - start > _LONGEST:
        raise UsageProblem("--since and --until are more than 20 years apart", hint=_SHORTER)
    return When(start, end)


def _instant(option: str, text: str, zone: str | None) -> datetime:
    """The instant that is meant; `zone` is None when the clocks of several could be."""
    try:
        # In any zone there is, to tell a time of the clock from what is no time at all.
        time = instant(at_wall(text, zone or "Etc/UTC"))
    except PydanticCustomError as wrong:
        raise in_words(option, wrong) from None
    if zone is None and at_wall(text, "Etc/UTC") != text:
        raise UsageProblem(
            f"{option}: '{text}' is a time of the clock, and what is asked about is on several",
            hint="add --time-zone, or write an instant such as 2026-12-24T18:00:00Z",
        )
    if time.year not in _YEARS:
        years = f"{_YEARS[0]} to {_YEARS[-1]}"
        raise UsageProblem(f"{option}: '{text}' is too far away", hint=f"write a time of {years}")
    return time
