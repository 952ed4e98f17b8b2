"""Policies by how bad it is when a service that uses them fails. Finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

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
