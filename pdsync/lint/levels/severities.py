"""Services by how bad it is when they fail, and the policies that they use. Finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from pdsync.kinds import EscalationPolicy, Ref, Service
from pdsync.lint.levels.services import services_at_work, urgencies
from pdsync.source import Config, Entry

PolicyInUse = tuple[Entry, EscalationPolicy, Sequence[Entry]]


def policies_of(config: Config, severity: str) -> Iterator[PolicyInUse]:
    """Yield the policies that services of a severity use, with those services."""
    users: defaultdict[Ref, list[Entry]] = defaultdict(list)
    for entry, service in services_at_work(config):
        if service.severity == severity and service.escalation_policy:
            users[service.escalation_policy].append(entry)
    for ref, services in users.items():
        found = config.meant(ref)
        if found is not None and isinstance(found.resource, EscalationPolicy):
            yield found, found.resource, services


def may_wake(config: Config, severities: Collection[str]) -> Iterator[tuple[Entry, Service]]:
    """Yield the services of some severities, and those of none that are written to be urgent."""
    for entry, service in services_at_work(config):
        is_urgent = bool(urgencies(service) - {"low"})
        if service.severity in severities or (service.severity is None and is_urgent):
            yield entry, service
