"""Services by how bad it is when they fail, and the policies that they use. Finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from pdsync.kinds import EscalationPolicy, Service
from pdsync.source import Config, Entry

PolicyInUse = tuple[Entry, EscalationPolicy, Sequence[Entry]]


def policies_of(config: Config, severity: str) -> Iterator[PolicyInUse]:
    """Yield the policies that services of a severity use, with those services."""
    users: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in config.of("service"):
        service = entry.resource
        if isinstance(service, Service) and service.severity == severity:
            policy = service.escalation_policy
            if policy is not None and policy.key is not None:
                users[policy.key].append(entry)
    for key, services in users.items():
        found = config.find("escalation_policy", key)
        if found is not None and isinstance(found.resource, EscalationPolicy):
            yield found, found.resource, services


def may_wake(config: Config, severities: Collection[str]) -> Iterator[tuple[Entry, Service]]:
    """Yield the services of some severities, and those without one that are written to be urgent.

    One that is disabled makes no incidents.
    """
    for entry in config.of("service"):
        service = entry.resource
        if not isinstance(service, Service) or service.status == "disabled":
            continue
        rule = service.incident_urgency_rule
        urgencies = {rule.urgency, rule.during_support_hours, rule.outside_support_hours}
        is_urgent = "incident_urgency_rule" in service.model_fields_set and urgencies - {
            None,
            "low",
        }
        if service.severity in severities or (service.severity is None and is_urgent):
            yield entry, service
