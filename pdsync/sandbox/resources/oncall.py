"""On-calls: one entry for each person, level and turn. Computed, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from pdsync.sandbox._errors import Refused
from pdsync.sandbox._times import instant, moment, shown
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.paging import paged_list
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.view import refer
from pdsync.sandbox.schedules.oncall import HORIZON, Duty, duties
from pdsync.sandbox.schedules.rendered import asked_range, request_zone
from pdsync.sandbox.serving.wire import Response, answer


def oncalls(call: Call) -> Response:
    """GET /oncalls: now, or in a range of at most 90 days."""
    call.includes = frozenset(call.params("include"))
    zone = request_zone(call, call.account.time_zone)
    found = sorted(_wanted(call, zone), key=_order)
    if call.flag("earliest"):
        found = list(
            {(duty.policy, duty.level, duty.user): duty for duty in reversed(found)}.values()
        )
        found.sort(key=_order)
    page, place = paged_list(call, found)
    return answer(200, {"oncalls": [_shown(call, duty, zone) for duty in page], **place})


def _order(duty: Duty) -> tuple[str, int, str, str]:
    return duty.policy, duty.level, instant(duty.start) if duty.start else "", duty.user


def _wanted(call: Call, zone: str) -> Iterator[Duty]:
    since, until = _span(call, zone)
    policies, schedules, users = (
        call.params(name) for name in ("escalation_policy_ids", "schedule_ids", "user_ids")
    )
    for policy in call.store.children("escalation_policy", ""):
        if policies and policy.id not in policies:
            continue
        for duty in duties(call, policy, since, until):
            chosen = not schedules or duty.schedule in schedules
            if chosen and (not users or duty.user in users):
                yield duty


def _span(call: Call, zone: str) -> tuple[datetime, datetime]:
    now = moment(call.now)
    asked = asked_range(call, zone)
    if asked is None:
        return now, now + timedelta(seconds=1)
    if asked.until - asked.since > HORIZON:
        raise Refused(400, 2005, "Invalid Query Date Range", ["The range is at most 90 days"])
    return asked.since, max(asked.until, asked.since + timedelta(seconds=1))


def _shown(call: Call, duty: Duty, zone: str) -> dict[str, Any]:
    return {
        "escalation_policy": refer(call, "escalation_policy", duty.policy, "escalation_policies"),
        "escalation_level": duty.level,
        "schedule": duty.schedule and refer(call, "schedule", duty.schedule, "schedules"),
        "user": refer(call, "user", duty.user, "users"),
        "start": duty.start and shown(instant(duty.start), zone),
        "end": duty.end and shown(instant(duty.end), zone),
    }


ROUTES = [Route("GET", "/oncalls", oncalls)]
