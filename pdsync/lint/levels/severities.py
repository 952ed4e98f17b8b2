"""Services by how bad it is when they fail, and the policies that they use. Finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

from pdsync.kinds import EscalationPolicy, Ref, Service
from pdsync.lint.levels.services import never_escalates, services_at_work, urgencies
from pdsync.promises import is_promised
from pdsync.source import Config, Entry

PolicyInUse = tuple[Entry, EscalationPolicy, Sequence[Entry]]


def policies_of(config: Config, severity: str) -> Iterator[PolicyInUse]:
    """Yield the policies that services of a severity use, with those that escalate at all."""
    return _used(config, lambda one: one.severity == severity and not never_escalates(one))


def never_asked(config: Config) -> frozenset[str]:
    """Return the policies by key whose later levels no service ever comes to."""
    return _of_all(config, never_escalates)


def judged_by_services(config: Config, *promises: str) -> frozenset[str]:
    """Return the policies by key of which all services make one of some promises."""
    return _of_all(config, lambda one: any(is_promised(one, name) for name in promises))


def _of_all(config: Config, which: Callable[[Service], bool]) -> frozenset[str]:
    """Return the policies by key that services use, all of which are so."""
    others = {entry.key for entry, *_ in _used(config, lambda one: not which(one))}
    return frozenset(entry.key for entry, *_ in _used(config, which)) - others


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
