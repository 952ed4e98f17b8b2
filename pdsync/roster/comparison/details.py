"""Details of a service that decide who is notified and how, besides the people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdsync.kinds import Service
from pdsync.roster._roster import token
from pdsync.roster.comparison.affected import Detail


def details(old: Service, new: Service) -> Iterator[Detail]:
    """The fields that differ, as JSON; a policy as its token."""
    for name, value in _values(old).items():
        if value != _values(new)[name]:
            yield Detail(name, value, _values(new)[name])


def _values(service: Service) -> dict[str, Any]:
    policy, rule = service.escalation_policy, service.incident_urgency_rule
    hours = service.support_hours
    return {
        "escalation_policy": token(policy) if policy else None,
        "status": service.status,
        "incident_urgency_rule": rule.model_dump(mode="json", exclude_none=True),
        "support_hours": hours.model_dump(mode="json", exclude_none=True) if hours else None,
    }
