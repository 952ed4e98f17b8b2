"""Times as people write them on the command line, into instants. Guesses none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic_core import PydanticCustomError

from pdsync.cli.arguments.params import in_words
from pdsync.cli.arguments.words import UsageProblem
from pdsync.kinds import at_wall, instant
from pdsync.roster import AskedRange
from pdsync.stamps import utc_stamp

_YEARS = range(1970, 2200)
_RANGE = timedelta(weeks=2)
_LONGEST = timedelta(days=20 * 366)
_SHORTER = "write a shorter range"


def asked(
    at: str | None, range_: tuple[str | None, str | None], zones: Sequence[str], now: datetime
) -> AskedRange:
    """The time that the options mean, on the clocks of what is asked about; raises UsageProblem."""
    since, until = range_
    # Who is on call is rendered in whole seconds: the rest of one would be a gap.
    now = now.replace(microsecond=0)
    if at is not None and (since, until) != (None, None):
        raise UsageProblem("--at is one time", hint="leave it out, or --since and --until")
    if since is None and until is None:
        return AskedRange(now if at is None else _instant("--at", at, zones))
    start = now.replace(second=0) if since is None else _instant("--since", since, zones)
    end = start + _RANGE if until is None else _instant("--until", until, zones)
    if end <= start:
        raise UsageProblem("--until is not after --since", hint="write a later --until")
    if end - start > _LONGEST:
        raise UsageProblem("--since and --until are more than 20 years apart", hint=_SHORTER)
    return AskedRange(start, end)


def coming(now: datetime) -> AskedRange:
    """The range that begins now, at a whole minute as all that is told."""
    start = now.replace(second=0, microsecond=0)
    return AskedRange(start, start + _RANGE)


def on_the_clock(option: str, text: str, zone: str) -> datetime:
    """The instant that is meant on the clocks of a zone; raises UsageProblem."""
    return _instant(option, text, (zone,))


def _instant(option: str, text: str, zones: Sequence[str]) -> datetime:
    """The instant that is meant; a time of the clock is refused where it could be several."""
    try:
        # On any clocks there are, to tell a time of the clock from what is no time at all.
        time = instant(at_wall(text, "Etc/UTC" if len(zones) != 1 else zones[0]))
    except PydanticCustomError as wrong:
        raise in_words(option, wrong) from None
    if len(zones) > 1 and at_wall(text, "Etc/UTC") != text:
        raise UsageProblem(
            f"{option}: '{text}' is a time of the clock, and what is asked about is on several",
            hint=f"add --time-zone {zones[0]}, or another one, or write an instant, such as "
            + utc_stamp(time),
        )
    if time.year not in _YEARS:
        years = f"{_YEARS[0]} to {_YEARS[-1]}"
        raise UsageProblem(f"{option}: '{text}' is too far away", hint=f"write a time of {years}")
    return time
