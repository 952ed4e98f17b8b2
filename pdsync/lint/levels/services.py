"""Services that can open incidents, and the urgencies that are written of them. Finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.kinds import Service
from pdsync.source import Config, Entry


def services_at_work(config: Config) -> Iterator[tuple[Entry, Service]]:
    """Yield the services that are not disabled: one that is opens no incident and wakes nobody."""
    for entry in config.of("service"):
        service = entry.resource
        if isinstance(service, Service) and service.status != "disabled":
            yield entry, service


def urgencies(service: Service) -> frozenset[str]:
    """Return the urgencies that a service's incidents have by its rule; none if none is written."""
    if "incident_urgency_rule" not in service.model_fields_set:
        return frozenset()
    rule = service.incident_urgency_rule
    named = (rule.urgency, rule.during_support_hours, rule.outside_support_hours)
    return frozenset(one for one in named if one is not None)


def never_escalates(service: Service) -> bool:
    """Return True for a service that is written to have incidents of low urgency alone.

    PagerDuty does not escalate these.
    """
    return urgencies(service) == {"low"}
