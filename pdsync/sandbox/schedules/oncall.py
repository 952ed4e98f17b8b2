"""People on call for a policy, level by level, at a time or over a range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pdsync.sandbox._times import moment
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.schedules import shifts
from pdsync.sandbox.schedules.rendered import Range, final
from pdsync.sandbox.schedules.rendering import Entry
from pdsync.sandbox.state.store import Row

# How far ahead PagerDuty looks: who is still on call then is on call for ever.
HORIZON = timedelta(days=90)


@dataclass(frozen=True)
class Duty:
    """A person's turn at a level; from or until None is for ever."""

    policy: str
    level: int
    user: str
    schedule: str | None
    start: datetime | None
    end: datetime | None


def duties(call: Call, policy: Row, since: datetime, until: datetime) -> list[Duty]:
    """Every turn on a policy that touches [since, until), level by level."""
    return [
        duty
        for level, rule in enumerate(policy.fields["escalation_rules"], start=1)
        for ident, kind in rule["targets"]
        for duty in _of_target(
            call, Duty(policy.id, level, ident, None, None, None), kind, since, until
        )
    ]


def _of_target(call: Call, duty: Duty, kind: str, since: datetime, until: datetime) -> list[Duty]:
    schedule = None if kind == "user" else call.store.find(duty.user)
    if schedule is None:
        return [duty] if kind == "user" else []
    edge = _edge(call, schedule)
    return [
        replace(
            duty,
            user=entry.user,
            schedule=schedule.id,
            start=entry.start,
            end=entry.end if entry.end < edge else None,
        )
        for entry in _turns(call, schedule, edge)
        if entry.start < until and entry.end > since
    ]


def _turns(call: Call, schedule: Row, edge: datetime) -> list[Entry]:
    span = Range(moment(call.now) - HORIZON, edge, overflow=True)
    if schedule.kind == "schedule_v3":
        return call.once(
            ("turns", schedule.id),
            lambda: shifts.joined(shifts.final(call, schedule, span)),
        )
    return call.once(("turns", schedule.id), lambda: final(call, schedule, span))


def _edge(call: Call, schedule: Row) -> datetime:
    # Further than any turn that begins within the horizon lasts.
    layers = schedule.fields.get("schedule_layers", ())
    lengths = [timedelta(seconds=layer["rotation_turn_length_seconds"]) for layer in layers]
    longest = max([*lengths, *shifts.lengths(call, schedule)], default=timedelta())
    return moment(call.now) + HORIZON + timedelta(days=2) + longest


def first_responders(call: Call, policy: Row) -> list[str]:
    """Return who gets a new incident: the first level with anybody on call; maybe nobody."""
    now = moment(call.now)
    on_call = duties(call, policy, now, now + timedelta(seconds=1))
    first = min((duty.level for duty in on_call), default=0)
    return list(dict.fromkeys(duty.user for duty in on_call if duty.level == first))
