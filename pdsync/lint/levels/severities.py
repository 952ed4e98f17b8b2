"""Services by how bad it is when they fail, and the policies that they use. Finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

from pdsync.kinds import EscalationPolicy, Ref, Service
from pdsync.lint.levels.services import never_escalates, services_at_work, urgencies
from pdsync.source import Config, Entry

PolicyInUse = tuple[Entry, EscalationPolicy, Sequence[Entry]]


def policies_of(config: Config, severity: str) -> Iterator[PolicyInUse]:
    """Yield the policies that services of a severity use, with those services."""
    return _used(config, lambda service: service.severity == severity)


def never_asked(config: Config) -> frozenset[str]:
    """Return the policies by key whose later levels nobody reaches: all services are quiet."""
    louder = {entry.key for entry, *_ in _used(config, lambda one: not never_escalates(one))}
    return frozenset(entry.key for entry, *_ in _used(config, never_escalates)) - louder


def _used(config: Config, which: Callable[[Service], bool]) -> Iterator[PolicyInUse]:
    users: defaultdict[Ref, list[Entry]] = defaultdict(list)
    for entry, service in services_at_work(config):
        if service.escalation_policy and which(service):
            users[service.escalation_policy].append(entry)
    for ref, services in users.items():
        found = config.meant(ref)
        if found is not None and isinstance(found.resource, EscalationPolicy):
            yield found, found.resource, services


def may_wake(config: Config, severities: Collection[str]) -> Iterator[tuple[Entry, Service]]:
    """Yield the services of some severities, and those of none that are written to be urgent.

    Those that are written never to be urgent wake nobody, however severe they are.
    """
    for entry, service in services_at_work(config):
        is_urgent = bool(urgencies(service) - {"low"})
        is_meant = service.severity in severities and not never_escalates(service)
        if is_meant or (service.severity is None and is_urgent):
            yield entry, service
