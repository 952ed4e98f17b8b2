"""Services by how bad it is when they fail, and the policies that they use. Finds nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pdsync.kinds import Service
from pdsync.lint.levels.in_use import PolicyInUse, used_by
from pdsync.lint.levels.services import never_escalates, services_at_work, urgencies
from pdsync.source import Config, Entry


def policies_of(config: Config, severity: str) -> Iterator[PolicyInUse]:
    """Yield the policies that services of a severity use, with those that escalate at all."""
    return used_by(config, lambda one: one.severity == severity and not never_escalates(one))


def may_wake(config: Config, severities: Collection[str]) -> Iterator[tuple[Entry, Service]]:
    """Yield the services of some severities, and those of none that are written to be urgent.

    Those that are written never to be urgent wake nobody, however severe they are.
    """
    for entry, service in services_at_work(config):
        is_urgent = bool(urgencies(service) - {"low"})
        is_meant = service.severity in severities and not never_escalates(service)
        if is_meant or (service.severity is None and is_urgent):
            yield entry, service
