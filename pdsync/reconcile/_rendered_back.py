"""Whether PagerDuty puts those on call whom the written schedules say. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from pdsync import oncall
from pdsync.kinds import KINDS, Undecided
from pdsync.reconcile._model import Action, Outcome, Result
from pdsync.reconcile._remote import Remote
from pdsync.reconcile._rosters import read_schedule
from pdsync.reconcile._snapshot import Live
from pdsync.reconcile._verify import first_difference
from pdsync.roster import Difference

_AHEAD = timedelta(weeks=4)


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
    schedule = KINDS["schedule"]
    body = remote.get(f"{schedule.endpoint.path}/{ident}", ())
    live = Live.of(schedule, body[schedule.endpoint.singular])
    span = oncall.Span(now.replace(microsecond=0), now.replace(microsecond=0) + _AHEAD)
    try:
        found = first_difference(remote, live, span, now)
    except (Undecided, ZoneInfoNotFoundError):
        return outcome  # it cannot be rendered here: `oncall --verify` says so, and why
    if found is None:
        return outcome
    names = dict(_names(read_schedule(remote, live, span.start, span.end).raw))
    return replace(outcome, result=Result.FAILED, reason=_why(found, names))


def _written_schedule(outcome: Outcome) -> str | None:
    """The id of a layered schedule whose layers were written."""
    change, path = outcome.change, KINDS["schedule"].endpoint.path
    fields = {field.path.split("/")[1] for field in change.fields}
    written = any(call.path.startswith(path) for call in change.calls)
    told = change.kind == "schedule" and outcome.result is Result.DONE and written
    if not told or change.action is Action.DELETE or not fields & {"layers", "time_zone"}:
        return None
    return outcome.id or change.id


def _why(found: Difference, names: Mapping[str, str]) -> str:
    ours, theirs = (
        " and ".join(names.get(who, who) for who in people) or "nobody"
        for people in (found.old, found.new)
    )
    return (
        f"PagerDuty took the layers, but puts {theirs} on call from {found.start.isoformat()} to "
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
