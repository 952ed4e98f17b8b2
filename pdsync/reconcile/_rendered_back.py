"""Whether PagerDuty puts those on call whom the written schedules say. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from pdsync import oncall
from pdsync.kinds import KINDS, SHIFT_BASED, Undecided
from pdsync.reconcile._model import Action, Change, Outcome, Result
from pdsync.reconcile._read_shift_based import read_one
from pdsync.reconcile._remote import Remote
from pdsync.reconcile._rosters import read_schedule
from pdsync.reconcile._snapshot import Live
from pdsync.reconcile._verify import first_difference
from pdsync.roster import Difference

_AHEAD = timedelta(weeks=4)
_LOUD = frozenset({"layers", "rotations", "time_zone"})


def rendered_back(
    outcomes: tuple[Outcome, ...], remote: Remote, now: datetime
) -> tuple[Outcome, ...]:
    """The outcomes; a schedule that is done and is rendered otherwise than it reads is failed.

    The fields were compared before: so order, number and rendering of layers are those of the plan.
    """
    with ThreadPoolExecutor(max_workers=8) as pool:
        return tuple(pool.map(lambda one: _checked(one, remote, now), outcomes))


def _checked(outcome: Outcome, remote: Remote, now: datetime) -> Outcome:
    ident = _written_schedule(outcome)
    if ident is None:
        return outcome
    live = _live(outcome.change, remote, ident)
    if live is None:
        return outcome
    span = oncall.Span(now.replace(microsecond=0), now.replace(microsecond=0) + _AHEAD)
    try:
        found = first_difference(remote, live, span, now)
    except (Undecided, ZoneInfoNotFoundError):
        return outcome  # it cannot be rendered here: `oncall --verify` says so, and why
    if found is None:
        return outcome
    what = "rotations" if live.is_shift_based else "layers"
    names = dict(_names(read_schedule(remote, live, span.start, span.end).raw))
    return replace(outcome, result=Result.FAILED, reason=_why(found, names, what))


def _live(change: Change, remote: Remote, ident: str) -> Live | None:
    if change.calls[0].path.startswith(SHIFT_BASED.endpoint.path):
        return read_one(remote, ident)
    schedule = KINDS["schedule"]
    body = remote.get(f"{schedule.endpoint.path}/{ident}", ())
    return Live.of(schedule, body[schedule.endpoint.singular])


def _written_schedule(outcome: Outcome) -> str | None:
    """The id of a schedule by which others may be on call since it was written."""
    change = outcome.change
    fields = {field.path.split("/")[1] for field in change.fields}
    told = change.kind == "schedule" and outcome.result is Result.DONE and change.calls
    if not told or change.action is Action.DELETE or not fields & _LOUD:
        return None
    return outcome.id or change.id


def _why(found: Difference, names: Mapping[str, str], what: str) -> str:
    ours, theirs = (
        " and ".join(names.get(who, who) for who in people) or "nobody"
        for people in (found.old, found.new)
    )
    return (
        f"PagerDuty took the {what}, but puts {theirs} on call from {found.start.isoformat()} to "
        f"{found.end.isoformat()}, where they say {ours}"
    )


def _names(value: Any) -> Iterator[tuple[str, str]]:
    """The names of all people in some JSON, by id."""
    if isinstance(value, Mapping):
        if str(value.get("type", "")).startswith("user") and value.get("summary"):
            yield str(value["id"]), str(value["summary"])
        yield from _in_each(value.values())
    elif isinstance(value, list):
        yield from _in_each(value)


def _in_each(values: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for value in values:
        yield from _names(value)
